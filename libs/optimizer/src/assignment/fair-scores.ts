import { IMPOSSIBLE, toUnits } from './instance.js';
import type { Instance } from './instance.js';
import type { AssignmentProblem } from './problem.js';

/** What each application has already by locked pairs, in millionths; undefined for one without any demand. */
export function lockedScores(problem: AssignmentProblem, instance: Instance): (number | undefined)[] {
  const scores = Array.from(instance.total, (open): number | undefined => (open > 0 ? 0 : undefined));
  for (const [a, r] of problem.locked) scores[a] = (scores[a] ?? 0) + toUnits(problem.affinity[a]?.[r] ?? NaN);
  return scores;
}

/** The lowest score that chosen cells give, locked pairs included. */
export function lowestScore(locked: readonly (number | undefined)[], { gains, reviewers }: Instance, cells: Int32Array): number {
  const scores = [...locked];
  for (const cell of cells) {
    const a = Math.floor(cell / reviewers);
    scores[a] = (scores[a] ?? 0) + gains[cell]!;
  }
  return scores.reduce<number>((least, score) => Math.min(least, score ?? Infinity), Infinity);
}

/** What the worst-served application would get if each took its best pairs without regard to the others. */
export function bestAlone(locked: readonly (number | undefined)[], { gains, reviewers, total }: Instance): number {
  return locked.reduce<number>((least, score, a) => {
    if (score === undefined) return least;
    const best = gains.slice(a * reviewers, (a + 1) * reviewers).filter((gain) => gain !== IMPOSSIBLE).sort().reverse();
    return Math.min(least, score + best.slice(0, total[a]!).reduce((sum, gain) => sum + gain, 0));
  }, Infinity);
}
