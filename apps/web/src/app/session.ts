import { logOut, whoAmI, type Me as MeSchema } from '#libs/identity/shared/contract';
import { isProblem } from '#libs/kernel';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { z } from 'zod';
import { call } from '../api/client.js';
import { keyOf, queryClient } from '../api/queries.js';
import { now } from '../format/clock.js';

export type Me = z.output<typeof MeSchema>;

/** Told to the window when an ended session goes on: drafts that wait are sent at once. */
export const RENEWED = 'kopuro.session-renewed';

async function readMe(): Promise<Me | null> {
  try {
    return await call(whoAmI, {});
  } catch (e) {
    if (!isProblem(e) || e.status !== 401) throw e;
    // A session that ran out does not take the page away: its person logs in again in place.
    const before = queryClient.getQueryData<Me | null>(keyOf(whoAmI));
    return before && Date.parse(before.sessionEndsAt) <= now().getTime() ? before : null;
  }
}

const me = queryOptions({ queryKey: keyOf(whoAmI), queryFn: readMe, staleTime: 60_000 });

/** Asks who is logged in before a page needs to know. */
export function meetPerson(): Promise<void> {
  return queryClient.prefetchQuery(me);
}

/** Who is logged in: null for nobody, undefined while it is not known yet. */
export function useMe(): Me | null | undefined {
  return useQuery(me).data;
}

/** Forgets everything that was read for another person, then knows who is in. */
export function useEnter(): (me: Me | null) => void {
  const queries = useQueryClient();
  return (me) => {
    queries.clear();
    queries.setQueryData(keyOf(whoAmI), me);
  };
}

/** Goes on with a new session of the same person: what the page holds stays. */
export function useGoOn(): (me: Me) => void {
  const queries = useQueryClient();
  return (me) => {
    queries.setQueryData(keyOf(whoAmI), me);
    void queries.invalidateQueries({ predicate: (q) => q.state.status === 'error' });
    window.dispatchEvent(new Event(RENEWED));
  };
}

export function useLeave(): () => Promise<void> {
  const enter = useEnter();
  const navigate = useNavigate();
  return async () => {
    await call(logOut, {});
    await navigate({ to: '/' });
    enter(null);
  };
}
