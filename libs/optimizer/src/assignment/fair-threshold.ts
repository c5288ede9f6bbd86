import { bestAlone, lockedScores, lowestScore } from './fair-scores.js';
import { IMPOSSIBLE } from './instance.js';
import type { Instance } from './instance.js';
import type { Pace } from './pace.js';
import type { AssignmentProblem } from './problem.js';
import { solveInstance } from './solve-instance.js';
import type { InstanceAnswer } from './solve-instance.js';

/**
 * For large problems: bisects for the highest threshold such that an assignment exists with no pair below it. Of the largest totals found on
 * the way (without a threshold, and above each) the one whose worst-served application has most is the answer, so it is never served worse
 * than without. O(log(pairs)) assignments. `bound` is what the worst-served application would get if it had the first choice.
 */
export async function fairestByThreshold(
  problem: AssignmentProblem, instance: Instance, pace: Pace, best: InstanceAnswer,
): Promise<{ answer: InstanceAnswer; bound: number }> {
  const levels = [...new Set(instance.gains)].filter((gain) => gain !== IMPOSSIBLE).sort((one, other) => one - other);
  let low = levels.indexOf(best.cells.reduce((least, cell) => Math.min(least, instance.gains[cell]!), Infinity));
  let high = levels.length;
  const locked = lockedScores(problem, instance);
  let answer = best;
  let lowest = lowestScore(locked, instance, best.cells);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const level = levels[middle] ?? 0;
    const found = await solveInstance({ ...instance, gains: instance.gains.map((gain) => (gain < level ? IMPOSSIBLE : gain)) }, pace);
    if (found) {
      low = middle;
      const score = lowestScore(locked, instance, found.cells);
      if (score > lowest) [answer, lowest] = [found, score];
    } else high = middle;
  }
  return { answer, bound: bestAlone(locked, instance) };
}
