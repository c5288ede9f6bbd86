import { fill, textIn, type Language } from '../languages.js';
import type { Value } from '../verdict.js';
import { en } from './en.js';
import { ky } from './ky.js';
import { NAMES } from './names.js';
import { ru } from './ru.js';
import { zh } from './zh-CN.js';

/** HTTP status of each code: the one table by which the API turns a refusal into an answer. */
export const STATUS = {
  'request.invalid': 422, 'body.malformed': 400, 'body.too-large': 413, 'body.media-type': 415, 'body.unknown-field': 422, 'query.unknown-field': 422,
  'field.required': 422, 'field.wrong-type': 422, 'field.too-small': 422, 'field.too-big': 422, 'field.not-allowed': 422, 'field.format': 422,
  'field.invalid': 422, 'field.unstorable': 422,
  'session.required': 401, 'session.wrong-credentials': 401, 'request.cross-site': 403, 'not-found': 404, 'method.not-allowed': 405,
  'precondition.required': 428, 'precondition.stale': 412, 'idempotency.key-reused': 422, 'idempotency.in-progress': 409,
  'request.too-many': 429, 'server.failed': 500, 'server.busy': 503, 'server.answer-lost': 503,
  'email.taken': 409, 'orcid.taken': 409, 'activation.invalid': 422, 'password.too-short': 422, 'password.too-common': 422, 'role.own': 409, 'account.own': 409, 'activation.by-letter-only': 409,
  'institution.unknown': 422, 'institution.ror-taken': 409, 'person.unknown': 422, 'person.side-mismatch': 422, 'row.invalid': 422,
  'call.not-draft': 409, 'call.not-editable': 409, 'call.over-programme-cap': 422, 'call.window-invalid': 422, 'call.weights-invalid': 422, 'call.code-taken': 409,
  'call.code-repeated': 422, 'call.tie-criterion-unknown': 422, 'call.not-amendable': 409, 'amendment.fixed': 422, 'amendment.takes-away': 422, 'amendment.after-submission': 409, 'amendment.nothing-changed': 422,
  'amendment.not-open': 409,
  'call.wrong-state': 409, 'approval.already-given': 409, 'approval.nothing-to-approve': 409, 'theme.unknown': 422,
  'team.side-missing': 422, 'team.lead-missing': 422, 'team.lead-duplicate': 409, 'team.member-duplicate': 409, 'team.invitation-invalid': 409,
  'team.lead-locked': 409,
  'budget.over-cap': 422, 'budget.under-floor': 422, 'budget.line-invalid': 422, 'signoff.missing': 422, 'signoff.stale': 409, 'signoff.already-given': 409,
  'window.not-open': 409, 'window.closed': 409, 'duration.too-long': 422, 'declaration.missing': 422, 'document.missing': 422,
  'document.type-refused': 415, 'document.too-large': 413, 'document.empty': 422, 'document.unknown-code': 422, 'document.too-many': 409,
  'narrative.missing': 422, 'narrative.too-long': 422, 'narrative.unknown-question': 422, 'title.missing': 422,
  'lead.too-many-applications': 409, 'person.too-many-applications': 409,
  'application.not-editable': 409, 'application.already-submitted': 409, 'application.wrong-state': 409, 'application.withdrawn': 409, 'application.already-announced': 409,
  'withdrawal.already-given': 409, 'withdrawal.not-given': 409, 'withdrawal.not-yours': 409, 'withdrawal.own': 409,
  'check.already-filed': 409, 'check.reason-missing': 422,
  'conflict.blocks': 409, 'conflict.undeclared': 409, 'conflict.already-known': 409, 'conflict.already-decided': 409, 'conflict.not-dismissible': 409, 'assignment.load-exceeded': 409, 'assignment.infeasible': 409,
  'assignment.duplicate': 409, 'assignment.not-published': 409, 'assignment.not-accepted': 409, 'assignment.already-answered': 409,
  'assignment.already-published': 409, 'assignment.nothing-proposed': 409, 'assignment.not-ready': 409, 'assignment.places-locked': 409, 'assignment.pair-banned': 409, 'reviewer.unknown': 422,
  'job.running': 409, 'job.not-cancellable': 409,
  'score.off-scale': 422, 'score.off-step': 422, 'score.unknown-criterion': 422, 'review.incomplete': 422, 'review.already-submitted': 409,
  'review.window-closed': 409, 'ranking.not-ready': 409, 'lot.not-needed': 409, 'lot.already-committed': 409, 'lot.not-committed': 409, 'lot.does-not-open': 422, 'lot.already-revealed': 409,
  'lot.drawn': 409, 'lot.too-late': 409, 'portfolio.over-places': 422,
  'decision.over-budget': 409, 'decision.over-places': 409, 'decision.over-requested': 422, 'decision.amount-missing': 422, 'vote.already-cast': 409,
  'vote.not-open': 409, 'announcement.not-decided': 409, 'announcement.already-scheduled': 409, 'announcement.in-past': 422, 'award.over-requested': 422,
  'letter.not-resendable': 409,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof STATUS;

export function isCode(value: string): value is ProblemCode {
  return Object.hasOwn(STATUS, value);
}

const TEXTS: Record<Language, Record<ProblemCode, string>> = { en, ru, ky, 'zh-CN': zh };

/** English dates are written day first here, the month in words. */
const LOCALES: Record<Language, string> = { en: 'en-GB', ru: 'ru', ky: 'ky', 'zh-CN': 'zh-CN' };
const AMOUNT = /^\d{1,15}\.\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** A value as a person reads it: texts and known codes in their language, amounts and instants (UTC) in its form, everything else as it is. */
function readable(place: string, value: unknown, language: Language): unknown {
  if (typeof value === 'object' && value !== null && 'en' in value) return textIn(value as Exclude<Value, string | number>, language);
  if (typeof value !== 'string') return value;
  const names = NAMES[place];
  if (names && Object.hasOwn(names, value)) return names[value]?.[language];
  if (AMOUNT.test(value)) return new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: 2 }).format(Number(value));
  return INSTANT.test(value) ? new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(value)) : value;
}

/** What a refusal says to a person: what is wrong and what to do. */
export function problemText(code: ProblemCode, language: Language, values: Record<string, unknown> = {}): string {
  return fill(TEXTS[language][code], Object.fromEntries(Object.entries(values).map(([place, value]) => [place, readable(place, value, language)])));
}
