import { formatFen, LANGUAGES, parseFen, type Language, type Request, type Side } from '#libs/kernel';
import type { createCall } from '#libs/calls/shared/contract';
import { typedAmount } from '../../format/numbers.js';
import { instantOf, localOf } from './capital-time.js';

export type CallContent = Request<typeof createCall>['body'];
export const AMOUNTS = ['cap', 'floor', 'budget'] as const;
export const COUNTS = ['places', 'maxMonths'] as const;

/** A call's fields as texts, as its form edits them; everything else comes from the call it is made from. */
export interface CallFields {
  code: string;
  titles: Record<Language, string>;
  opensAt: string;
  closesAt: string;
  amounts: Record<(typeof AMOUNTS)[number], string>;
  counts: Record<(typeof COUNTS)[number], string>;
}

/** The fields of a call; a clone starts with a code of its own to be chosen and with empty dates. */
export function fieldsOfCall(content: CallContent, side: Side, clone: boolean): CallFields {
  const titles = Object.fromEntries(LANGUAGES.map((l) => [l, content.title[l] ?? ''])) as Record<Language, string>;
  return {
    code: clone ? '' : content.code, titles,
    opensAt: clone ? '' : localOf(content.opensAt, side), closesAt: clone ? '' : localOf(content.closesAt, side),
    amounts: {
      cap: content.cap.amount, floor: content.floor?.amount ?? '', budget: content.budget.amount,
    }, counts: { places: String(content.places), maxMonths: String(content.maxMonths) },
  };
}

/** Names of the fields that cannot be sent as they are. */
export function wrongFields(f: CallFields, side: Side): string[] {
  const wrong: string[] = [];
  if (!/^[A-Z0-9][A-Z0-9-]{1,19}$/.test(f.code)) wrong.push('code');
  if (f.titles.en.trim() === '') wrong.push('title.en');
  for (const field of ['opensAt', 'closesAt'] as const) if (!instantOf(f[field], side)) wrong.push(field);
  for (const field of AMOUNTS) if (!(field === 'floor' && f.amounts.floor.trim() === '')
    && parseFen(typedAmount(f.amounts[field]) ?? '') === undefined) wrong.push(field);
  for (const field of COUNTS) if (!/^[1-9]\d{0,4}$/.test(f.counts[field].trim())) wrong.push(field);
  return wrong;
}

/** The whole content: the base with the form's fields on top. Call it only when nothing is wrong. */
export function contentOf(base: CallContent, f: CallFields, side: Side): CallContent {
  const money = (text: string) => ({ amount: formatFen(parseFen(typedAmount(text) ?? '') ?? 0), currency: 'CNY' as const });
  const others = Object.fromEntries(LANGUAGES.filter((l) => l !== 'en' && f.titles[l].trim() !== '').map((l) => [l, f.titles[l].trim()]));
  return {
    ...base, code: f.code, title: { en: f.titles.en.trim(), ...others },
    opensAt: instantOf(f.opensAt, side) ?? base.opensAt, closesAt: instantOf(f.closesAt, side) ?? base.closesAt,
    cap: money(f.amounts.cap), floor: f.amounts.floor.trim() === '' ? null : money(f.amounts.floor), budget: money(f.amounts.budget),
    places: Number(f.counts.places), maxMonths: Number(f.counts.maxMonths),
  };
}
