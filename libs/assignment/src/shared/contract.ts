import { CONFLICT_KINDS } from '#libs/conflicts/shared/contract';
import { AnySideSchema, Can, Code, Email, endpoint, filled, Id, IdParams, Instant, LocalTitles, MoneySchema, pageOf, pageQuery, SideSchema, text } from '#libs/kernel';
import { z } from 'zod';
import { InfeasibleSchema } from './explanation.js';
import { RUN_MODES } from './rules.js';
import { ASSIGNMENT_STATES } from './states.js';

export { InfeasibleSchema } from './explanation.js';
export { RUN_MODES, type RunMode } from './rules.js';
export { ASSIGNMENT_STATES, type AssignmentState } from './states.js';

export const ReviewerSchema = z.object({
  personId: Id, email: z.string(), name: z.string(), side: AnySideSchema, institution: z.string(), minLoad: z.int(), maxLoad: z.int(), load: z.int(), themes: z.array(z.string()), keywords: z.array(z.string()),
}).meta({ id: 'Reviewer' });

export const importReviewers = endpoint({
  method: 'POST', path: '/calls/:id/reviewers/imports', policy: 'assignment.prepare', summary: 'Add people to the reviewer pool, or change their loads and expertise', params: IdParams,
  body: z.strictObject({
    reviewers: z.array(z.strictObject({
      email: Email, side: AnySideSchema, minLoad: z.int().min(0).max(1000), maxLoad: z.int().min(0).max(1000), themes: z.array(Code).max(100), keywords: z.array(filled(80)).max(100),
    })).min(1).max(500),
  }).meta({ id: 'ReviewerImport' }),
  response: { 200: z.object({ items: z.array(ReviewerSchema) }).meta({ id: 'ReviewersImported' }) }, problems: ['person.unknown', 'person.side-mismatch', 'theme.unknown', 'row.invalid', 'assignment.load-exceeded'],
});
export const listReviewers = endpoint({
  method: 'GET', path: '/calls/:id/reviewers', policy: 'assignment.prepare', summary: 'The reviewer pool of a call with loads', params: IdParams,
  response: { 200: z.object({ items: z.array(ReviewerSchema) }).meta({ id: 'ReviewerPool' }) },
});
export const importAffinities = endpoint({
  method: 'POST', path: '/calls/:id/affinities', policy: 'assignment.prepare', summary: 'Set affinities by hand (0 to 1); others are computed from themes and keywords', params: IdParams,
  body: z.strictObject({ affinities: z.array(z.strictObject({ applicationId: Id, email: Email, affinity: z.number().min(0).max(1) })).min(1).max(20_000) }).meta({ id: 'AffinityImport' }),
  bodyLimit: 8 * 1024 * 1024, response: { 200: z.object({ set: z.int() }).meta({ id: 'AffinitiesSet' }) }, problems: ['reviewer.unknown'],
});
export const runAssignment = endpoint({
  method: 'POST', path: '/calls/:id/assignment-runs', policy: 'assignment.prepare', summary: 'Propose the optimal assignment: long work, see the job', params: IdParams,
  body: z.strictObject({ mode: z.enum(RUN_MODES).default('total') }).meta({ id: 'AssignmentRunRequest' }),
  response: { 202: z.object({ jobId: Id }).meta({ id: 'AssignmentRun' }) }, idempotent: true, problems: ['call.wrong-state', 'assignment.not-ready', 'assignment.already-published', 'job.running'],
});
const AssignmentSchema = z.object({
  id: Id, applicationId: Id, number: z.string(), titleEn: z.string(), titleLocal: LocalTitles, personId: Id, email: z.string(), name: z.string(), side: AnySideSchema, affinity: z.number().nullable(), state: z.enum(ASSIGNMENT_STATES), reviewNumber: z.int(),
}).meta({ id: 'Assignment' });
/** The run behind a draft, which may have been corrected since. `figures`: of all applications, hence null to whom a conflict hides any. Fairness only in `fair` mode. */
const RunSchema = z.object({
  mode: z.enum(RUN_MODES), at: Instant, by: z.string(), violations: z.int(),
  figures: z.object({
    total: z.number(), lowest: z.number(), fairnessBound: z.number().nullable(), fairnessCost: z.number().nullable(), pairsChecked: z.int(),
    minimumsDropped: z.boolean(), exchangesAllowed: z.boolean(), internationalMissing: z.int(),
  }).nullable(),
}).meta({ id: 'AssignmentRunFound' });
export const AssignmentsSchema = z.object({
  items: z.array(AssignmentSchema), total: z.number(), lowest: z.number().nullable(), run: RunSchema.nullable(), approvals: z.array(SideSchema), can: z.object({ run: Can, approve: Can }),
}).meta({ id: 'Assignments' });
export const listAssignments = endpoint({
  method: 'GET', path: '/calls/:id/assignments', policy: 'assignment.prepare', summary: 'Proposed or published assignments, without applications that one may not see; each look is recorded', params: IdParams, response: { 200: AssignmentsSchema }, looks: ['officer'],
});
export const addAssignment = endpoint({
  method: 'POST', path: '/calls/:id/assignments', policy: 'assignment.prepare', summary: 'Assign a reviewer by hand', params: IdParams,
  body: z.strictObject({ applicationId: Id, email: Email }).meta({ id: 'NewAssignment' }), response: { 201: AssignmentSchema }, idempotent: true,
  problems: ['reviewer.unknown', 'conflict.blocks', 'assignment.load-exceeded', 'assignment.duplicate', 'assignment.pair-banned', 'application.wrong-state', 'call.wrong-state'],
});
export const removeAssignment = endpoint({
  method: 'DELETE', path: '/assignments/:id', policy: 'assignment.prepare', summary: 'Take back a proposed assignment', params: IdParams, response: { 204: null }, problems: ['assignment.already-published'],
});
const PairParams = z.strictObject({ id: Id, applicationId: Id, personId: Id });
export const setOverride = endpoint({
  method: 'PUT', path: '/calls/:id/assignment-overrides/:applicationId/:personId', policy: 'assignment.prepare', params: PairParams,
  summary: 'Lock a pair, which every later run keeps, or ban it, which takes it out of the draft and of every later run', body: z.strictObject({ kind: z.enum(['locked', 'banned']) }).meta({ id: 'AssignmentOverride' }),
  response: { 204: null }, problems: ['reviewer.unknown', 'conflict.blocks', 'assignment.load-exceeded', 'assignment.places-locked', 'application.wrong-state', 'call.wrong-state'],
});
export const liftOverride = endpoint({
  method: 'DELETE', path: '/calls/:id/assignment-overrides/:applicationId/:personId', policy: 'assignment.prepare', summary: 'Lift a lock or a ban', params: PairParams,
  response: { 204: null }, problems: ['call.wrong-state'],
});
/** A row of the matrix; reviewers are named by their place in `reviewers`, from 0. A pair in conflict has no affinity. */
const MatrixRowSchema = z.object({
  applicationId: Id, number: z.string(), titleEn: z.string(), titleLocal: LocalTitles, theme: z.string(), affinities: z.array(z.number().nullable()),
  assigned: z.array(z.object({ reviewer: z.int(), id: Id, state: z.enum(ASSIGNMENT_STATES) })), locked: z.array(z.int()), banned: z.array(z.int()),
}).meta({ id: 'AssignmentMatrixRow' });
export const readMatrix = endpoint({
  method: 'GET', path: '/calls/:id/assignment-matrix', policy: 'assignment.prepare', summary: 'Applications by reviewers: affinity, conflict, load, what is assigned and settled by hand; without applications that one may not see',
  params: IdParams, query: z.strictObject(pageQuery), response: { 200: pageOf(MatrixRowSchema).extend({ reviewers: z.array(ReviewerSchema) }).meta({ id: 'AssignmentMatrix' }) },
  looks: ['officer'],
});
export const explainPair = endpoint({
  method: 'GET', path: '/calls/:id/assignment-matrix/:applicationId/:personId', policy: 'assignment.prepare', params: PairParams,
  summary: 'Why a pair fits as it does, what stands between it, and what the total affinity would lose by forcing or removing it',
  response: { 200: z.object({
    applicationId: Id, personId: Id, affinity: z.number(), source: z.enum(['set', 'computed']), computed: z.number(), theme: z.object({ code: z.string(), matched: z.boolean() }),
    words: z.object({ wanted: z.array(z.string()), matched: z.array(z.string()) }), evidence: z.object({ themes: z.boolean(), keywords: z.boolean() }), conflicts: z.array(z.enum(CONFLICT_KINDS)),
    load: z.int(), minLoad: z.int(), maxLoad: z.int(), override: z.enum(['locked', 'banned']).nullable(), assigned: z.object({ id: Id, state: z.enum(ASSIGNMENT_STATES) }).nullable(),
    price: z.object({ forced: z.number().nullable(), removed: z.number().nullable() }).nullable(), can: z.object({ override: Can }),
  }).meta({ id: 'PairExplanation' }) },
});
export const approveAssignments = endpoint({
  method: 'POST', path: '/calls/:id/assignment-approvals', policy: 'assignment.prepare', summary: 'Approve for own side; the second side’s approval publishes and opens the reviews', params: IdParams,
  response: { 200: AssignmentsSchema }, idempotent: true, problems: ['approval.already-given', 'assignment.nothing-proposed', 'conflict.blocks', 'call.wrong-state', 'assignment.not-ready'],
});
export const JobSchema = z.object({
  id: Id, kind: z.string(), state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']), progress: z.int(), problem: z.string().nullable(), detail: z.string().nullable(), infeasible: InfeasibleSchema.nullable(), result: z.record(z.string(), z.unknown()).nullable(),
}).meta({ id: 'Job' });
export const readJob = endpoint({ method: 'GET', path: '/jobs/:id', policy: 'account.own', summary: 'How far own long work is', params: IdParams, response: { 200: JobSchema } });
export const cancelJob = endpoint({ method: 'POST', path: '/jobs/:id/cancellation', policy: 'account.own', summary: 'Stop own long work', params: IdParams, response: { 200: JobSchema }, problems: ['job.not-cancellable'] });

