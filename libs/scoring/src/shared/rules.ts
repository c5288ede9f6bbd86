import { broken, OK, refused, verdict, type AnySide, type Broken, type Side, type Texts, type Verdict } from '#libs/kernel';

export interface CriterionFacts { code: string; names: Texts; weight: number; min: number; max: number; step: number; threshold: number }
export type Scores = Record<string, number>;

/** How one review stands; `call` is the call's stored state, `conflict` whether the reviewer is in conflict with the application. */
export interface ReviewFacts { assignment: string; review: 'draft' | 'submitted'; call: string; conflict: boolean }

/** Scores have three decimals at most; whole thousandths compare without the errors of binary fractions. */
const SCALE = 1000;
const TOLERANCE = 1e-6;

function thousandths(score: number): number | undefined {
  const whole = Math.round(score * SCALE);
  return Math.abs(score * SCALE - whole) < TOLERANCE ? whole : undefined;
}

/** What is wrong with one score: off the criterion's scale (both ends belong to it), or off its step counted from the lower end. */
export function scoreProblem(k: CriterionFacts, score: number): Broken | undefined {
  if (score < k.min || score > k.max) return broken('score.off-scale', `/scores/${k.code}`, { score, min: k.min, max: k.max });
  const whole = thousandths(score);
  const onStep = whole !== undefined && (whole - Math.round(k.min * SCALE)) % Math.round(k.step * SCALE) === 0;
  return onStep ? undefined : broken('score.off-step', `/scores/${k.code}`, { score, step: k.step });
}

/** A review can be seen by its own reviewer from acceptance on. */
export function canReadReview(assignment: string): Verdict {
  return assignment === 'accepted' || assignment === 'submitted' ? OK : refused('assignment.not-accepted');
}

function canChange(f: ReviewFacts): Verdict {
  if (f.review === 'submitted' || f.assignment === 'submitted') return refused('review.already-submitted');
  if (f.conflict) return refused('conflict.blocks');
  if (f.assignment !== 'accepted') return refused('assignment.not-accepted');
  return f.call === 'reviewing' ? OK : refused('review.window-closed');
}

/** A draft may lack scores, but each score that it has fits its criterion. */
export function canSave(f: ReviewFacts, criteria: readonly CriterionFacts[], scores: Scores): Verdict {
  const open = canChange(f);
  if (!open.ok) return open;
  const found: Broken[] = [];
  for (const [code, score] of Object.entries(scores)) {
    const k = criteria.find((c) => c.code === code);
    const problem = k ? scoreProblem(k, score) : broken('score.unknown-criterion', `/scores/${code}`);
    if (problem) found.push(problem);
  }
  return verdict(found);
}

/** A review is submitted once, with a score for every criterion, while the call is in review. */
export function canSubmit(f: ReviewFacts, criteria: readonly CriterionFacts[], scores: Scores): Verdict {
  const open = canChange(f);
  if (!open.ok) return open;
  return verdict(criteria.filter((k) => scores[k.code] === undefined).map((k) => broken('review.incomplete', `/scores/${k.code}`, { criterion: k.names })));
}

export interface ClosingFacts { call: string; approved: readonly string[]; side: Side; outstanding: number; withOutstanding: boolean }

/** Each side closes the reviews once; with reviews outstanding only when it says so. */
export function canCloseRanking(f: ClosingFacts): Verdict {
  if (f.approved.includes(f.side)) return refused('approval.already-given');
  if (f.call !== 'reviewing') return refused('call.wrong-state');
  return f.outstanding > 0 && !f.withOutstanding ? refused('ranking.not-ready') : OK;
}

/** Sum of weight × score; null while a criterion has no score. */
export function reviewOverall(criteria: readonly CriterionFacts[], scores: Scores): number | null {
  let overall = 0;
  for (const k of criteria) {
    const score = scores[k.code];
    if (score === undefined) return null;
    overall += k.weight * score;
  }
  return overall;
}

/** Means over the counted reviews. Summed in whole thousandths, so that the order of the reviews never matters, not even in the last digit. */
export function applicationScore(criteria: readonly CriterionFacts[], reviews: readonly Scores[]): { overall: number; criteria: Record<string, number> } | null {
  if (reviews.length === 0) return null;
  const means: Record<string, number> = {};
  let overall = 0;
  for (const k of criteria) {
    const sum = reviews.reduce((s, r) => s + Math.round((r[k.code] ?? k.min) * SCALE), 0);
    const mean = sum / (SCALE * reviews.length);
    means[k.code] = mean;
    overall += k.weight * mean;
  }
  return { overall, criteria: means };
}

/** Enough counted reviews, and enough of each side. */
export function isValid(sides: readonly AnySide[], minReviews: number, minReviewsPerSide: number): boolean {
  const of = (side: AnySide) => sides.filter((s) => s === side).length;
  return sides.length >= minReviews && of('KG') >= minReviewsPerSide && of('CN') >= minReviewsPerSide;
}

const CLOSE = 1e-9;

/** Each criterion's mean reaches its threshold, and the overall reaches its share of the way between the weighted ends of the scales. */
export function isAboveThreshold(criteria: readonly CriterionFacts[], score: { overall: number; criteria: Scores }, overallThreshold: number): boolean {
  const min = criteria.reduce((s, k) => s + k.weight * k.min, 0);
  const max = criteria.reduce((s, k) => s + k.weight * k.max, 0);
  return criteria.every((k) => (score.criteria[k.code] ?? k.min) >= k.threshold - CLOSE) && (score.overall - min) / (max - min) >= overallThreshold - CLOSE;
}
