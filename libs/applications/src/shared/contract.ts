import { AnySideSchema, Can, Code, Email, endpoint, filled, Id, IdParams, Instant, LanguageSchema, LocalTitles, MoneySchema, pageOf, pageQuery, Sha256, SideSchema, text } from '#libs/kernel';
import { z } from 'zod';
import { ABSTRACT_MAX, ANSWER_MAX, BUDGET_LINES_MAX, DOCUMENT_MAX_BYTES, DOCUMENT_TYPES, KEYWORDS_MAX, MONTHS_MAX, TITLE_MAX } from './limits.js';
import { APPLICATION_STATES } from './states.js';

/** A line of the budget as a person typed it; whether it is valid is decided by the rules of the call. */
export const BudgetLineSchema = z.strictObject({
  side: SideSchema, category: z.string().max(60), year: z.number(), source: z.string().max(60), amount: MoneySchema,
}).meta({ id: 'BudgetLine' });

const MemberSchema = z.object({
  id: Id, email: z.string(), name: z.string().nullable(), institution: z.string().nullable(), side: AnySideSchema, role: z.enum(['lead', 'member']),
  state: z.enum(['invited', 'accepted', 'declined']), personMonths: z.number(), isMe: z.boolean(),
}).meta({ id: 'TeamMember' });
const DocumentSchema = z.object({
  id: Id, code: z.string(), name: z.string(), language: LanguageSchema, type: z.string(), bytes: z.int(), sha256: Sha256, at: Instant,
}).meta({ id: 'ApplicationDocument' });
const SignoffSchema = z.object({ side: SideSchema, name: z.string(), at: Instant, contentHash: Sha256 }).meta({ id: 'Signoff' });
const FindingSchema = z.object({ code: z.string(), pointer: z.string(), detail: z.string() }).meta({ id: 'Finding' });

export const ReceiptSchema = z.object({ number: z.string(), receivedAt: Instant, sha256: Sha256, auditHash: z.string().optional() }).meta({ id: 'Receipt' });

export const Application = z.object({
  id: Id, version: z.int(), callId: Id, state: z.enum(APPLICATION_STATES), number: z.string().nullable(), titleEn: z.string(), titleLocal: LocalTitles,
  acronym: z.string(), theme: z.string(), keywords: z.array(z.string()), months: z.int(), abstractEn: z.string(), updatedAt: Instant,
  team: z.array(MemberSchema), budget: z.array(BudgetLineSchema), requested: MoneySchema, narrative: z.record(z.string(), z.string()), documents: z.array(DocumentSchema),
  contentHash: Sha256, signoffs: z.array(SignoffSchema), receipt: ReceiptSchema.nullable(),
  /** What still keeps it from being submitted, in the reader's language. */
  findings: z.array(FindingSchema),
  mySide: AnySideSchema.nullable(), can: z.object({ edit: Can, signOff: Can, submit: Can }),
}).meta({ id: 'Application' });

export const ApplicationSummary = z.object({
  id: Id, callId: Id, callCode: z.string(), state: z.enum(APPLICATION_STATES), number: z.string().nullable(), titleEn: z.string(), titleLocal: LocalTitles,
  theme: z.string(), leads: z.object({ KG: z.string().nullable(), CN: z.string().nullable() }), updatedAt: Instant, requested: MoneySchema,
}).meta({ id: 'ApplicationSummary' });

const identification = {
  theme: Code, titleEn: text(TITLE_MAX), titleLocal: z.strictObject({ KG: text(TITLE_MAX), CN: text(TITLE_MAX) }), acronym: text(30),
  keywords: z.array(filled(80)).max(KEYWORDS_MAX), months: z.int().min(1).max(MONTHS_MAX), abstractEn: text(ABSTRACT_MAX),
};