/** What a reviewer sees of an assignment; the abstract and the dossier open step by step. */
export const MyAssignmentSchema = z.object({
  id: Id, state: z.enum(ASSIGNMENT_STATES), callCode: z.string(), number: z.string(), titleEn: z.string(), titleLocal: LocalTitles, theme: z.string(), abstractEn: z.string(), institutions: z.array(z.object({ side: AnySideSchema, name: z.string() })), reviewState: z.enum(['none', 'draft', 'submitted']), publishedAt: Instant,
}).meta({ id: 'MyAssignment' });
export const listMyAssignments = endpoint({
  method: 'GET', path: '/me/assignments', policy: 'account.own', summary: 'Own invitations and reviews', response: { 200: z.object({ items: z.array(MyAssignmentSchema) }).meta({ id: 'MyAssignments' }) },
});
export const readMyAssignment = endpoint({ method: 'GET', path: '/me/assignments/:id', policy: 'account.own', summary: 'One own invitation or review', params: IdParams, response: { 200: MyAssignmentSchema } });
export const answerAssignment = endpoint({
  method: 'POST', path: '/me/assignments/:id/answer', policy: 'account.own', summary: 'Declare conflicts first, then accept or decline', params: IdParams,
  body: z.strictObject({ conflict: z.boolean(), conflictReason: text(1000).optional(), accept: z.boolean(), declineReason: z.enum(['conflict', 'expertise', 'time']).optional() }).meta({ id: 'AssignmentAnswer' }),
  response: { 200: MyAssignmentSchema }, idempotent: true, problems: ['assignment.already-answered', 'conflict.blocks', 'conflict.undeclared'],
});
export const readDossier = endpoint({
  method: 'GET', path: '/me/assignments/:id/dossier', policy: 'account.own', summary: 'The application as it was submitted, after accepting', params: IdParams,
  response: { 200: z.object({
    number: z.string(), titleEn: z.string(), titleLocal: LocalTitles, acronym: z.string(), theme: z.string(), keywords: z.array(z.string()), months: z.int(), abstractEn: z.string(),
    team: z.array(z.object({ side: AnySideSchema, role: z.enum(['lead', 'member']), name: z.string(), institution: z.string(), personMonths: z.number() })),
    budget: z.array(z.object({ side: SideSchema, category: z.string(), year: z.int(), source: z.string(), amount: MoneySchema })), requested: MoneySchema,
    narrative: z.record(z.string(), z.string()), documents: z.array(z.object({ id: Id, code: z.string(), name: z.string(), bytes: z.int(), sha256: z.string() })),
  }).meta({ id: 'Dossier' }) }, problems: ['assignment.not-accepted'],
});
export const readDossierDocument = endpoint({
  method: 'GET', path: '/me/assignments/:id/dossier/documents/:documentId', policy: 'account.own', summary: 'A document of the dossier', params: z.strictObject({ id: Id, documentId: Id }),
  wire: { kind: 'file', type: 'application/octet-stream' }, response: { 200: null },
});
