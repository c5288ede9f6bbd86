import type { AnySide } from '#libs/kernel';
import { applicationScore, isAboveThreshold, isValid, type CriterionFacts, type Scores } from './rules.js';

/** How equal overalls are ordered: by the means of these criteria, one after another; then by number, or by a lot. */
export interface TieBreak { criteria: readonly string[]; last: 'number' | 'lot' }
export interface RankingRules { criteria: readonly CriterionFacts[]; overallThreshold: number; minReviews: number; minReviewsPerSide: number; tieBreak: TieBreak }
export interface Reviewed { number: string; reviews: readonly { side: AnySide; scores: Scores }[] }
export interface Standing { rank: number | null; overall: number | null; criteria: Record<string, number>; reviews: number; valid: boolean; aboveThreshold: boolean }
export interface Ranked<T> { application: T; standing: Standing }

/** Means that agree in nine decimals are equal. */
const DIGITS = 1e9;

function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Below 0 where `x` goes first by its figures; 0 where no figure orders the two. Those without a rank are not ordered by figures. */
function byFigures(x: Standing, y: Standing, tieBreak: TieBreak): number {
  const first = Number(y.valid) - Number(x.valid) || Number(y.aboveThreshold) - Number(x.aboveThreshold);
  if (first || !x.valid) return first;
  const pairs = [[x.overall, y.overall], ...tieBreak.criteria.map((code) => [x.criteria[code], y.criteria[code]])];
  return pairs.reduce((found, [one, other]) => found || Math.round((other ?? 0) * DIGITS) - Math.round((one ?? 0) * DIGITS), 0);
}

/**
 * Ranks applications: those above the thresholds first, then by overall, then by the means of the tie-break's criteria, all descending; equal ones by number, which
 * a lot may change afterwards (`tiesOf`). Applications with too few valid reviews come last and have no rank, and are never above the thresholds. `reviews` are the
 * counted ones only.
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
  return all.sort((a, b) => byFigures(a.standing, b.standing, rules.tieBreak) || byNumber(a.application.number, b.application.number))
    .map(({ application, standing }, n) => ({ application, standing: { ...standing, rank: standing.valid ? n + 1 : null } }));
}

/** Groups of two and more ranked applications that no figure orders, in the order of the ranking; a lot orders each. None where ties go by number. */
export function tiesOf<T extends Reviewed>(tieBreak: TieBreak, ranked: readonly Ranked<T>[]): Ranked<T>[][] {
  const groups: Ranked<T>[][] = [];
  for (const one of tieBreak.last === 'lot' ? ranked.filter((r) => r.standing.valid) : []) {
    const group = groups.at(-1);
    if (group?.[0] && byFigures(group[0].standing, one.standing, tieBreak) === 0) group.push(one);
    else groups.push([one]);
  }
  return groups.filter((group) => group.length > 1);
}
