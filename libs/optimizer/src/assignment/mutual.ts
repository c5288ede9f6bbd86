import type { Instance } from './instance.js';
import type { AssignmentProblem } from './problem.js';

/** Two pairs by which two reviewers would review each other's applications, as [application, reviewer] each. */
type Exchange = readonly [readonly [number, number], readonly [number, number]];

/** Every exchange that the teams make possible, once each. O(members squared). */
export function exchangesOf({ teams = [] }: AssignmentProblem): Exchange[] {
  return teams.flatMap(([a, r], n) => teams.slice(n + 1).flatMap(([b, s]): Exchange[] => (a === b || r === s ? [] : [[[a, s], [b, r]]])));
}

/** Whether no two chosen cells are an exchange. */
export function noExchange({ exchanges }: Instance, cells: Int32Array): boolean {
  if (exchanges.length === 0) return true;
  const chosen = new Set(cells);
  return !exchanges.some(([one, other]) => chosen.has(one) && chosen.has(other));
}

/** Exchanges among pairs of the problem, counted afresh. */
export function countExchanges(problem: AssignmentProblem, has: (application: number, reviewer: number) => boolean): number {
  return exchangesOf(problem).filter(([[a, s], [b, r]]) => has(a, s) && has(b, r)).length;
}
