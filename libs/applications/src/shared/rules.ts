import { broken, formatFen, OK, parseFen, PROGRAMME_CAP_FEN, refused, SIDES, verdict, type AnySide, type Broken, type Money, type Side, type Texts, type Verdict } from '#libs/kernel';
import { canSubmitAt } from '#libs/calls/shared/rules';
import { AMOUNT_MAX_FEN, BUDGET_SOURCES, OTHER_DOCUMENT } from './limits.js';
import type { ApplicationState } from './states.js';
import { countsAsSubmitted } from './states.js';
import { teamFindings, type MemberFacts } from './team-rules.js';
import { countWords } from './words.js';

export { canAnswer, canInvite, canRemove, teamFindings, type MemberFacts } from './team-rules.js';
export {
  bindsAtOnce, bindsByTime, canAgree, canGiveNotice, canTakeBack, effectiveFrom, WITHDRAWABLE, WITHDRAWAL_AFTER_DAYS, type NoticeFacts, type WithdrawalFacts,
} from './withdrawal-rules.js';
export { countWords } from './words.js';

export interface LineFacts { side: Side; category: string; year: number; source: string; amountFen: number }
export interface CategoryFacts { side: Side; code: string }
/** A question of a call; its `texts` name it in a finding. */
export interface QuestionFacts { code: string; texts: Texts; required: boolean; maxWords: number }
/** What a call decides about its applications; money in fen, instants in UTC. */
export interface CallRules {
  opensAt: Date; closesAt: Date; capFen: number; floorFen: number; maxMonths: number; maxPerLead: number | null; maxPerPerson: number | null;
  questions: readonly QuestionFacts[]; categories: readonly CategoryFacts[]; requiredDocuments: readonly string[]; declarations: readonly string[];
}
/** Other submitted applications of the call: how many a person leads, and in how many they take part. */
export interface LimitFacts { personId: string; isLead: boolean; leads: number; takesPart: number }
export interface SignoffFacts { side: Side; contentHash: string; declarations: readonly string[] }
export interface SubmissionFacts {
  state: ApplicationState; submitted: boolean; call: CallRules; titleEn: string; months: number; contentHash: string; team: readonly MemberFacts[]; budget: readonly LineFacts[];
  narrative: Readonly<Record<string, string>>; documents: readonly { code: string }[]; signoffs: readonly SignoffFacts[]; limits: readonly LimitFacts[];
}

/** The request in fen: lines paid by the programme only. */
export function requestedFen(lines: readonly LineFacts[]): number {
  return lines.reduce((sum, l) => (l.source === 'programme' ? sum + l.amountFen : sum), 0);
}

/** Project years of a duration in months. */
export function yearsOf(months: number): number {
  return Math.ceil(months / 12);
}

/** Fen of an amount as it was typed, or undefined when it is not positive, has more than two decimals, or is beyond reason. */
export function lineFen(money: Money): number | undefined {
  const fen = parseFen(money.amount);
  return fen !== undefined && fen > 0 && fen <= AMOUNT_MAX_FEN ? fen : undefined;
}

/** The first field that makes a line invalid, or undefined: the amount, a category of its side, a source, a year of the project. */
export function lineFault(line: LineFacts, categories: readonly CategoryFacts[], months: number): 'amount' | 'category' | 'source' | 'year' | undefined {
  if (!Number.isSafeInteger(line.amountFen) || line.amountFen <= 0 || line.amountFen > AMOUNT_MAX_FEN) return 'amount';
  if (!categories.some((c) => c.side === line.side && c.code === line.category)) return 'category';
  if (!BUDGET_SOURCES.some((s) => s === line.source)) return 'source';
  return Number.isInteger(line.year) && line.year >= 1 && line.year <= yearsOf(months) ? undefined : 'year';
}

export function isLineValid(line: LineFacts, categories: readonly CategoryFacts[], months: number): boolean {
  return lineFault(line, categories, months) === undefined;
}