export const createApplication = endpoint({
  method: 'POST', path: '/applications', policy: 'application.create', summary: 'Start a joint application as lead of own side',
  body: z.strictObject({ callId: Id, ...identification }).partial().required({ callId: true, theme: true, months: true }).meta({ id: 'NewApplication' }),
  response: { 201: Application }, etag: true, idempotent: true, problems: ['window.not-open', 'window.closed', 'theme.unknown', 'person.side-mismatch'],
});
export const listApplications = endpoint({
  method: 'GET', path: '/applications', policy: 'account.own', summary: 'Applications of own teams; for officers, chairs and auditors also the submitted ones of a call',
  query: z.strictObject({ ...pageQuery, callId: Id.optional(), state: z.enum(APPLICATION_STATES).optional(), theme: Code.optional(), team: z.literal('own').optional() }),
  response: { 200: pageOf(ApplicationSummary).meta({ id: 'ApplicationPage' }) }, looks: ['auditor'],
});
export const readApplication = endpoint({ method: 'GET', path: '/applications/:id', policy: 'account.own', summary: 'A joint application', params: IdParams, response: { 200: Application }, etag: true, looks: ['auditor'] });
export const editApplication = endpoint({
  method: 'PATCH', path: '/applications/:id', policy: 'account.own', summary: 'Change the identification; sign-offs given before are void', params: IdParams,
  body: z.strictObject(identification).partial().meta({ id: 'Identification' }), response: { 200: Application }, etag: true, ifMatch: true, problems: ['application.not-editable', 'theme.unknown'],
});
export const replaceBudget = endpoint({
  method: 'PUT', path: '/applications/:id/budget', policy: 'account.own', summary: 'Replace all budget lines', params: IdParams,
  body: z.strictObject({ lines: z.array(BudgetLineSchema).max(BUDGET_LINES_MAX) }).meta({ id: 'Budget' }), response: { 200: Application }, etag: true, ifMatch: true, problems: ['budget.line-invalid'],
});
export const saveNarrative = endpoint({
  method: 'PATCH', path: '/applications/:id/narrative', policy: 'account.own', summary: 'Save answers; questions that are not named stay as they are', params: IdParams,
  body: z.strictObject({ answers: z.record(Code, text(ANSWER_MAX)) }).meta({ id: 'Narrative' }), response: { 200: Application }, etag: true, ifMatch: true, problems: ['narrative.unknown-question'],
});
/** Working time given to the project over its whole duration, in months of one person. */
const PersonMonths = z.number().min(0).max(600);
export const inviteMember = endpoint({
  method: 'POST', path: '/applications/:id/team', policy: 'account.own', summary: 'Invite the other lead or a member', params: IdParams,
  body: z.strictObject({ email: Email, side: AnySideSchema, role: z.enum(['lead', 'member']), personMonths: PersonMonths }).meta({ id: 'Invitation' }),
  response: { 201: Application }, etag: true, idempotent: true, problems: ['team.lead-duplicate', 'team.member-duplicate', 'person.side-mismatch'],
});
const MemberParams = z.strictObject({ id: Id, memberId: Id });
export const removeMember = endpoint({
  method: 'DELETE', path: '/applications/:id/team/:memberId', policy: 'account.own', summary: 'Remove a member or take back an invitation', params: MemberParams,
  response: { 200: Application }, etag: true, ifMatch: true, problems: ['team.lead-locked', 'team.side-missing', 'team.lead-missing'],
});
export const changeMember = endpoint({
  method: 'PATCH', path: '/applications/:id/team/:memberId', policy: 'account.own', summary: 'Change the person-months of a lead or member', params: MemberParams,
  body: z.strictObject({ personMonths: PersonMonths }).meta({ id: 'MemberChange' }), response: { 200: Application }, etag: true, ifMatch: true, problems: ['application.not-editable'],
});
export const answerInvitation = endpoint({
  method: 'POST', path: '/applications/:id/team/:memberId/answer', policy: 'account.own', summary: 'Accept or decline own invitation', params: MemberParams,
  body: z.strictObject({ accept: z.boolean() }).meta({ id: 'InvitationAnswer' }), response: { 200: z.object({ state: z.enum(['accepted', 'declined']) }).meta({ id: 'InvitationAnswered' }) },
  idempotent: true, problems: ['team.invitation-invalid', 'person.side-mismatch'],
});
export const listInvitations = endpoint({
  method: 'GET', path: '/me/invitations', policy: 'account.own', summary: 'Invitations to teams that wait for own answer',
  response: { 200: z.object({ items: z.array(z.object({
    applicationId: Id, memberId: Id, titleEn: z.string(), theme: z.string(), callCode: z.string(), side: AnySideSchema, role: z.enum(['lead', 'member']), invitedBy: z.string().nullable(), invitedAt: Instant,
  })) }).meta({ id: 'Invitations' }) },
});
export const uploadDocument = endpoint({
  method: 'POST', path: '/applications/:id/documents', policy: 'account.own', summary: 'Attach a document; its type is told by its content', params: IdParams,
  query: z.strictObject({ code: Code, language: LanguageSchema.default('en') }), wire: { kind: 'upload', types: DOCUMENT_TYPES, maxBytes: DOCUMENT_MAX_BYTES },
  response: { 201: Application }, etag: true, problems: ['document.type-refused', 'document.too-large', 'document.empty', 'document.unknown-code', 'document.too-many'],
});
const DocumentParams = z.strictObject({ id: Id, documentId: Id });
export const downloadDocument = endpoint({
  method: 'GET', path: '/applications/:id/documents/:documentId', policy: 'account.own', summary: 'A document', params: DocumentParams,
  wire: { kind: 'file', type: 'application/octet-stream' }, response: { 200: null }, looks: ['auditor'],
});
export const removeDocument = endpoint({
  method: 'DELETE', path: '/applications/:id/documents/:documentId', policy: 'account.own', summary: 'Remove a document', params: DocumentParams, response: { 200: Application }, etag: true, ifMatch: true,
});
export const signOff = endpoint({
  method: 'POST', path: '/applications/:id/signoffs', policy: 'account.own', summary: 'Sign this version for own side, with its declarations', params: IdParams,
  body: z.strictObject({ contentHash: Sha256, declarations: z.array(Code).max(30) }).meta({ id: 'NewSignoff' }), response: { 201: Application }, etag: true, idempotent: true,
  problems: ['signoff.stale', 'signoff.already-given', 'declaration.missing', 'team.lead-missing'],
});
export const submitApplication = endpoint({
  method: 'POST', path: '/applications/:id/submission', policy: 'account.own', summary: 'Submit; either lead, once both have signed', params: IdParams,
  response: { 201: ReceiptSchema }, idempotent: true,
  problems: ['window.not-open', 'window.closed', 'team.side-missing', 'team.lead-missing', 'signoff.missing', 'budget.over-cap', 'budget.under-floor', 'duration.too-long', 'document.missing',
    'narrative.missing', 'narrative.too-long', 'declaration.missing', 'lead.too-many-applications', 'person.too-many-applications', 'application.already-submitted'],
});
const CheckSchema = z.object({ side: SideSchema, verdict: z.enum(['pass', 'fail']), reason: z.string().nullable(), note: z.string(), at: Instant }).meta({ id: 'EligibilityCheck' });
export const ChecksSchema = z.object({
  state: z.enum(APPLICATION_STATES), checks: z.array(CheckSchema), can: z.object({ file: Can }),
}).meta({ id: 'EligibilityChecks' });
export const readChecks = endpoint({
  method: 'GET', path: '/applications/:id/checks', policy: 'application.check', summary: 'Own side’s check, and the other one once both are filed', params: IdParams, response: { 200: ChecksSchema },
});
export const fileCheck = endpoint({
  method: 'POST', path: '/applications/:id/checks', policy: 'application.check', summary: 'File own side’s eligibility check', params: IdParams,
  body: z.strictObject({ verdict: z.enum(['pass', 'fail']), reason: Code.nullable(), note: text(4000) }).meta({ id: 'NewCheck' }), response: { 201: ChecksSchema }, idempotent: true,
  problems: ['check.already-filed', 'check.reason-missing', 'application.wrong-state'],
});

