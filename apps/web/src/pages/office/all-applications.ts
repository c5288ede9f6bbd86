import { listApplications } from '#libs/applications/shared/contract';
import type { Problem, Result } from '#libs/kernel';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.js';
import { keyOf } from '../../api/queries.js';

export type ApplicationSummary = Result<typeof listApplications>['items'][number];
const PAGE = 200;
const NOT_JUDGED = ['draft', 'not-submitted', 'withdrawn', 'ineligible'];

/** All submitted applications of a call that are not out of the competition, page after page. */
export function useAllApplications(callId: string) {
  return useQuery<ApplicationSummary[], Problem>({
    queryKey: [...keyOf(listApplications), 'all', callId],
    queryFn: async ({ signal }) => {
      const found: ApplicationSummary[] = [];
      let cursor: string | null | undefined;
      do {
        const page: Result<typeof listApplications> = await call(listApplications, { query: { callId, limit: PAGE, ...(cursor && { cursor }) } }, signal);
        found.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return found.filter((a) => a.number !== null && !NOT_JUDGED.includes(a.state))
        .sort((a, b) => (a.number ?? '').localeCompare(b.number ?? '', 'en', { numeric: true }));
    },
  });
}
