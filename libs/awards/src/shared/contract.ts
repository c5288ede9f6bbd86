import { AnySideSchema, Can, Code, endpoint, Id, IdParams, Instant, LanguageSchema, LocalTitles, MoneySchema, pageOf, pageQuery, SideSchema, text, TextsSchema } from '#libs/kernel';
import { z } from 'zod';

export const OUTCOMES = ['award', 'reserve', 'refused'] as const;
const VoteSchema = z.object({ side: SideSchema, value: z.enum(['yes', 'reserve', 'no']), amount: MoneySchema.nullable(), protocol: z.string(), at: Instant }).meta({ id: 'Vote' });
const OutcomeSchema = z.object({ result: z.enum(OUTCOMES), reason: z.string().nullable(), amount: MoneySchema.nullable() }).meta({ id: 'Outcome' });
const DecisionSchema = z.object({
  applicationId: Id, number: z.string(), titleEn: z.string(), titleLocal: LocalTitles, theme: z.string(), rank: z.int().nullable(), overall: z.number().nullable(), aboveThreshold: z.boolean(), requested: MoneySchema, round: z.int(),
  /** Own side’s vote; the other one only together with the outcome. */
  votes: z.array(VoteSchema), outcome: OutcomeSchema.nullable(), withdrawn: z.boolean(), can: z.object({ vote: Can }),
}).meta({ id: 'Decision' });
export const DecisionsSchema = z.object({
  places: z.int(), budget: MoneySchema, awarded: z.int(), awardedSum: MoneySchema, items: z.array(DecisionSchema),
}).meta({ id: 'Decisions' });
export const listDecisions = endpoint({ method: 'GET', path: '/calls/:id/decisions', policy: 'decision.read', summary: 'Ranked applications with own side’s votes and joint outcomes', params: IdParams, response: { 200: DecisionsSchema }, looks: ['auditor'] });
export const castVote = endpoint({
  method: 'POST', path: '/applications/:id/votes', policy: 'decision.vote', summary: 'Vote for own side; sealed until both sides have voted, and never changed', params: IdParams,
  body: z.strictObject({ value: z.enum(['yes', 'reserve', 'no']), amount: MoneySchema.nullable(), protocol: text(60) }).meta({ id: 'NewVote' }), response: { 201: DecisionSchema }, idempotent: true,
  problems: ['vote.already-cast', 'vote.not-open', 'application.withdrawn', 'decision.over-requested', 'decision.amount-missing', 'conflict.blocks'],
});