const WithdrawalActSchema = z.object({ side: SideSchema, name: z.string(), at: Instant }).meta({ id: 'WithdrawalAct' });
export const WithdrawalSchema = z.object({
  /** The notice that runs, or by which the application was withdrawn. */
  notice: WithdrawalActSchema.extend({ id: Id, reason: z.string(), effectiveFrom: Instant }).meta({ id: 'WithdrawalNotice' }).nullable(),
  agreed: WithdrawalActSchema.nullable(), withdrawnAt: Instant.nullable(),
  /** Whether a notice given now binds at once; after so many days otherwise. */
  atOnce: z.boolean(), days: z.int(), can: z.object({ give: Can, agree: Can, takeBack: Can }),
}).meta({ id: 'Withdrawal' });
export const readWithdrawal = endpoint({
  method: 'GET', path: '/applications/:id/withdrawal', policy: 'account.own', summary: 'Withdrawal of an application: for its team from the notice on, for those who read it once it is withdrawn', params: IdParams, response: { 200: WithdrawalSchema },
});
export const giveNotice = endpoint({
  method: 'POST', path: '/applications/:id/withdrawal', policy: 'account.own', summary: 'Give notice of withdrawal as a lead; a draft with one lead is withdrawn at once', params: IdParams,
  body: z.strictObject({ reason: text(2000) }).meta({ id: 'NewWithdrawal' }), response: { 201: WithdrawalSchema }, idempotent: true,
  problems: ['withdrawal.already-given', 'application.already-announced', 'application.withdrawn', 'application.wrong-state'],
});
export const agreeToWithdrawal = endpoint({
  method: 'POST', path: '/applications/:id/withdrawal/agreement', policy: 'account.own', summary: 'Agree to the other lead’s notice; it takes effect at once', params: IdParams,
  body: z.strictObject({ notice: Id }).meta({ id: 'WithdrawalAgreement' }), response: { 201: WithdrawalSchema }, idempotent: true,
  problems: ['withdrawal.not-given', 'withdrawal.own', 'application.already-announced', 'application.withdrawn'],
});
export const takeBackNotice = endpoint({
  method: 'DELETE', path: '/applications/:id/withdrawal', policy: 'account.own', summary: 'Take back own notice before it takes effect', params: IdParams, response: { 200: WithdrawalSchema },
  problems: ['withdrawal.not-given', 'withdrawal.not-yours', 'application.withdrawn'],
});
