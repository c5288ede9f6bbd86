import { bestAlone, lockedScores } from './fair-scores.js';
import { IMPOSSIBLE } from './instance.js';
import type { Instance } from './instance.js';
import type { Pace } from './pace.js';
import type { AssignmentProblem } from './problem.js';
import { solveInstance } from './solve-instance.js';
import type { InstanceAnswer } from './solve-instance.js';

/**
 * For large problems: the highest threshold such that an assignment exists with no pair below it, and the largest total among those.
 * O(log(pairs)) assignments. `bound` is what the worst-served application would get if it had the first choice.
 */
export async function fairestByThreshold(
  problem: AssignmentProblem, instance: Instance, pace: Pace, best: InstanceAnswer,
): Promise<{ answer: InstanceAnswer; bound: number }> {
  const levels = [...new Set(instance.gains)].filter((gain) => gain !== IMPOSSIBLE).sort((one, other) => one - other);
  let low = levels.indexOf(best.cells.reduce((least, cell) => Math.min(least, instance.gains[cell]!), Infinity));
  let high = levels.length;
  let answer = best;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const level = levels[middle] ?? 0;
    const found = await solveInstance({ ...instance, gains: instance.gains.map((gain) => (gain < level ? IMPOSSIBLE : gain)) }, pace);
    if (found) {
      low = middle;
      answer = found;
    } else high = middle;
  }
  return { answer, bound: bestAlone(lockedScores(problem, instance), instance) };
}
