import { solveFairAssignment, suggestRepairs, type AssignmentResult, type Repair, type Shortfall } from '#libs/optimizer';
import { problemOf, largestTotal, type Demand, type Given } from './assignment-problem.js';
import type { Pool, PoolApplication, PoolReviewer } from './data/pool.queries.js';
import type { RunMode } from './shared/rules.js';

export interface PairsWanted { pool: Pool; demand: Demand; mode: RunMode }
export interface FoundPair { application: PoolApplication; reviewer: PoolReviewer; affinity: number }

/** The best assignment there is with its proof, or why a side cannot be served and what would mend it. `given` tells what had to be given up. */
export type Found =
  | {
    ok: true; pairs: FoundPair[]; total: number; lowest: number; violations: number; pairsChecked: number;
    fairness: { bound: number; cost: number } | null; given: Given; internationalMissing: number;
  }
  | { ok: false; shortfalls: Shortfall[]; repairs: Repair[] };

/** A search tells this share of its progress before a fair one begins. */
const FIRST: Record<RunMode, number> = { total: 1, fair: 0.3 };

/**
 * Gives every application the reviewers that the call demands: with the largest total affinity, or in `fair` mode so that the worst-served
 * application is served best, and then with the largest total. Locks stay and bans never return. The demands of KG and CN bind; international
 * reviewers are given where available, minimum loads fall when they cannot all be met, and teams review each other only where there is no other
 * way. `onProgress`: share of 0 to 1. Keeps its thread busy.
 */
export async function findPairs({ pool, demand, mode }: PairsWanted, onProgress: (share: number) => void): Promise<Found> {
  const { given, result } = await largestTotal(pool, demand, (share) => { onProgress(FIRST[mode] * share); });
  const problem = problemOf(pool, demand, given);
  if (result.status === 'infeasible') {
    const shortfalls = (result.explanation ?? []).filter(binds);
    return { ok: false, shortfalls, repairs: await suggestRepairs(problem, shortfalls) };
  }
  const fair = mode === 'fair' ? await solveFairAssignment(problem, { onProgress: (share) => { onProgress(FIRST.fair + (1 - FIRST.fair) * share); } }) : null;
  const best = fair ?? result;
  const pairs = pairsOf(pool, best);
  return {
    ok: true, pairs, total: best.total, lowest: best.lowest, violations: best.certificate.violations, given,
    pairsChecked: problem.affinity.reduce((sum, row) => sum + row.slice(0, pool.reviewers.length).filter((x) => x !== null).length, 0) - (problem.banned?.length ?? 0),
    fairness: fair && { bound: fair.fairnessBound, cost: fair.cost },
    internationalMissing: demand.INT * pool.applications.length - pairs.filter((p) => p.reviewer.side === 'INT').length,
  };
}

/** What stays in the way whatever is given up: the demands of the two sides. */
function binds(s: Shortfall): boolean {
  return s.cause === 'demand' && s.side !== 'INT';
}

function pairsOf(pool: Pool, result: AssignmentResult): FoundPair[] {
  return result.pairs.flatMap((p) => {
    const application = pool.applications[p.application];
    const reviewer = pool.reviewers[p.reviewer];
    return application && reviewer ? [{ application, reviewer, affinity: p.affinity }] : [];
  });
}
