import { NO_TIE_BREAK, type Content } from '#libs/calls/shared/contract';
import { CRITERIA } from '#libs/calls/shared/default-criteria';
import { CATEGORIES, DECLARATIONS, QUESTIONS, REQUIRED_DOCUMENTS, RULES } from '#libs/calls/shared/defaults';
import { formatFen, LANGUAGES, parseFen, type Language, type Money, type Side, type Texts } from '#libs/kernel';
import { typedAmount } from '../../../format/numbers.js';
import { instantOf, localOf } from '../capital-time.js';

/** A text in the four languages as it is typed; an empty one is none. */
export type Multi = Record<Language, string>;
/** An entry of a list; `key` holds it apart from the others while its code is typed. */
export interface Entry { key: string; code: string }
export interface ThemeFields extends Entry { names: Multi }
export interface QuestionFields extends Entry { texts: Multi; required: boolean; maxWords: string }
/** `weight` in percent; `meanings` by whole score. */
export interface CriterionFields extends Entry { names: Multi; weight: string; min: string; max: string; step: string; threshold: string; meanings: Record<string, Multi> }
export interface CategoryFields extends Entry { side: Side; names: Multi }

export const AMOUNTS = ['cap', 'floor', 'budget'] as const;
/** Whole numbers by the place where the contract has them; the last two may be left empty. */
export const FIGURES = [
  'places', 'maxMonths', 'reviewersPerSide.KG', 'reviewersPerSide.CN', 'internationalReviewers', 'minReviews', 'minReviewsPerSide', 'maxApplicationsPerLead', 'maxApplicationsPerPerson',
] as const;
export type Figure = (typeof FIGURES)[number];

/** A call as its builder edits it: everything that is typed is text. */
export interface CallFields {
  code: string; title: Multi; summary: Multi; opensAt: string; closesAt: string; amounts: Record<(typeof AMOUNTS)[number], string>; figures: Record<Figure, string>; overallThreshold: string;
  themes: ThemeFields[]; questions: QuestionFields[]; criteria: CriterionFields[]; categories: CategoryFields[]; requiredDocuments: string[]; declarations: string[];
  /** Keys of the criteria that break ties, in order, so that a code may be changed. */
  tieBreak: { criteria: string[]; last: 'number' | 'lot' };
  /** What an amendment says of itself; not part of the call. */
  note: Multi;
}

let keys = 0;
export const newKey = (): string => `entry-${Date.now().toString(36)}-${++keys}`;
export const multi = (texts: Partial<Record<Language, string | undefined>> = {}): Multi => Object.fromEntries(LANGUAGES.map((l) => [l, texts[l] ?? ''])) as Multi;
/** The texts that are typed; English stands even when it is empty, so that its absence is named. */
export const textsOf = (m: Multi): Texts => Object.fromEntries(LANGUAGES.filter((l) => l === 'en' || m[l].trim() !== '').map((l) => [l, m[l].trim()])) as unknown as Texts;
export const isEmpty = (m: Multi): boolean => LANGUAGES.every((l) => m[l].trim() === '');
export const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.')));
const percentOf = (share: number): string => String(Number((share * 100).toFixed(6)));
export const shareOf = (text: string): number => Number((numberOf(text) / 100).toFixed(8));

/** Whole scores of a scale, for their meanings; none where the scale is no scale or too long for words. */
export function wholeScores(k: Pick<CriterionFields, 'min' | 'max'>): number[] {
  const [from, to] = [Math.ceil(numberOf(k.min)), Math.floor(numberOf(k.max))];
  return to - from >= 0 && to - from <= 20 ? Array.from({ length: to - from + 1 }, (_, n) => from + n) : [];
}

/** Meanings that are typed, in the order in which they are sent. */
export function meantScores(k: CriterionFields): number[] {
  return wholeScores(k).filter((score) => !isEmpty(k.meanings[score] ?? multi()));
}

/** A content without what every call has of its own: code, title, dates. */
export function asBase(content: Content): Content {
  return { ...content, code: '', title: { en: '' }, opensAt: '', closesAt: '' };
}

/** What a call starts with that is made from nothing. */
export const FROM_SCRATCH: Content = {
  ...RULES, code: '', title: { en: '' }, summary: { en: '' }, opensAt: '', closesAt: '', themes: [], questions: QUESTIONS, criteria: CRITERIA, categories: CATEGORIES,
  requiredDocuments: REQUIRED_DOCUMENTS, declarations: DECLARATIONS,
};

