import { reviewOverall, type CriterionFacts, type Scores } from './rules.js';

/** What a reader of calibrated figures must know, as the optimiser says it. */
export const CALIBRATION_NOTES = [
  'nothing-varies', 'one-application', 'one-review-an-application', 'no-application-effect', 'one-reviewer', 'one-review-a-reviewer', 'no-reviewer-effect', 'separate-groups',
  'variances-as-known',
] as const;
export type CalibrationNote = (typeof CALIBRATION_NOTES)[number];

/** One counted review: `reviewer` tells within one call who reviewed together, and nothing else. */
export interface CountedReview { reviewer: number; scores: Scores }
export interface OverallScore { application: string; reviewer: number; score: number }

/** Each counted review's overall, as the calibration takes it. */
export function overallScores(criteria: readonly CriterionFacts[], applications: readonly { id: string; reviews: readonly CountedReview[] }[]): OverallScore[] {
  return applications.flatMap(({ id, reviews }) => reviews.map((r) => ({ application: id, reviewer: r.reviewer, score: reviewOverall(criteria, r.scores) ?? 0 })));
}

/**
 * Numbers the groups of applications that common reviewers link, directly or through others, from 1 in the order given. Only across groups does a comparison
 * rest on the assumption that reviewers of all groups are alike. Whoever sees only some applications gets the groups among those: a link that
 * runs through a hidden one would tell of it.
 */
export function groupsOf(applications: readonly { reviewers: readonly number[] }[]): number[] {
  const parent = applications.map((_, n) => n);
  const above = (n: number): number => parent[n] ?? n;
  const top = (n: number): number => {
    let at = n;
    while (above(at) !== at) {
      parent[at] = above(above(at));
      at = above(at);
    }
    return at;
  };
  const firstOf = new Map<number, number>();
  for (const [n, { reviewers }] of applications.entries()) {
    for (const reviewer of reviewers) {
      const first = firstOf.get(reviewer);
      if (first === undefined) firstOf.set(reviewer, n);
      else parent[top(n)] = top(first);
    }
  }
  const numbers = new Map<number, number>();
  return applications.map((_, n) => {
    const group = top(n);
    if (!numbers.has(group)) numbers.set(group, numbers.size + 1);
    return numbers.get(group) ?? 0;
  });
}

/** The notes of a calibration as they hold for the groups that a viewer sees. */
export function notesFor(notes: readonly CalibrationNote[], groups: readonly number[]): CalibrationNote[] {
  const others = notes.filter((note) => note !== 'separate-groups');
  return new Set(groups).size > 1 ? [...others, 'separate-groups'] : others;
}
