import { SIDES } from './problem.js';
import type { AssignmentPair, AssignmentProblem, AssignmentSide } from './problem.js';

/**
 * Counts the rules that a set of pairs breaks, from the problem alone: each review missing or too many for an application's side, each
 * review under or over a reviewer's load, each pair that is impossible, unknown or listed twice, each locked pair that is absent.
 */
export function countViolations(problem: AssignmentProblem, pairs: readonly AssignmentPair[]): number {
  const reviews = problem.applications.map((): Record<AssignmentSide, number> => ({ KG: 0, CN: 0, INT: 0 }));
  const loads = problem.reviewers.map(() => 0);
  const seen = new Set<string>();
  let violations = 0;
  for (const { application, reviewer } of pairs) {
    const side = problem.reviewers[reviewer]?.side;
    const counts = reviews[application];
    const key = `${application}:${reviewer}`;
    if (!side || !counts || seen.has(key) || problem.affinity[application]?.[reviewer] == null) violations += 1;
    if (side && counts) {
      counts[side] += 1;
      loads[reviewer] = (loads[reviewer] ?? 0) + 1;
    }
    seen.add(key);
  }
  problem.applications.forEach(({ demand }, application) => {
    for (const side of SIDES) violations += Math.abs((reviews[application]?.[side] ?? 0) - demand[side]);
  });
  problem.reviewers.forEach(({ minLoad, maxLoad }, reviewer) => {
    const load = loads[reviewer] ?? 0;
    violations += Math.max(0, minLoad - load, load - maxLoad);
  });
  for (const [application, reviewer] of problem.locked) {
    if (!seen.has(`${application}:${reviewer}`)) violations += 1;
  }
  return violations;
}