/** Invalid lines; `at` is the pointer of the list in which they lie. */
export function budgetFindings(lines: readonly LineFacts[], categories: readonly CategoryFacts[], months: number, at = '/budget'): Broken[] {
  return lines.flatMap((line, n) => {
    const fault = lineFault(line, categories, months);
    if (!fault) return [];
    const value = fault === 'amount' ? formatFen(line.amountFen) : fault === 'year' ? `${line.year} (1–${yearsOf(months)})` : line[fault];
    return [broken('budget.line-invalid', `${at}/${n}/${fault}`, { field: fault, value })];
  });
}

/** Lines as they are stored; invalid ones are named with the field that makes them so. */
export function readLines(lines: readonly (Omit<LineFacts, 'amountFen'> & { amount: Money })[], categories: readonly CategoryFacts[], months: number):
{ lines: LineFacts[]; verdict: Verdict } {
  const found: Broken[] = [];
  const read = lines.map(({ amount, ...line }, n) => {
    const amountFen = lineFen(amount);
    if (amountFen === undefined) found.push(broken('budget.line-invalid', `/lines/${n}/amount`, { field: 'amount', value: amount.amount }));
    return { ...line, amountFen: amountFen ?? 0 };
  });
  const others = budgetFindings(read, categories, months, '/lines').filter((b) => !b.pointer.endsWith('/amount'));
  return { lines: read, verdict: verdict([...found, ...others]) };
}

/** The request against the smaller of the call's and the programme's cap, and against the call's floor; an empty request never stands. */
export function requestFindings(total: number, call: Pick<CallRules, 'capFen' | 'floorFen'>): Broken[] {
  const cap = Math.min(call.capFen, PROGRAMME_CAP_FEN);
  const floor = Math.max(call.floorFen, 1);
  if (total > cap) return [broken('budget.over-cap', '/budget', { total: formatFen(total), cap: formatFen(cap) })];
  return total < floor ? [broken('budget.under-floor', '/budget', { total: formatFen(total), floor: formatFen(floor) })] : [];
}

function signoffFindings(f: Pick<SubmissionFacts, 'call' | 'contentHash' | 'signoffs'>): Broken[] {
  return SIDES.flatMap((side) => {
    const given = f.signoffs.find((s) => s.side === side && s.contentHash === f.contentHash);
    return given ? declarationFindings(given.declarations, f.call.declarations, `/signoffs/${side}/declarations`) : [broken('signoff.missing', `/signoffs/${side}`, { side })];
  });
}

/** Declarations of the call that were not accepted. */
export function declarationFindings(accepted: readonly string[], asked: readonly string[], at = '/declarations'): Broken[] {
  return asked.filter((d) => !accepted.includes(d)).map((declaration) => broken('declaration.missing', `${at}/${declaration}`, { declaration }));
}

/** Required questions without an answer, and answers beyond their number of words. */
export function narrativeFindings(narrative: Readonly<Record<string, string>>, questions: CallRules['questions']): Broken[] {
  return questions.flatMap(({ code, texts, required, maxWords }) => {
    const answer = (Object.hasOwn(narrative, code) ? narrative[code] ?? '' : '').trim();
    if (answer === '') return required ? [broken('narrative.missing', `/narrative/${code}`, { question: texts })] : [];
    const words = countWords(answer);
    return words > maxWords ? [broken('narrative.too-long', `/narrative/${code}`, { question: texts, words, max: maxWords })] : [];
  });
}

function limitFindings(limits: readonly LimitFacts[], { maxPerLead, maxPerPerson }: CallRules): Broken[] {
  const leads = maxPerLead === null ? [] : limits.filter((l) => l.isLead && l.leads >= maxPerLead).map((l) => broken('lead.too-many-applications', `/team/${l.personId}`, { max: maxPerLead }));
  const people = maxPerPerson === null ? [] : limits.filter((l) => l.takesPart >= maxPerPerson).map((l) => broken('person.too-many-applications', `/team/${l.personId}`, { max: maxPerPerson }));
  return [...leads, ...people];
}

