import { logOut, whoAmI, type Me as MeSchema } from '#libs/identity/shared/contract';
import { isProblem } from '#libs/kernel';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { z } from 'zod';
import { call } from '../api/client.js';
import { keyOf } from '../api/queries.js';

export type Me = z.output<typeof MeSchema>;

async function readMe(): Promise<Me | null> {
  try {
    return await call(whoAmI, {});
  } catch (e) {
    if (isProblem(e) && e.status === 401) return null;
    throw e;
  }
}

/** Who is logged in: null for nobody, undefined while it is not known yet. */
export function useMe(): Me | null | undefined {
  return useQuery({ queryKey: keyOf(whoAmI), queryFn: readMe, staleTime: 60_000 }).data;
}

/** Forgets everything that was read for another person, then knows who is in. */
export function useEnter(): (me: Me | null) => void {
  const queries = useQueryClient();
  return (me) => {
    queries.clear();
    queries.setQueryData(keyOf(whoAmI), me);
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
