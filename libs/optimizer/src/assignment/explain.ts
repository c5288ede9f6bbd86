import type { Instance } from './instance.js';
import { minimalConflict } from './minimal-conflict.js';
import type { Pace } from './pace.js';
import { SIDES } from './problem.js';
import type { AssignmentProblem, Shortfall } from './problem.js';
import { findShortfalls } from './shortfalls.js';
import { solveInstance } from './solve-instance.js';

/**
 * Why an instance without any answer has none: the shortfalls of single sides where there are such, else one conflict of demands, minimums
 * and caps (or of mutual reviews, where the rest alone would be possible), as small as it can be made. Never empty.
 */
export async function explainInfeasible(problem: AssignmentProblem, instance: Instance, pace: Pace): Promise<Shortfall[]> {
  const ofSides = SIDES.flatMap((_, side) => findShortfalls(problem, instance, side));
  if (ofSides.length > 0) return ofSides;
  const cause = instance.exchanges.length > 0 && await solveInstance({ ...instance, exchanges: [] }, pace) ? 'mutual' : 'cap';
  return [await minimalConflict(problem, instance, pace, cause)];
}
