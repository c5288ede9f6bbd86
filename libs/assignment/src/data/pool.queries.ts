import type { AnySide } from '#libs/kernel';
import type { ReadTx } from '#libs/platform';

export interface PoolApplication { id: string; number: string; theme: string; keywords: string[] }
export interface PoolReviewer { id: string; email: string; side: AnySide; minLoad: number; maxLoad: number; themes: string[]; keywords: string[] }
/** Everything that a run needs, for all eligible applications and the whole pool. Pairs are keyed by `pairKey`. */
export interface Pool { applications: PoolApplication[]; reviewers: PoolReviewer[]; conflicts: Set<string>; given: Map<string, number> }

export function pairKey(applicationId: string, personId: string): string {
  return `${applicationId} ${personId}`;
}

/** Loads the pool of a call in a fixed order, so that the same data give the same assignment. */
export async function loadPool(tx: ReadTx, callId: string): Promise<Pool> {
  const applications = await tx.rows<PoolApplication>(`select id, number, theme, keywords from application where call_id = $1 and state = 'eligible' order by number`, [callId]);
  const reviewers = await tx.rows<PoolReviewer>(`select p.id, p.email::text email, r.side, r.min_load "minLoad", r.max_load "maxLoad", r.themes, r.keywords
    from reviewer r join person p on p.id = r.person_id where r.call_id = $1 and p.state <> 'closed' order by p.email`, [callId]);
  const conflicts = await tx.rows<{ a: string; p: string }>(`select distinct c.application_id a, r.person_id p
    from reviewer r cross join lateral conflicts_of(r.person_id) c where r.call_id = $1`, [callId]);
  const given = await tx.rows<{ a: string; p: string; value: number }>(`select f.application_id a, f.person_id p, f.value::float8 as value
    from affinity f join application a on a.id = f.application_id where a.call_id = $1`, [callId]);
  return {
    applications, reviewers, conflicts: new Set(conflicts.map((c) => pairKey(c.a, c.p))), given: new Map(given.map((g) => [pairKey(g.a, g.p), g.value])),
  };
}
