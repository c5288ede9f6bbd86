import { solveAssignment, type AssignmentProblem, type AssignmentResult, type AssignmentSide, type Shortfall } from '#libs/optimizer';
import { pairKey, type Pool, type PoolApplication, type PoolReviewer } from './data/pool.queries.js';
import { affinityOf } from './shared/affinity.js';

export type Demand = Record<AssignmentSide, number>;
export interface FoundPair { application: PoolApplication; reviewer: PoolReviewer; affinity: number }

/** The best assignment there is, or the proof that a side cannot be served. `relaxed` tells what had to be given up. */
export type Found =
  | { ok: true; pairs: FoundPair[]; total: number; bound: number; relaxed: { minimums: boolean; internationalMissing: number } }
  | { ok: false; shortfalls: Shortfall[] };

/** Id that no person has: it takes the international reviews for which nobody is there. */
const NOBODY = 'nobody';

interface Given { minimums: boolean; international: 'all' | 'available' }

function problemOf(pool: Pool, demand: Demand, given: Given): AssignmentProblem {
  // An application takes a reviewer once, so there is one nobody for each international review that it asks for.
  const nobodies = Array.from({ length: given.international === 'all' ? 0 : demand.INT }, (_, n) =>
    ({ id: `${NOBODY} ${n}`, side: 'INT' as const, minLoad: 0, maxLoad: pool.applications.length }));
  return {
    applications: pool.applications.map((a) => ({ id: a.id, demand })),
    reviewers: [...pool.reviewers.map((r) => ({ id: r.id, side: r.side, minLoad: given.minimums ? r.minLoad : 0, maxLoad: r.maxLoad })), ...nobodies],
    affinity: pool.applications.map((a) => [...pool.reviewers.map((r) => affinityBetween(pool, a, r)), ...nobodies.map(() => 0)]),
    locked: [],
  };
}

function affinityBetween(pool: Pool, a: PoolApplication, r: PoolReviewer): number | null {
  const key = pairKey(a.id, r.id);
  return pool.conflicts.has(key) ? null : pool.given.get(key) ?? affinityOf(a, r);
}

/**
 * Gives every application the reviewers that the call demands, with the largest total affinity. The demands of KG and CN bind; international
 * reviewers are given where available, and minimum loads fall when they cannot all be met. `onProgress`: share of 0 to 1. Keeps its thread busy.
 */
export async function findPairs({ pool, demand }: { pool: Pool; demand: Demand }, onProgress: (share: number) => void): Promise<Found> {
  let given: Given = { minimums: true, international: 'all' };
  let result = await solveAssignment(problemOf(pool, demand, given), { onProgress });
  if (result.status === 'infeasible') {
    const shortfalls = result.explanation ?? [];
    const binding = shortfalls.filter((s) => s.cause === 'demand' && s.side !== 'INT');
    if (binding.length > 0) return { ok: false, shortfalls: binding };
    const short = (cause: Shortfall['cause']) => shortfalls.some((s) => s.cause === cause);
    given = { minimums: !short('minimum'), international: short('demand') ? 'available' : 'all' };
    result = await solveAssignment(problemOf(pool, demand, given), { onProgress });
    if (result.status === 'infeasible') return { ok: false, shortfalls: result.explanation ?? [] };
  }
  const pairs = pairsOf(pool, result);
  const internationalMissing = demand.INT * pool.applications.length - pairs.filter((p) => p.reviewer.side === 'INT').length;
  return { ok: true, pairs, total: result.total, bound: result.certificate.bound, relaxed: { minimums: !given.minimums, internationalMissing } };
}

function pairsOf(pool: Pool, result: AssignmentResult): FoundPair[] {
  return result.pairs.flatMap((p) => {
    const application = pool.applications[p.application];
    const reviewer = pool.reviewers[p.reviewer];
    return application && reviewer ? [{ application, reviewer, affinity: p.affinity }] : [];
  });
}