/**
 * Whether an application may be submitted at an instant of receipt: everything that is broken, in the order of the contract. The database repeats window,
 * team, sign-offs, request and limits when the transaction commits.
 */
export function canSubmit(f: SubmissionFacts, at: Date): Verdict {
  if (f.submitted) return refused('application.already-submitted');
  const window = canSubmitAt(f.call.opensAt, f.call.closesAt, at);
  const present = new Set(f.documents.map((d) => d.code));
  return verdict([
    ...(window.ok ? [] : window.broken),
    ...teamFindings(f.team),
    ...signoffFindings(f),
    ...requestFindings(requestedFen(f.budget), f.call),
    ...budgetFindings(f.budget, f.call.categories, f.months),
    ...(f.months > f.call.maxMonths ? [broken('duration.too-long', '/months', { months: f.months, max: f.call.maxMonths })] : []),
    ...f.call.requiredDocuments.filter((d) => !present.has(d)).map((document) => broken('document.missing', `/documents/${document}`, { document })),
    ...narrativeFindings(f.narrative, f.call.questions),
    ...(f.titleEn.trim() === '' ? [broken('title.missing', '/titleEn')] : []),
    ...limitFindings(f.limits, f.call),
    ...(f.state === 'draft' ? [] : [broken('application.wrong-state')]),
  ]);
}

/** Content changes only in a draft. */
export function canEdit(state: ApplicationState): Verdict {
  return state === 'draft' ? OK : refused('application.not-editable');
}

export interface SigningFacts { state: ApplicationState; side: AnySide; contentHash: string; signoffs: readonly SignoffFacts[]; declarations: readonly string[] }

/** Whether a lead may sign the present version for their side. */
export function canSignOff(f: Pick<SigningFacts, 'state' | 'side' | 'contentHash' | 'signoffs'>): Verdict {
  if (f.state !== 'draft') return refused('application.not-editable');
  return f.signoffs.some((s) => s.side === f.side && s.contentHash === f.contentHash) ? refused('signoff.already-given') : OK;
}

/** The same for the version and declarations that a lead names: the version must be the present one, and every declaration of the call accepted. */
export function canSign(f: SigningFacts, given: { contentHash: string; declarations: readonly string[] }): Verdict {
  if (f.state === 'draft' && given.contentHash !== f.contentHash) return refused('signoff.stale', '/contentHash');
  const may = canSignOff(f);
  return may.ok ? verdict(declarationFindings(given.declarations, f.declarations)) : may;
}

/** A document is one that the call asks for, or another one under the code `other`. */
export function canAttach(code: string, requiredDocuments: readonly string[], attached: number, max: number): Verdict {
  if (code !== OTHER_DOCUMENT && !requiredDocuments.includes(code)) return refused('document.unknown-code', '#/query/code');
  return attached >= max ? refused('document.too-many', '', { max }) : OK;
}

/** An officer files their side's check of a submitted application once; a negative one gives its reason. */
export function canFileCheck(state: ApplicationState, filed: readonly string[], side: string, check?: { verdict: 'pass' | 'fail'; reason: string | null }): Verdict {
  if (filed.includes(side)) return refused('check.already-filed');
  if (state !== 'submitted') return refused('application.wrong-state');
  return check?.verdict === 'fail' && check.reason === null ? refused('check.reason-missing', '/reason') : OK;
}

/** What a team sees of the state until the announcement: nothing of the review. */
export function stateForTeam(state: ApplicationState): ApplicationState {
  return state === 'under-review' || state === 'recommended' || state === 'not-recommended' ? 'eligible' : state;
}

/** Whether members may still be removed: in a draft, and later as long as the application counts. */
export function canChangeTeam(state: ApplicationState): Verdict {
  return state === 'draft' || countsAsSubmitted(state) ? OK : refused('application.not-editable');
}