/** The fields of a content; times on the clock of the officer's own capital. */
export function fieldsOf(c: Content, side: Side): CallFields {
  const local = (iso: string) => (iso === '' ? '' : localOf(iso, side));
  const limit = (n: number | null) => (n === null ? '' : String(n));
  return {
    code: c.code, title: multi(c.title), summary: multi(c.summary), opensAt: local(c.opensAt), closesAt: local(c.closesAt),
    amounts: { cap: c.cap.amount, floor: c.floor?.amount ?? '', budget: c.budget.amount }, overallThreshold: percentOf(c.overallThreshold),
    figures: {
      places: String(c.places), maxMonths: String(c.maxMonths), 'reviewersPerSide.KG': String(c.reviewersPerSide.KG), 'reviewersPerSide.CN': String(c.reviewersPerSide.CN),
      internationalReviewers: String(c.internationalReviewers), minReviews: String(c.minReviews), minReviewsPerSide: String(c.minReviewsPerSide),
      maxApplicationsPerLead: limit(c.maxApplicationsPerLead), maxApplicationsPerPerson: limit(c.maxApplicationsPerPerson),
    },
    themes: c.themes.map((x) => ({ key: x.code, code: x.code, names: multi(x.names) })),
    questions: c.questions.map((x) => ({ key: x.code, code: x.code, texts: multi(x.texts), required: x.required, maxWords: String(x.maxWords) })),
    criteria: c.criteria.map((k) => ({
      key: k.code, code: k.code, names: multi(k.names), weight: percentOf(k.weight), min: String(k.min), max: String(k.max), step: String(k.step), threshold: String(k.threshold),
      meanings: Object.fromEntries((k.descriptors ?? []).map((d) => [String(d.score), multi(d.texts)])),
    })),
    categories: c.categories.map((x) => ({ key: `${x.side} ${x.code}`, side: x.side, code: x.code, names: multi(x.names) })),
    requiredDocuments: c.requiredDocuments, declarations: c.declarations, tieBreak: c.tieBreak ?? NO_TIE_BREAK, note: multi(),
  };
}

/** The criteria that break ties, in order; one that was taken out breaks none. */
export function tieCriteria(f: CallFields): CriterionFields[] {
  return f.tieBreak.criteria.flatMap((key) => f.criteria.filter((k) => k.key === key));
}

/** The content that the fields say. Call it only when nothing is wrong with them. */
export function contentOf(f: CallFields, side: Side): Content {
  const money = (text: string): Money => ({ amount: formatFen(parseFen(typedAmount(text) ?? '') ?? 0), currency: 'CNY' });
  const figure = (name: Figure) => numberOf(f.figures[name]);
  const limit = (name: Figure) => (f.figures[name].trim() === '' ? null : figure(name));
  return {
    code: f.code, title: textsOf(f.title), summary: textsOf(f.summary), opensAt: instantOf(f.opensAt, side) ?? '', closesAt: instantOf(f.closesAt, side) ?? '',
    cap: money(f.amounts.cap), floor: f.amounts.floor.trim() === '' ? null : money(f.amounts.floor), places: figure('places'), budget: money(f.amounts.budget), maxMonths: figure('maxMonths'),
    themes: f.themes.map(({ code, names }) => ({ code, names: textsOf(names) })),
    questions: f.questions.map(({ code, texts, required, maxWords }) => ({ code, texts: textsOf(texts), required, maxWords: numberOf(maxWords) })),
    criteria: f.criteria.map((k) => {
      const descriptors = meantScores(k).map((score) => ({ score, texts: textsOf(k.meanings[score] ?? multi()) }));
      return {
        code: k.code, names: textsOf(k.names), weight: shareOf(k.weight), min: numberOf(k.min), max: numberOf(k.max), step: numberOf(k.step), threshold: numberOf(k.threshold),
        ...(descriptors.length > 0 && { descriptors }),
      };
    }),
    categories: f.categories.map(({ side: of, code, names }) => ({ side: of, code, names: textsOf(names) })),
    reviewersPerSide: { KG: figure('reviewersPerSide.KG'), CN: figure('reviewersPerSide.CN') }, internationalReviewers: figure('internationalReviewers'), minReviews: figure('minReviews'),
    minReviewsPerSide: figure('minReviewsPerSide'), overallThreshold: shareOf(f.overallThreshold), maxApplicationsPerLead: limit('maxApplicationsPerLead'),
    maxApplicationsPerPerson: limit('maxApplicationsPerPerson'), requiredDocuments: f.requiredDocuments, declarations: f.declarations,
    tieBreak: { criteria: tieCriteria(f).map((k) => k.code), last: f.tieBreak.last },
  };
}
