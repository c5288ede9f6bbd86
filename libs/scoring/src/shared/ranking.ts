import type { AnySide } from '#libs/kernel';
import { applicationScore, isAboveThreshold, isValid, type CriterionFacts, type Scores } from './rules.js';

export interface RankingRules { criteria: readonly CriterionFacts[]; overallThreshold: number; minReviews: number; minReviewsPerSide: number }
export interface Reviewed { number: string; reviews: readonly { side: AnySide; scores: Scores }[] }
export interface Standing { rank: number | null; overall: number | null; criteria: Record<string, number>; reviews: number; valid: boolean; aboveThreshold: boolean }
export interface Ranked<T> { application: T; standing: Standing }

/** Overalls that agree in nine decimals are equal: then the earlier application number goes first. */
const DIGITS = 1e9;

function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function before(a: Ranked<Reviewed>, b: Ranked<Reviewed>): number {
  const [x, y] = [a.standing, b.standing];
  const byOverall = x.valid ? Math.round((y.overall ?? 0) * DIGITS) - Math.round((x.overall ?? 0) * DIGITS) : 0;
  return Number(y.valid) - Number(x.valid) || Number(y.aboveThreshold) - Number(x.aboveThreshold) || byOverall || byNumber(a.application.number, b.application.number);
}

/**
 * Ranks applications: those above the thresholds first, then by overall, descending; equal ones by number. Applications with too few valid
 * reviews come last and have no rank, and are never above the thresholds. `reviews` are the counted ones only.
 */
export function rankApplications<T extends Reviewed>(rules: RankingRules, applications: readonly T[]): Ranked<T>[] {
  const all = applications.map((application) => {
    const score = applicationScore(rules.criteria, application.reviews.map((r) => r.scores));
    const valid = score !== null && isValid(application.reviews.map((r) => r.side), rules.minReviews, rules.minReviewsPerSide);
    const standing: Standing = {
      rank: null, overall: score?.overall ?? null, criteria: score?.criteria ?? {}, reviews: application.reviews.length, valid,
      aboveThreshold: valid && isAboveThreshold(rules.criteria, score, rules.overallThreshold),
    };
    return { application, standing };
  });
  return all.sort(before).map(({ application, standing }, n) => ({ application, standing: { ...standing, rank: standing.valid ? n + 1 : null } }));
}
