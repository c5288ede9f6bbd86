import { Can, Code, endpoint, Id, IdParams, Instant, LocalTitles, SideSchema, text } from '#libs/kernel';
import { z } from 'zod';
import { CALIBRATION_NOTES } from './calibration.js';

const scores = z.record(Code, z.number().min(-10_000).max(10_000));
export const ReviewSchema = z.object({
  assignmentId: Id, version: z.int(), state: z.enum(['draft', 'submitted']), scores, overall: z.number().nullable(), commentToApplicants: z.string(), commentToPanel: z.string(), competence: z.int().nullable(),
  submittedAt: Instant.nullable(), can: z.object({ submit: Can }),
}).meta({ id: 'Review' });

export const readReview = endpoint({ method: 'GET', path: '/me/assignments/:id/review', policy: 'account.own', summary: 'Own review; version 0 before the first save', params: IdParams, response: { 200: ReviewSchema }, etag: true, problems: ['assignment.not-accepted'] });
export const saveReview = endpoint({
  method: 'PUT', path: '/me/assignments/:id/review', policy: 'account.own', summary: 'Save own draft review', params: IdParams,
  body: z.strictObject({ scores, commentToApplicants: text(20_000), commentToPanel: text(20_000), competence: z.int().min(1).max(5).nullable() }).meta({ id: 'ReviewDraft' }),
  response: { 200: ReviewSchema }, etag: true, ifMatch: true, problems: ['score.off-scale', 'score.off-step', 'score.unknown-criterion', 'review.already-submitted', 'review.window-closed', 'assignment.not-accepted'],
});
export const submitReview = endpoint({
  method: 'POST', path: '/me/assignments/:id/review/submission', policy: 'account.own', summary: 'Submit own review; it cannot be changed afterwards', params: IdParams, response: { 201: ReviewSchema }, etag: true, idempotent: true,
  problems: ['review.incomplete', 'review.already-submitted', 'review.window-closed', 'conflict.blocks'],
});
export const readOtherReviews = endpoint({
  method: 'GET', path: '/me/assignments/:id/other-reviews', policy: 'account.own', summary: 'The other reviews of the application, by number, once own is submitted', params: IdParams,
  response: { 200: z.object({ items: z.array(z.object({ reviewNumber: z.int(), scores, overall: z.number(), commentToPanel: z.string() })) }).meta({ id: 'OtherReviews' }) },
});
export const RankingSchema = z.object({
  frozen: z.boolean(), outstanding: z.int(), approvals: z.array(SideSchema),
  criteria: z.array(z.object({ code: z.string(), weight: z.number(), min: z.number(), max: z.number(), threshold: z.number() })),
  items: z.array(z.object({
    applicationId: Id, number: z.string(), titleEn: z.string(), titleLocal: LocalTitles, theme: z.string(), rank: z.int().nullable(), overall: z.number().nullable(), criteria: z.record(z.string(), z.number()), reviews: z.int(), valid: z.boolean(), aboveThreshold: z.boolean(),
    /** Once the ranking is closed: the figure with leniency of reviewers taken off, its central 95 %, the average place among the ranked, the group that common reviewers link. */
    calibrated: z.object({ value: z.number(), low: z.number(), high: z.number(), expectedRank: z.number().nullable(), group: z.int() }).nullable(),
  })),
  /** How much reviewers differ in strictness (standard deviation), and what to beware of; null while the ranking is open, and where nothing can be seen. */
  calibration: z.object({ reviewerSd: z.number(), notes: z.array(z.enum(CALIBRATION_NOTES)) }).nullable(), can: z.object({ approve: Can }),
}).meta({ id: 'Ranking' });
export const readRanking = endpoint({ method: 'GET', path: '/calls/:id/ranking', policy: 'ranking.read', summary: 'The ranking, live until both sides close it, then as it was closed; without applications that one may not see', params: IdParams, response: { 200: RankingSchema }, looks: ['auditor'] });
export const approveRanking = endpoint({
  method: 'POST', path: '/calls/:id/ranking-approvals', policy: 'ranking.close', summary: 'Close reviews for own side; the second side’s approval fixes the ranking and opens the votes', params: IdParams,
  body: z.strictObject({ withOutstanding: z.boolean() }).meta({ id: 'RankingApproval' }), response: { 200: RankingSchema }, idempotent: true, problems: ['ranking.not-ready', 'approval.already-given', 'call.wrong-state'],
});
