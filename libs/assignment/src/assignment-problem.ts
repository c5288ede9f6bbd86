import { solveAssignment, type AssignmentProblem, type AssignmentResult, type AssignmentSide } from '#libs/optimizer';
import { pairKey, type Pool } from './data/pool.queries.js';
import { affinitiesOf } from './shared/affinity.js';

export type Demand = Record<AssignmentSide, number>;

/** What a run holds to as long as it can: minimum loads; every international review or those available; no two reviewers in each other's team. */
export interface Given { minimums: boolean; international: 'all' | 'available'; exchanges: 'none' | 'allowed' }

/** Id that no person has: it takes the international reviews for which nobody is there. */
const NOBODY = 'nobody';

/** The optimiser's problem of a pool. Reviewers stand in the pool's order, followed by nobodies. */
export function problemOf(pool: Pool, demand: Demand, given: Given): AssignmentProblem {
  // An application takes a reviewer once, so there is one nobody for each international review that it asks for.
  const nobodies = Array.from({ length: given.international === 'all' ? 0 : demand.INT }, (_, n) =>
    ({ id: `${NOBODY} ${n}`, side: 'INT' as const, minLoad: 0, maxLoad: pool.applications.length }));
  const computed = affinitiesOf(pool.applications, pool.reviewers);
  return {
    applications: pool.applications.map((a) => ({ id: a.id, demand })),
    reviewers: [...pool.reviewers.map((r) => ({ id: r.id, side: r.side, minLoad: given.minimums ? r.minLoad : 0, maxLoad: r.maxLoad })), ...nobodies],
    affinity: pool.applications.map((a, n) => [...pool.reviewers.map((r, m) => {
      const key = pairKey(a.id, r.id);
      return pool.conflicts.has(key) ? null : pool.given.get(key) ?? computed[n]?.[m] ?? null;
    }), ...nobodies.map(() => 0)]),
    locked: placesOf(pool, (key) => pool.overrides.get(key) === 'locked'),
    banned: placesOf(pool, (key) => pool.overrides.get(key) === 'banned' && !pool.conflicts.has(key)),
    teams: given.exchanges === 'none' ? placesOf(pool, (key) => pool.teams.has(key)) : [],
  };
}

function placesOf(pool: Pool, holds: (key: string) => boolean): [number, number][] {
  return pool.applications.flatMap((a, n) => pool.reviewers.flatMap((r, m): [number, number][] => (holds(pairKey(a.id, r.id)) ? [[n, m]] : [])));
}

/** Whether pairs locked by hand are themselves an exchange: officers have the last word. */
function locksExchange(pool: Pool): boolean {
  const locked = [...pool.overrides].filter(([, kind]) => kind === 'locked').map(([key]) => key.split(' '));
  const reviews = (person: string, of: string) => locked.some(([a, p]) => p === person && pool.teams.has(pairKey(a ?? '', of)));
  return locked.some(([a, p = '']) => pool.reviewers.some((r) => r.id !== p && pool.teams.has(pairKey(a ?? '', r.id)) && reviews(r.id, p)));
}

/**
 * The largest total, giving up as little as it must: what international reviews are missing, minimum loads, teams that review each other.
 * The demands of KG and CN are never given up.
 */
export async function largestTotal(pool: Pool, demand: Demand, onProgress?: (share: number) => void): Promise<{ given: Given; result: AssignmentResult }> {
  let given: Given = { minimums: true, international: 'all', exchanges: locksExchange(pool) ? 'allowed' : 'none' };
  for (;;) {
    const result = await solveAssignment(problemOf(pool, demand, given), onProgress && { onProgress });
    const shortfalls = result.explanation ?? [];
    if (result.status === 'optimal' || shortfalls.some((s) => s.cause === 'demand' && s.side !== 'INT')) return { given, result };
    const isOf = (cause: string) => shortfalls.some((s) => s.cause === cause);
    const next: Given = {
      minimums: given.minimums && !isOf('minimum'), international: isOf('demand') ? 'available' : given.international, exchanges: isOf('mutual') ? 'allowed' : given.exchanges,
    };
    if (Object.keys(next).every((key) => next[key as keyof Given] === given[key as keyof Given])) return { given, result };
    given = next;
  }
}
