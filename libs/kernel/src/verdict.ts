import type { Texts } from './languages.js';

/** What stands in a place of a refusal's text: a figure, a code, or a text of a call in its languages. */
export type Value = string | number | Texts;
/** One broken rule: its code, where it lies (RFC 6901 pointer, may be empty) and figures for the text. */
export interface Broken { code: string; pointer: string; values?: Record<string, Value> }

/** A rule's decision: nothing broken, or everything that is, in the order of `CODE_ORDER`. */
export type Verdict = { ok: true } | { ok: false; broken: readonly [Broken, ...Broken[]] };

export const OK: Verdict = { ok: true };

export function broken(code: string, pointer = '', values?: Record<string, Value>): Broken {
  return values ? { code, pointer, values } : { code, pointer };
}

export function refused(code: string, pointer = '', values?: Record<string, Value>): Verdict {
  return { ok: false, broken: [broken(code, pointer, values)] };
}

/** Groups of rules in the order in which a refusal names its first code. */
const CODE_ORDER = ['window', 'team', 'signoff', 'budget', 'duration', 'document', 'narrative', 'declaration', 'lead', 'person'];

function placeOf(code: string): number {
  const at = CODE_ORDER.indexOf(code.split('.')[0] ?? '');
  return at < 0 ? CODE_ORDER.length : at;
}

/** Joins findings into one verdict, ordered: window, team, sign-off, budget, duration, documents, narrative, declarations, limits. */
export function verdict(found: readonly Broken[]): Verdict {
  const [first, ...rest] = [...found].sort((a, b) => placeOf(a.code) - placeOf(b.code));
  return first ? { ok: false, broken: [first, ...rest] } : OK;
}

/** What a screen needs to know about an act: allowed, or the first code that refuses it. */
export function canOf(v: Verdict): { ok: boolean; code?: string } {
  return v.ok ? { ok: true } : { ok: false, code: v.broken[0].code };
}
