import type { Instance } from './instance.js';
import type { AssignmentProblem } from './problem.js';

/**
 * Visits every exchange that the teams make possible, once each: two pairs by which two reviewers would review each other's applications,
 * the one's [a, s] and the other's [b, r]. O(members squared) in time, nothing in memory.
 */
export function forEachExchange({ teams = [] }: AssignmentProblem, visit: (a: number, s: number, b: number, r: number) => void): void {
  teams.forEach(([a, r], n) => {
    for (let other = n + 1; other < teams.length; other += 1) {
      const [b, s] = teams[other]!;
      if (a !== b && r !== s) visit(a, s, b, r);
    }
  });
}

/** Exchanges of an instance of which both cells are chosen. */
export function brokenExchanges({ exchanges }: Instance, cells: Int32Array): (readonly [number, number])[] {
  if (exchanges.length === 0) return [];
  const chosen = new Set(cells);
  return exchanges.filter(([one, other]) => chosen.has(one) && chosen.has(other));
}

/** Exchanges among pairs of the problem, counted afresh. */
export function countExchanges(problem: AssignmentProblem, has: (application: number, reviewer: number) => boolean): number {
  let count = 0;
  forEachExchange(problem, (a, s, b, r) => {
    if (has(a, s) && has(b, r)) count += 1;
  });
  return count;
}
