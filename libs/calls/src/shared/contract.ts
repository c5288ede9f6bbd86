import { Can, Code, endpoint, Id, IdParams, Instant, MoneySchema, pageOf, pageQuery, SideSchema, TextsSchema } from '#libs/kernel';
import { z } from 'zod';
import { CALL_STATES } from './states.js';

/** Scores and their limits are stored with three decimals below a thousand. */
const scale = z.number().min(-999).max(999).multipleOf(0.001);
export const ThemeSchema = z.strictObject({ code: Code, names: TextsSchema }).meta({ id: 'Theme' });
export const QuestionSchema = z.strictObject({ code: Code, texts: TextsSchema, required: z.boolean(), maxWords: z.int().min(1).max(10_000) }).meta({ id: 'Question' });
export const CriterionSchema = z.strictObject({
  code: Code, names: TextsSchema, weight: z.number().min(0.000_001).max(1), min: scale, max: scale, step: z.number().gt(0).max(999).multipleOf(0.001), threshold: scale,
}).meta({ id: 'Criterion' });
export const CategorySchema = z.strictObject({ side: SideSchema, code: Code, names: TextsSchema }).meta({ id: 'BudgetCategory' });

/** Everything that a call decides. Money as text, instants in UTC, shares as fractions. */
export const CallContent = z.strictObject({
  code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,19}$/), title: TextsSchema, summary: TextsSchema, opensAt: Instant, closesAt: Instant,
  cap: MoneySchema, floor: MoneySchema.nullable(), places: z.int().min(1).max(10_000), budget: MoneySchema, maxMonths: z.int().min(1).max(120),
  themes: z.array(ThemeSchema).min(1).max(100), questions: z.array(QuestionSchema).max(50), criteria: z.array(CriterionSchema).min(1).max(20), categories: z.array(CategorySchema).min(1).max(100),
  reviewersPerSide: z.strictObject({ KG: z.int().min(0).max(20), CN: z.int().min(0).max(20) }), internationalReviewers: z.int().min(0).max(20),
  minReviews: z.int().min(1).max(60), minReviewsPerSide: z.int().min(0).max(20), overallThreshold: z.number().min(0).max(1),
  maxApplicationsPerLead: z.int().min(1).max(100).nullable(), maxApplicationsPerPerson: z.int().min(1).max(100).nullable(),
  requiredDocuments: z.array(Code).max(30), declarations: z.array(Code).max(30),
}).meta({ id: 'CallContent' });

const Approval = z.object({ side: SideSchema, at: Instant });
export const CallSummary = z.object({
  id: Id, code: z.string(), state: z.enum(CALL_STATES), title: TextsSchema, opensAt: Instant, closesAt: Instant, cap: MoneySchema, places: z.int(), maxMonths: z.int(),
}).meta({ id: 'CallSummary' });
export const Call = z.object({
  id: Id, version: z.int(), revision: z.int(), state: z.enum(CALL_STATES), content: CallContent, publicationApprovals: z.array(Approval),
  can: z.object({ edit: Can, approve: Can, apply: Can }),
}).meta({ id: 'Call' });

export const listCalls = endpoint({
  method: 'GET', path: '/calls', policy: 'public', summary: 'Calls that one may see, newest first',
  query: z.strictObject({ ...pageQuery, state: z.enum(CALL_STATES).optional() }), response: { 200: pageOf(CallSummary).meta({ id: 'CallPage' }) },
});
export const readCall = endpoint({ method: 'GET', path: '/calls/:id', policy: 'public', summary: 'A call with its rules', params: IdParams, response: { 200: Call }, etag: true });
export const createCall = endpoint({
  method: 'POST', path: '/calls', policy: 'call.prepare', summary: 'Draft a call', body: CallContent, response: { 201: Call }, etag: true, idempotent: true,
  problems: ['call.over-programme-cap', 'call.window-invalid', 'call.weights-invalid', 'call.code-taken'],
});
export const reviseCall = endpoint({
  method: 'PUT', path: '/calls/:id', policy: 'call.prepare', summary: 'Change a draft; approvals given before are void', params: IdParams, body: CallContent,
  response: { 200: Call }, etag: true, ifMatch: true, problems: ['call.not-draft', 'call.over-programme-cap', 'call.window-invalid', 'call.weights-invalid', 'call.code-taken'],
});
export const approveCall = endpoint({
  method: 'POST', path: '/calls/:id/approvals', policy: 'call.prepare', summary: 'Approve publication for own side; the second side’s approval publishes', params: IdParams,
  response: { 200: Call }, etag: true, ifMatch: true, idempotent: true, problems: ['approval.already-given', 'call.not-draft'],
});
