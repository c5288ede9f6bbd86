import type { Score } from '#libs/optimizer';

interface Panel {
  applications: number;
  reviewers: number;
  scores: number;
  seed: number;
  /** Of quality, leniency and error. */
  sds: readonly [number, number, number];
}

/**
 * Scores in quarters of a grade, the same on every machine: normal quality, leniency and error (sums of twelve uniform numbers), reviewers drawn, the first
 * ones more often, none twice for one application.
 */
export function simulatedScores({ applications, reviewers, scores, seed, sds: [quality, leniency, error] }: Panel): Score[] {
  let state = seed;
  const next = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const normal = (): number => Array.from({ length: 12 }, next).reduce((sum, value) => sum + value, -6);
  const levels = Array.from({ length: applications }, () => 4 + quality * normal());
  const mild = Array.from({ length: reviewers }, () => leniency * normal());
  const taken = new Set<number>();
  const found: Score[] = [];
  while (found.length < scores) {
    const a = found.length % applications;
    const r = Math.floor(Math.max(next() * next(), next()) * reviewers);
    if (taken.has(a * reviewers + r)) continue;
    taken.add(a * reviewers + r);
    found.push({ application: `A${a}`, reviewer: `R${r}`, score: Math.round(4 * ((levels[a] ?? 0) + (mild[r] ?? 0) + error * normal())) / 4 });
  }
  return found;
}
