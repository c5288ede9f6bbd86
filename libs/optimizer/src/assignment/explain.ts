import type { Instance } from './instance.js';
import { minimalConflict } from './minimal-conflict.js';
import type { Pace } from './pace.js';
import { SIDES } from './problem.js';
import type { AssignmentProblem, Shortfall } from './problem.js';
import { findShortfalls } from './shortfalls.js';

/**
 * Why an instance without any answer has none: the shortfalls of single sides where there are such, else one conflict of demands, minimums
 * and caps, as small as it can be made. Never empty.
 */
export async function explainInfeasible(problem: AssignmentProblem, instance: Instance, pace: Pace): Promise<Shortfall[]> {
  const ofSides = SIDES.flatMap((_, side) => findShortfalls(problem, instance, side));
  return ofSides.length > 0 ? ofSides : [await minimalConflict(problem, instance, pace)];
}
