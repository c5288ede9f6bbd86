import { canOf, localTitles, refused, type Side, type Verdict } from '#libs/kernel';
import { sideOf, type Actor } from '#libs/platform';
import type { CallRow } from '#libs/calls';
import type { CalibrationRow, FrozenEntry, RankedApplication } from './data/ranking.queries.js';
import type { ReviewRow } from './data/review.row.js';
import type { OtherReview, OwnAssignment } from './data/reviews.queries.js';
import { groupsOf, notesFor } from './shared/calibration.js';
import type { Ranked, Reviewed, Standing } from './shared/ranking.js';
import { canCloseRanking, canSubmit, reviewOverall, type CriterionFacts, type ReviewFacts, type Scores } from './shared/rules.js';

/** What the rules need to know of an own review. */
export function factsOf(a: OwnAssignment, review: ReviewRow | null): ReviewFacts {
  return { assignment: a.state, review: review?.state ?? 'draft', call: a.call_state, conflict: a.conflict };
}

/** Own review; before the first save it is empty and has version 0. */
export function presentReview(a: OwnAssignment, review: ReviewRow | null, criteria: readonly CriterionFacts[], scores: Scores) {
  return {
    assignmentId: a.id, version: review?.version ?? 0, state: review?.state ?? 'draft' as const, scores, overall: reviewOverall(criteria, scores),
    commentToApplicants: review?.commentToApplicants ?? '', commentToPanel: review?.commentToPanel ?? '', competence: review?.competence ?? null,
    submittedAt: review?.submittedAt?.toISOString() ?? null, can: { submit: canOf(canSubmit(factsOf(a, review), criteria, scores)) },
  };
}

export function presentOtherReview(r: OtherReview, criteria: readonly CriterionFacts[]) {
  return { reviewNumber: r.number, scores: r.scores, overall: reviewOverall(criteria, r.scores) ?? 0, commentToPanel: r.comment };
}

interface ShownFigures { value: number; low: number; high: number; expectedRank: number | null; group: number }

function presentStanding(a: RankedApplication, s: Standing, calibrated: ShownFigures | null) {
  return {
    applicationId: a.id, number: a.number, titleEn: a.title_en, titleLocal: localTitles(a.title_local), theme: a.theme, rank: s.rank, overall: s.overall, criteria: s.criteria, reviews: s.reviews, valid: s.valid, aboveThreshold: s.aboveThreshold,
    calibrated,
  };
}

/** While reviews come in there is nothing to calibrate yet. */
export function presentLive(ranked: readonly Ranked<RankedApplication & Reviewed>[]) {
  return { items: ranked.map((r) => presentStanding(r.application, r.standing, null)), calibration: null };
}

/** Ranks, groups and notes are counted anew over what the viewer sees: a gap would tell of an application that is hidden from them. */
export function presentFrozen(entries: readonly FrozenEntry[], calibration: CalibrationRow | undefined) {
  const groups = groupsOf(entries.map((e) => e.calibrated ?? { reviewers: [] }));
  const items = entries.map((e, n) => presentStanding(e, {
    rank: e.ranked ? n + 1 : null, overall: e.overall, criteria: e.criteria, reviews: e.reviews, valid: e.valid, aboveThreshold: e.above_threshold,
  }, e.calibrated && { value: e.calibrated.value, low: e.calibrated.low, high: e.calibrated.high, expectedRank: e.calibrated.expectedRank, group: groups[n] ?? 0 }));
  const seen = groups.filter((_, n) => entries[n]?.calibrated);
  return { items, calibration: calibration && seen.length > 0 ? { reviewerSd: calibration.reviewer_sd, notes: notesFor(calibration.notes, seen) } : null };
}

export interface RankingView { frozen: boolean; outstanding: number; approvals: readonly Side[]; criteria: readonly CriterionFacts[]; list: ReturnType<typeof presentLive | typeof presentFrozen> }

export function presentRanking(call: Pick<CallRow, 'state'>, v: RankingView, actor: Actor) {
  const side = sideOf(actor, 'officer');
  const may: Verdict = side ? canCloseRanking({ call: call.state, approved: v.approvals, side, outstanding: v.outstanding, withOutstanding: true }) : refused('not-found');
  return {
    frozen: v.frozen, outstanding: v.outstanding, approvals: [...v.approvals],
    criteria: v.criteria.map((k) => ({ code: k.code, weight: k.weight, min: k.min, max: k.max, threshold: k.threshold })), ...v.list, can: { approve: canOf(may) },
  };
}