const RULES = ['places', 'joint-budget', 'theme-min'] as const;
const PortfolioRuleSchema = { rule: z.enum(RULES), theme: z.string().nullable(), awards: z.int().nullable(), budget: MoneySchema.nullable() };
/** Own proposal beside the ranked list: the largest sum of overalls within places, budget and theme minimums. */
const ProposalSchema = z.object({
  at: Instant, places: z.int(), budget: MoneySchema, themeMin: z.record(z.string(), z.int()), status: z.enum(['optimal', 'infeasible']), sum: z.number(), spent: MoneySchema, listSum: z.number(), listSpent: MoneySchema,
  items: z.array(z.object({
    applicationId: Id, number: z.string(), titleEn: z.string(), titleLocal: LocalTitles, theme: z.string(), rank: z.int(), overall: z.number(), requested: MoneySchema, inList: z.boolean(), chosen: z.boolean(),
  })),
  /** `cost`: what the sum loses at least when the application stays as the list has it; null where that breaks a rule. */
  differences: z.array(z.object({ applicationId: Id, chosen: z.boolean(), reason: z.enum(['theme-minimum', 'fits', 'gives-way', 'costs-more']), cost: z.number().nullable() })),
  alternatives: z.array(z.array(Id)), alternativesComplete: z.boolean(), proof: z.object({ optimal: z.boolean(), seconds: z.number() }),
  prices: z.array(z.object({ ...PortfolioRuleSchema, without: z.number(), gain: z.number() })), contradiction: z.array(z.object(PortfolioRuleSchema)),
}).meta({ id: 'PortfolioProposal' });
export const PortfolioSchema = z.object({
  run: z.object({ id: Id, state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']), progress: z.int(), problem: z.string().nullable() }).nullable(), proposal: ProposalSchema.nullable(), can: z.object({ propose: Can }),
}).meta({ id: 'Portfolio' });
export const readPortfolio = endpoint({ method: 'GET', path: '/calls/:id/portfolio', policy: 'portfolio.propose', summary: 'Own portfolio proposal beside the ranking, and how far its run is', params: IdParams, response: { 200: PortfolioSchema } });
export const proposePortfolio = endpoint({
  method: 'POST', path: '/calls/:id/portfolio', policy: 'portfolio.propose', summary: 'Work out an own portfolio proposal with a proof: long work, see the job', params: IdParams,
  body: z.strictObject({ themeMin: z.record(Code, z.int().min(0).max(1000)) }).meta({ id: 'PortfolioWish' }), response: { 202: z.object({ jobId: Id }).meta({ id: 'PortfolioRun' }) }, idempotent: true,
  problems: ['call.wrong-state', 'theme.unknown', 'portfolio.over-places', 'job.running'],
});

export const AnnouncementSchema = z.object({
  id: Id, version: z.int(), callId: Id, at: Instant, state: z.enum(['proposed', 'scheduled', 'released', 'withdrawn']), approvals: z.array(SideSchema), releasedAt: Instant.nullable(),
  counts: z.object({ award: z.int(), reserve: z.int(), refused: z.int() }), applications: z.array(Id), can: z.object({ approve: Can }),
}).meta({ id: 'Announcement' });
export const proposeAnnouncement = endpoint({
  method: 'POST', path: '/calls/:id/announcements', policy: 'announcement.prepare', summary: 'Propose the instant at which results open for both sides; counts as own side’s approval', params: IdParams,
  body: z.strictObject({ at: Instant, applications: z.array(Id).max(5000).optional() }).meta({ id: 'NewAnnouncement' }), response: { 201: AnnouncementSchema }, etag: true, idempotent: true,
  problems: ['announcement.not-decided', 'announcement.already-scheduled', 'announcement.in-past', 'call.wrong-state'],
});
export const approveAnnouncement = endpoint({
  method: 'POST', path: '/announcements/:id/approvals', policy: 'announcement.prepare', summary: 'Approve for own side; with both approvals it is scheduled', params: IdParams, response: { 200: AnnouncementSchema }, etag: true, ifMatch: true, idempotent: true,
  problems: ['approval.already-given', 'announcement.in-past'],
});
export const listAnnouncements = endpoint({
  method: 'GET', path: '/calls/:id/announcements', policy: 'announcement.prepare', summary: 'Announcements of a call', params: IdParams, response: { 200: z.object({ items: z.array(AnnouncementSchema) }).meta({ id: 'Announcements' }) },
});
export const previewLetters = endpoint({
  method: 'GET', path: '/announcements/:id/letters', policy: 'announcement.prepare', summary: 'The letters as they will be sent', params: IdParams,
  response: { 200: z.object({ count: z.int(), items: z.array(z.object({ email: z.string(), language: LanguageSchema, subject: z.string(), text: z.string() })) }).meta({ id: 'LetterPreview' }) },
});

export const AwardSchema = z.object({
  id: Id, number: z.string(), callId: Id, callCode: z.string(), titleEn: z.string(), titleLocal: LocalTitles, theme: z.object({ code: z.string(), names: TextsSchema }), abstractEn: z.string(), months: z.int(), amount: MoneySchema,
  leads: z.object({ KG: z.string(), CN: z.string() }), institutions: z.array(z.object({ side: AnySideSchema, nameEn: z.string(), nameLocal: z.string(), ror: z.string().nullable() })), announcedAt: Instant,
}).meta({ id: 'Award' });
const registerFilter = { callId: Id.optional(), theme: Code.optional() };
export const listRegister = endpoint({
  method: 'GET', path: '/register', policy: 'public', summary: 'Awards announced so far', query: z.strictObject({ ...pageQuery, ...registerFilter }), response: { 200: pageOf(AwardSchema).meta({ id: 'AwardPage' }) },
});
export const exportRegisterCsv = endpoint({
  method: 'GET', path: '/register.csv', policy: 'public', summary: 'Announced awards as a table (CSV)', query: z.strictObject({ q: pageQuery.q, ...registerFilter }), wire: { kind: 'file', type: 'text/csv' }, response: { 200: null },
});
export const exportRegisterJson = endpoint({
  method: 'GET', path: '/register.json', policy: 'public', summary: 'Announced awards in the form of the 360Giving standard', query: z.strictObject({ q: pageQuery.q, ...registerFilter }),
  wire: { kind: 'file', type: 'application/json' }, response: { 200: null },
});
export const readAward = endpoint({ method: 'GET', path: '/register/:id', policy: 'public', summary: 'One announced award', params: IdParams, response: { 200: AwardSchema } });
export const readResult = endpoint({
  method: 'GET', path: '/applications/:id/result', policy: 'account.own', summary: 'The announced result of own application, with comments to applicants', params: IdParams,
  response: { 200: z.object({ result: z.enum(OUTCOMES), amount: MoneySchema.nullable(), announcedAt: Instant, comments: z.array(z.object({ reviewNumber: z.int(), text: z.string() })),
    /** Where the lot put the application among equal ones; null where none decided. */
    lot: z.object({ place: z.int(), of: z.int() }).nullable() }).meta({ id: 'Result' }) },
});
