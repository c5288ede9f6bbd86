import { parseFen, type Problem, type Side } from '#libs/kernel';
import { typedAmount } from '../../../format/numbers.js';
import { instantOf } from '../capital-time.js';
import { AMOUNTS, FIGURES, isEmpty, meantScores, multi, numberOf, type CallFields, type Entry, type Multi } from './call-fields.js';

/** What can be wrong with a field before it is sent; each is a text of the catalogue. */
export type Wrong = 'callCode' | 'code' | 'english' | 'instant' | 'amount' | 'whole' | 'number' | 'percent' | 'empty' | 'weights';
/** Faults by place: the pointer of the contract with dots (`themes.0.names.en`). */
export type Faults = ReadonlyMap<string, string>;

const CALL_CODE = /^[A-Z0-9][A-Z0-9-]{1,19}$/;
const ENTRY_CODE = /^[a-z0-9][a-z0-9._-]{0,59}$/i;
const OPTIONAL: readonly string[] = ['maxApplicationsPerLead', 'maxApplicationsPerPerson'];
const isWhole = (text: string) => /^\d{1,5}$/.test(text.trim());
const isShare = (text: string) => numberOf(text) >= 0 && numberOf(text) <= 100;

/** The sum of the criteria's weights in percent; not a number while one of them is none. */
export function weightSum(f: CallFields): number {
  return Number(f.criteria.reduce((sum, k) => sum + numberOf(k.weight), 0).toFixed(6));
}

function entryFaults(list: string, entries: readonly Entry[], textsOf: (e: never) => Multi, part: string): [string, Wrong][] {
  return entries.flatMap((e, n): [string, Wrong][] => [
    ...(ENTRY_CODE.test(e.code) ? [] : [[`${list}.${n}.code`, 'code'] as [string, Wrong]]),
    ...(textsOf(e as never).en.trim() === '' ? [[`${list}.${n}.${part}.en`, 'english'] as [string, Wrong]] : []),
  ]);
}

/** Everything that cannot be sent as it is typed, by place, in the order of the page. */
export function wrongFields(f: CallFields, side: Side, amends: boolean): Map<string, Wrong> {
  const found: [string, Wrong][] = [];
  const check = (place: string, ok: boolean, wrong: Wrong) => { if (!ok) found.push([place, wrong]); };
  if (amends) check('note.en', f.note.en.trim() !== '', 'english');
  check('code', CALL_CODE.test(f.code), 'callCode');
  for (const text of ['title', 'summary'] as const) check(`${text}.en`, f[text].en.trim() !== '', 'english');
  for (const field of ['opensAt', 'closesAt'] as const) check(field, instantOf(f[field], side) !== undefined, 'instant');
  for (const field of AMOUNTS) check(field, (field === 'floor' && f.amounts.floor.trim() === '') || parseFen(typedAmount(f.amounts[field]) ?? '') !== undefined, 'amount');
  for (const field of FIGURES) check(field, isWhole(f.figures[field]) || (OPTIONAL.includes(field) && f.figures[field].trim() === ''), 'whole');
  for (const list of ['themes', 'criteria', 'categories'] as const) check(list, f[list].length > 0, 'empty');
  found.push(...entryFaults('themes', f.themes, (e: CallFields['themes'][number]) => e.names, 'names'));
  found.push(...entryFaults('questions', f.questions, (e: CallFields['questions'][number]) => e.texts, 'texts'));
  f.questions.forEach((q, n) => check(`questions.${n}.maxWords`, isWhole(q.maxWords), 'whole'));
  found.push(...entryFaults('criteria', f.criteria, (e: CallFields['criteria'][number]) => e.names, 'names'));
  f.criteria.forEach((k, n) => {
    check(`criteria.${n}.weight`, isShare(k.weight), 'percent');
    for (const figure of ['min', 'max', 'step', 'threshold'] as const) check(`criteria.${n}.${figure}`, Number.isFinite(numberOf(k[figure])), 'number');
    meantScores(k).forEach((score, m) => check(`criteria.${n}.descriptors.${m}.texts.en`, (k.meanings[score] ?? multi()).en.trim() !== '', 'english'));
  });
  if (f.criteria.length > 0) check('criteria', weightSum(f) === 100, 'weights');
  found.push(...entryFaults('categories', f.categories, (e: CallFields['categories'][number]) => e.names, 'names'));
  check('overallThreshold', isShare(f.overallThreshold), 'percent');
  return new Map(found);
}

/** The place of a pointer in the form; parts that have no field of their own belong to the field around them. */
export function placeOf(pointer: string): string {
  return pointer.replace(/^#?\//, '').replace(/^content\//, '').split('/').join('.').replace(/\.(amount|currency)$/, '').replace(/^(requiredDocuments|declarations)\.\d+$/, '$1')
    .replace(/(\.descriptors\.\d+)\.score$/, '$1.texts.en').replace(/^(title|summary|note)$/, '$1.en');
}

/** The server's refusal by place, each in its own words. */
export function refusedFields(problem: Problem | null): Map<string, string> {
  return new Map((problem?.body.errors ?? []).filter((e) => !/^#?\/?$/.test(e.pointer)).map((e) => [placeOf(e.pointer), e.detail]));
}

/** Whether somebody has typed or chosen anything. */
export function differs(a: CallFields, b: CallFields): boolean {
  return JSON.stringify(a) !== JSON.stringify(b) || !isEmpty(a.note);
}
