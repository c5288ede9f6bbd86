import type { AssignmentProblem, AssignmentSide } from './problem.js';

/** Affinities are whole multiples of one millionth inside, so that sums and prices are exact. */
const UNITS = 1_000_000;

/** An affinity 0..1 in whole millionths. */
export function toUnits(affinity: number): number {
  return Math.round(affinity * UNITS);
}

/** Millionths back to the scale of affinities. */
export function fromUnits(units: number): number {
  return units / UNITS;
}

/** What is left to decide on one side once the locked pairs are taken off. Rows are positions in these arrays. */
export interface SideProblem {
  side: AssignmentSide;
  /** `index`: position in the whole problem; `demand`: reviews still open, at least 1. */
  applications: { index: number; demand: number }[];
  /** `minLoad`, `maxLoad`: still to get at least and at most; at least one is possible. */
  reviewers: { index: number; minLoad: number; maxLoad: number }[];
  /** Possible pairs that are not locked, by application row, then reviewer row; `gain` in millionths. */
  arcs: { application: number; reviewer: number; gain: number }[];
}

/** Cuts one side out of a checked problem. No reviewer counts for two sides, so the sides can be solved apart. */
export function sideProblem(problem: AssignmentProblem, side: AssignmentSide): SideProblem {
  const isOfSide = (reviewer: number): boolean => problem.reviewers[reviewer]?.side === side;
  const locked = problem.locked.filter(([, reviewer]) => isOfSide(reviewer));
  const lockedPairs = new Set(locked.map(([application, reviewer]) => `${application}:${reviewer}`));
  const lockedOfApplication = countBy(locked.map(([application]) => application));
  const lockedOfReviewer = countBy(locked.map(([, reviewer]) => reviewer));

  const applications = problem.applications
    .map(({ demand }, index) => ({ index, demand: demand[side] - (lockedOfApplication.get(index) ?? 0) }))
    .filter(({ demand }) => demand > 0);
  const reviewers = problem.reviewers
    .map(({ minLoad, maxLoad }, index) => {
      const load = lockedOfReviewer.get(index) ?? 0;
      return { index, minLoad: Math.max(0, minLoad - load), maxLoad: maxLoad - load };
    })
    .filter(({ index, maxLoad }) => isOfSide(index) && maxLoad > 0);

  const arcs: SideProblem['arcs'] = [];
  applications.forEach((application, row) => {
    reviewers.forEach((reviewer, column) => {
      const affinity = problem.affinity[application.index]?.[reviewer.index];
      if (affinity == null || lockedPairs.has(`${application.index}:${reviewer.index}`)) return;
      arcs.push({ application: row, reviewer: column, gain: toUnits(affinity) });
    });
  });
  return { side, applications, reviewers, arcs };
}

function countBy(keys: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
