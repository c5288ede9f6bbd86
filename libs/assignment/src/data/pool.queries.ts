import type { AnySide } from '#libs/kernel';
import type { ReadTx } from '#libs/platform';

export interface PoolApplication { id: string; number: string; theme: string; keywords: string[] }
export interface PoolReviewer { id: string; email: string; side: AnySide; minLoad: number; maxLoad: number; themes: string[]; keywords: string[] }
export type OverrideKind = 'locked' | 'banned';
/**
 * Everything that a run needs, for the whole pool and all eligible applications that the actor may see: for the system, which acts for the call,
 * all there are. Pairs are keyed by `pairKey`. `teams`: whose reviewers are in whose team.
 */
export interface Pool {
  applications: PoolApplication[]; reviewers: PoolReviewer[]; conflicts: Set<string>; given: Map<string, number>; overrides: Map<string, OverrideKind>; teams: Set<string>;
}

export function pairKey(applicationId: string, personId: string): string {
  return `${applicationId} ${personId}`;
}

const VISIBLE = `a.call_id = $1 and a.state = 'eligible' and not a.id = any ((select hidden_applications())::uuid[])`;

interface PairRow { a: string; p: string }
const keysOf = (rows: readonly PairRow[]) => rows.map((row) => pairKey(row.a, row.p));

/** Loads the pool of a call in a fixed order, so that the same data give the same assignment. A lock is kept only while no conflict stands. */
export async function loadPool(tx: ReadTx, callId: string): Promise<Pool> {
  const applications = await tx.rows<PoolApplication>(`select a.id, a.number, a.theme, a.keywords from application a where ${VISIBLE} order by a.number`, [callId]);
  const reviewers = await tx.rows<PoolReviewer>(`select p.id, p.email::text email, r.side, r.min_load "minLoad", r.max_load "maxLoad", r.themes, r.keywords
    from reviewer r join person p on p.id = r.person_id where r.call_id = $1 and p.state <> 'closed' order by p.email`, [callId]);
  const conflicts = await conflictsAmong(tx, callId);
  const given = await tx.rows<PairRow & { value: number }>(`select f.application_id a, f.person_id p, f.value::float8 as value
    from affinity f join application a on a.id = f.application_id where ${VISIBLE}`, [callId]);
  const overrides = await tx.rows<PairRow & { kind: OverrideKind }>(`select o.application_id a, o.person_id p, o.kind
    from assignment_override o join application a on a.id = o.application_id where ${VISIBLE} order by 1, 2`, [callId]);
  const teams = await tx.rows<PairRow>(`select distinct m.application_id a, r.person_id p
    from reviewer r join person p on p.id = r.person_id join team_member m on (m.person_id = p.id or m.email = p.email) and m.state in ('invited', 'accepted')
      join application a on a.id = m.application_id where r.call_id = $1 and ${VISIBLE} order by 1, 2`, [callId]);
  return {
    applications, reviewers, conflicts, given: new Map(given.map((g) => [pairKey(g.a, g.p), g.value])), teams: new Set(keysOf(teams)),
    overrides: new Map(overrides.map((o): [string, OverrideKind] => [pairKey(o.a, o.p), o.kind]).filter(([key, kind]) => kind === 'banned' || !conflicts.has(key))),
  };
}

/** Pairs of a call's pool and applications between which a conflict stands. Asked once a reviewer, since each question looks through all teams. */
export async function conflictsAmong(tx: ReadTx, callId: string): Promise<Set<string>> {
  return new Set(keysOf(await tx.rows<PairRow>(`select distinct c.application_id a, r.person_id p
    from reviewer r cross join lateral conflicts_of(r.person_id) c where r.call_id = $1`, [callId])));
}
