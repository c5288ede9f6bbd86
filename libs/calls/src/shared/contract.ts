import { Can, Code, endpoint, Id, IdParams, Instant, MoneySchema, pageOf, pageQuery, SideSchema, TextsSchema } from '#libs/kernel';
import { z } from 'zod';
import { CALL_STATES } from './states.js';

/** Scores and their limits are stored with three decimals below a thousand. */
const scale = z.number().min(-999).max(999).multipleOf(0.001);
export const ThemeSchema = z.strictObject({ code: Code, names: TextsSchema }).meta({ id: 'Theme' });
export const QuestionSchema = z.strictObject({ code: Code, texts: TextsSchema, required: z.boolean(), maxWords: z.int().min(1).max(10_000) }).meta({ id: 'Question' });
/** What a score of a criterion means; whole scores on its scale, each at most once. */
export const DescriptorSchema = z.strictObject({ score: z.int().min(-999).max(999), texts: TextsSchema }).meta({ id: 'ScoreDescriptor' });
export const CriterionSchema = z.strictObject({
  code: Code, names: TextsSchema, weight: z.number().min(0.000_001).max(1), min: scale, max: scale, step: z.number().gt(0).max(999).multipleOf(0.001), threshold: scale,
  descriptors: z.array(DescriptorSchema).max(50).optional(),
}).meta({ id: 'Criterion' });
/** How equal overalls are ordered: by the means of these criteria, one after another, then by the application number or by a lot that both sides draw. */
export const TieBreakSchema = z.strictObject({ criteria: z.array(Code).max(20), last: z.enum(['number', 'lot']) }).meta({ id: 'TieBreak' });
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
  /** Left out where it says no more than `NO_TIE_BREAK`: equal overalls go by number. */
  tieBreak: TieBreakSchema.optional(),
}).meta({ id: 'CallContent' });
export type Content = z.output<typeof CallContent>;
export const NO_TIE_BREAK: z.output<typeof TieBreakSchema> = { criteria: [], last: 'number' };

const Approval = z.object({ side: SideSchema, at: Instant });
export const CallSummary = z.object({
  id: Id, code: z.string(), state: z.enum(CALL_STATES), title: TextsSchema, opensAt: Instant, closesAt: Instant, cap: MoneySchema, places: z.int(), maxMonths: z.int(),
}).meta({ id: 'CallSummary' });
export const Call = z.object({
  id: Id, version: z.int(), revision: z.int(), state: z.enum(CALL_STATES), content: CallContent, publicationApprovals: z.array(Approval),
  /** Number of the valid edition and when it came by amendment; null in a draft, and where nothing was amended. */
  edition: z.int().nullable(), amendedAt: Instant.nullable(),
  can: z.object({ edit: Can, approve: Can, apply: Can, amend: Can }),
}).meta({ id: 'Call' });

const Change = z.object({ field: z.string(), code: z.string().nullable(), kind: z.enum(['changed', 'added', 'removed']) }).meta({ id: 'CallChange' });
export const Edition = z.object({ number: z.int(), since: Instant, note: TextsSchema.nullable(), changes: z.array(Change), content: CallContent }).meta({ id: 'CallEdition' });
export const Amendment = z.object({
  callId: Id, revision: z.int(), state: z.enum(['proposed', 'effective', 'replaced', 'withdrawn']), note: TextsSchema, changes: z.array(Change), content: CallContent,
  side: SideSchema, proposedAt: Instant, endedAt: Instant.nullable(), approvals: z.array(Approval), can: z.object({ approve: Can, withdraw: Can }),
}).meta({ id: 'CallAmendment' });

export const listCalls = endpoint({
  method: 'GET', path: '/calls', policy: 'public', summary: 'Calls that one may see, newest first',
  query: z.strictObject({ ...pageQuery, state: z.enum(CALL_STATES).optional() }), response: { 200: pageOf(CallSummary).meta({ id: 'CallPage' }) },
});
export const readCall = endpoint({ method: 'GET', path: '/calls/:id', policy: 'public', summary: 'A call with its rules', params: IdParams, response: { 200: Call }, etag: true });
export const createCall = endpoint({
  method: 'POST', path: '/calls', policy: 'call.prepare', summary: 'Draft a call', body: CallContent, response: { 201: Call }, etag: true, idempotent: true,
  problems: ['call.over-programme-cap', 'call.window-invalid', 'call.weights-invalid', 'call.code-repeated', 'call.tie-criterion-unknown', 'call.code-taken'],
});
export const reviseCall = endpoint({
  method: 'PUT', path: '/calls/:id', policy: 'call.prepare', summary: 'Change a draft; approvals given before are void', params: IdParams, body: CallContent,
  response: { 200: Call }, etag: true, ifMatch: true, problems: ['call.not-draft', 'call.over-programme-cap', 'call.window-invalid', 'call.weights-invalid', 'call.code-repeated', 'call.tie-criterion-unknown', 'call.code-taken'],
});
export const approveCall = endpoint({
  method: 'POST', path: '/calls/:id/approvals', policy: 'call.prepare', summary: 'Approve publication for own side; the second side’s approval publishes', params: IdParams,
  response: { 200: Call }, etag: true, ifMatch: true, idempotent: true, problems: ['approval.already-given', 'call.not-draft'],
});

const RevisionParams = z.strictObject({ id: Id, revision: z.coerce.number<number>().int().min(1).max(1_000_000) });
const AMENDING = ['call.not-amendable', 'amendment.fixed', 'amendment.takes-away', 'amendment.after-submission'] as const;
export const listEditions = endpoint({
  method: 'GET', path: '/calls/:id/editions', policy: 'public', summary: 'Every text of a published call that was or is valid, newest first, with what each amendment changed', params: IdParams,
  response: { 200: z.object({ items: z.array(Edition) }).meta({ id: 'CallEditions' }) },
});
export const listAmendments = endpoint({
  method: 'GET', path: '/calls/:id/amendments', policy: 'amendment.read', summary: 'Amendments of a call as they were proposed, newest first', params: IdParams,
  response: { 200: z.object({ items: z.array(Amendment) }).meta({ id: 'CallAmendments' }) },
});
export const proposeAmendment = endpoint({
  method: 'POST', path: '/calls/:id/amendments', policy: 'call.prepare', summary: 'Propose a new text of a published call; it takes the place of an earlier proposal and approves nothing', params: IdParams,
  body: z.strictObject({ content: CallContent, note: TextsSchema }).meta({ id: 'AmendmentProposal' }), response: { 201: Amendment }, ifMatch: true, idempotent: true,
  problems: [...AMENDING, 'amendment.nothing-changed', 'call.over-programme-cap', 'call.window-invalid', 'call.weights-invalid', 'call.code-repeated', 'call.tie-criterion-unknown'],
});
export const approveAmendment = endpoint({
  method: 'POST', path: '/calls/:id/amendments/:revision/approvals', policy: 'call.prepare', summary: 'Approve an amendment for own side; with the second side’s approval it takes effect at once',
  params: RevisionParams, response: { 200: Amendment }, idempotent: true, problems: ['approval.already-given', 'amendment.not-open', ...AMENDING],
});
export const withdrawAmendment = endpoint({
  method: 'DELETE', path: '/calls/:id/amendments/:revision', policy: 'call.prepare', summary: 'Withdraw a proposed amendment', params: RevisionParams, response: { 200: Amendment }, problems: ['amendment.not-open'],
});
