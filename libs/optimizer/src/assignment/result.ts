import { fromUnits, toUnits } from './instance.js';
import { SIDES } from './problem.js';
import type { AssignmentPair, AssignmentProblem, AssignmentResult, Shortfall } from './problem.js';
import type { InstanceAnswer } from './solve-instance.js';
import { countViolations } from './violations.js';

export function infeasibleResult(explanation: Shortfall[]): AssignmentResult {
  return { status: 'infeasible', total: 0, lowest: 0, pairs: [], certificate: { violations: 0, bound: 0 }, explanation };
}

/** All pairs of an answer, locked ones included, by application, then reviewer. */
export function pairsOf(problem: AssignmentProblem, cells: Int32Array): AssignmentPair[] {
  const columns = problem.reviewers.length;
  const pairOf = (application: number, reviewer: number): AssignmentPair => (
    { application, reviewer, affinity: fromUnits(toUnits(problem.affinity[application]?.[reviewer] ?? NaN)) }
  );
  return [
    ...Array.from(cells, (cell) => pairOf(Math.floor(cell / columns), cell % columns)),
    ...problem.locked.map(([application, reviewer]) => pairOf(application, reviewer)),
  ].sort((one, other) => one.application - other.application || one.reviewer - other.reviewer);
}

/**
 * Adds up an answer and counts its violations afresh from the problem. The total must be the proven bound.
 * Throws Error when a rule is broken or the bound is missed.
 */
export function provenResult(problem: AssignmentProblem, answer: InstanceAnswer): AssignmentResult {
  const pairs = pairsOf(problem, answer.cells);
  const locked = problem.locked.reduce((sum, [a, r]) => sum + toUnits(problem.affinity[a]?.[r] ?? NaN), 0);
  const bound = answer.bound + locked;
  const scores = problem.applications.map(() => 0);
  for (const { application, affinity } of pairs) scores[application] = (scores[application] ?? 0) + toUnits(affinity);
  const total = scores.reduce((sum, score) => sum + score, 0);
  const violations = countViolations(problem, pairs);
  if (violations > 0 || total !== bound) {
    throw new Error(`assignment refused: ${violations} violations, total ${fromUnits(total)} against the bound ${fromUnits(bound)}`);
  }
  const demanding = scores.filter((_, application) => asksForReviews(problem, application));
  const lowest = demanding.reduce((least, score) => Math.min(least, score), demanding[0] ?? 0);
  return {
    status: 'optimal', total: fromUnits(total), lowest: fromUnits(lowest), pairs,
    certificate: { violations, bound: fromUnits(bound) },
  };
}

function asksForReviews({ applications }: AssignmentProblem, application: number): boolean {
  const asked = applications[application];
  return asked !== undefined && ((asked.any ?? 0) > 0 || SIDES.some((side) => asked.demand[side] > 0));
}
