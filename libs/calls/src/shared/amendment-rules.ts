import { broken, OK, parseFen, refused, SIDES, verdict, type Broken, type Money, type Verdict } from '#libs/kernel';
import type { Content } from './contract.js';
import type { CallState } from './states.js';

/** One difference between two texts of a call: a field, or an entry of one of its lists by its code. */
export interface Change { field: keyof Content; code: string | null; kind: 'changed' | 'added' | 'removed' }

/** In the order in which a call tells them. */
const FIELDS: readonly (keyof Content)[] = [
  'code', 'title', 'summary', 'opensAt', 'closesAt', 'cap', 'floor', 'places', 'budget', 'maxMonths', 'themes', 'questions', 'criteria', 'categories', 'reviewersPerSide', 'internationalReviewers',
  'minReviews', 'minReviewsPerSide', 'overallThreshold', 'maxApplicationsPerLead', 'maxApplicationsPerPerson', 'requiredDocuments', 'declarations', 'tieBreak',
];
const LISTS = ['themes', 'questions', 'criteria', 'categories'] as const;
type Entry = Content[(typeof LISTS)[number]][number];
/** A category's code is its side's own. */
const keyOf = (e: Entry): string => ('side' in e ? `${e.side} ${e.code}` : e.code);

/** Compared by value: the order of an object's keys and keys without a value say nothing. */
function print(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => (v !== null && typeof v === 'object' && !Array.isArray(v)
    ? Object.fromEntries(Object.entries(v).filter(([, x]) => x !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))) : v));
}

/** What differs between two texts of a call, in the order of its fields; a list whose entries only changed their order is one change. */
export function changesOf(before: Content, after: Content): Change[] {
  return FIELDS.flatMap((field): Change[] => {
    const list = LISTS.find((l) => l === field);
    if (!list) return print(before[field]) === print(after[field]) ? [] : [{ field, code: null, kind: 'changed' }];
    const [old, now] = [before[list] as Entry[], after[list] as Entry[]];
    const found = [
      ...now.flatMap((e): Change[] => {
        const was = old.find((o) => keyOf(o) === keyOf(e));
        if (!was) return [{ field, code: keyOf(e), kind: 'added' }];
        return print(was) === print(e) ? [] : [{ field, code: keyOf(e), kind: 'changed' }];
      }),
      ...old.filter((o) => !now.some((e) => keyOf(e) === keyOf(o))).map((o): Change => ({ field, code: keyOf(o), kind: 'removed' })),
    ];
    return found.length > 0 || print(old.map(keyOf)) === print(now.map(keyOf)) ? found : [{ field, code: null, kind: 'changed' }];
  });
}

/** What an amendment is judged by: the call's state, the instant, and how many applications have been submitted and stand. */
export interface AmendmentFacts { state: CallState; now: Date; submitted: number }

const fen = (money: Money | null) => (money ? parseFen(money.amount) ?? 0 : 0);
const none = (limit: number | null) => limit ?? Number.POSITIVE_INFINITY;

/** Figures that may only grow, by pointer: what applicants may ask, and by how many and whom they are read. */
function grown(before: Content, after: Content): Broken[] {
  const pairs: [string, number, number][] = [
    ['/cap', fen(before.cap), fen(after.cap)], ['/places', before.places, after.places], ['/budget', fen(before.budget), fen(after.budget)],
    ['/maxMonths', before.maxMonths, after.maxMonths], ['/floor', -fen(before.floor), -fen(after.floor)], ['/closesAt', Date.parse(before.closesAt), Date.parse(after.closesAt)],
    ...SIDES.map((s): [string, number, number] => [`/reviewersPerSide/${s}`, before.reviewersPerSide[s], after.reviewersPerSide[s]]),
    ['/internationalReviewers', before.internationalReviewers, after.internationalReviewers],
    ['/maxApplicationsPerLead', none(before.maxApplicationsPerLead), none(after.maxApplicationsPerLead)],
    ['/maxApplicationsPerPerson', none(before.maxApplicationsPerPerson), none(after.maxApplicationsPerPerson)],
    ...after.questions.flatMap((q, n): [string, number, number][] => before.questions.filter((o) => o.code === q.code).map((o) => [`/questions/${n}/maxWords`, o.maxWords, q.maxWords])),
  ];
  return pairs.filter(([, was, is]) => is < was).map(([pointer]) => broken('amendment.takes-away', pointer));
}

/** Entries that drafts may have used already do not vanish. */
function kept(before: Content, after: Content): Broken[] {
  return (['themes', 'questions', 'categories'] as const)
    .filter((list) => (before[list] as Entry[]).some((o) => !(after[list] as Entry[]).some((e) => keyOf(e) === keyOf(o)))).map((list) => broken('amendment.takes-away', `/${list}`));
}

/** How applications are judged and what they must hold: as those found it who have submitted. */
function sameForAll(before: Content, after: Content): Broken[] {
  const scales = (c: Content) => c.criteria.map(({ code, weight, min, max, step, threshold }) => ({ code, weight, min, max, step, threshold }));
  const judging = (['minReviews', 'minReviewsPerSide', 'overallThreshold', 'tieBreak'] as const).filter((f) => print(before[f]) !== print(after[f])).map((f) => `/${f}`);
  const asked = (['requiredDocuments', 'declarations'] as const).filter((f) => after[f].some((code) => !before[f].includes(code))).map((f) => `/${f}`);
  const questions = after.questions.flatMap((q, n) => (q.required && !before.questions.find((o) => o.code === q.code)?.required ? [`/questions/${n}/required`] : []));
  const criteria = print(scales(before)) === print(scales(after)) ? [] : ['/criteria'];
  return [...judging, ...asked, ...questions, ...criteria].map((pointer) => broken('amendment.after-submission', pointer));
}

/**
 * Whether a published call may be amended so, until it closes. Its code never changes, nor its opening once it is open; nothing is taken from applicants (deadline, money,
 * places, months, limits, words, themes, questions, categories); and once one application is submitted, what is asked and how it is judged stays. Pointers lie in the content.
 */
export function canAmend(before: Content, after: Content, f: AmendmentFacts): Verdict {
  if (f.state !== 'published' && f.state !== 'open') return refused('call.not-amendable');
  const opening = Date.parse(after.opensAt) !== Date.parse(before.opensAt) && (f.state === 'open' || Date.parse(after.opensAt) < f.now.getTime());
  return verdict([
    ...(before.code === after.code ? [] : [broken('amendment.fixed', '/code')]),
    ...(opening ? [broken('amendment.fixed', '/opensAt')] : []),
    ...grown(before, after), ...kept(before, after), ...(f.submitted > 0 ? sameForAll(before, after) : []),
  ]);
}

/** A proposal changes something. */
export function mustChange(before: Content, after: Content): Verdict {
  return changesOf(before, after).length > 0 ? OK : refused('amendment.nothing-changed');
}

/** Pointers of findings below another place of the request. */
export function below(place: string, v: Verdict): Verdict {
  return v.ok || place === '' ? v : verdict(v.broken.map((b) => ({ ...b, pointer: place + b.pointer })));
}
