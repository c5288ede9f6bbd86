import { LANGUAGES, type Texts } from '#libs/kernel';
import { z } from 'zod';

const absent = (value: unknown) => value === undefined || value === null || value === '';

/** A number, also as text; null where it is absent. */
export const Numeric = z.union([z.number(), z.string().trim().regex(/^[+-]?\d+(\.\d+)?$/, 'is not a number').transform(Number)], { error: 'is not a number' });

/** A field that the folder may leave out: absent, null or an empty text. */
export function maybe<S extends z.ZodType>(schema: S) {
  return z.unknown().transform((value, context): z.output<S> | null => {
    if (absent(value)) return null;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) context.addIssue({ code: 'custom', message: issue.message, path: issue.path });
    return null;
  }).prefault(null);
}

export const Text = z.union([z.string(), z.number().transform(String)], { error: 'is not a text' }).pipe(z.string().trim());
export const Filled = Text.pipe(z.string().min(1, 'is empty'));

/**
 * An amount in CNY, text or number, as decimal text. Decimals beyond the sixth are cut: how many are allowed is for the
 * rules of the call to say, and these say it at the third.
 */
export const Amount = z.union([z.string(), z.number()], { error: 'is not an amount in CNY' }).transform((value, context) => {
  const parts = /^(-?\d{1,13})(\.\d+)?$/.exec(String(value).trim());
  if (parts) return `${parts[1]}${(parts[2] ?? '').slice(0, 7)}`;
  context.addIssue({ code: 'custom', message: 'is not an amount in CNY' });
  return z.NEVER;
});

/** An instant with its zone, as ISO text in UTC. */
export const InstantText = z.string({ error: 'is not an instant' }).trim().transform((value, context) => {
  const at = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(value) ? new Date(value) : undefined;
  if (at && !Number.isNaN(at.getTime())) return at.toISOString();
  context.addIssue({ code: 'custom', message: 'is not an ISO instant with its zone, such as 2026-10-30T10:00:00Z' });
  return z.NEVER;
});

const ALIASES: Readonly<Record<string, string>> = { zh: 'zh-CN', 'zh-cn': 'zh-CN', zh_CN: 'zh-CN', 'zh-Hans': 'zh-CN' };

/** Texts by language from one text or an object by language; English where none is given is the first text, or the fallback. */
export function textsOf(value: unknown, fallback: string): Texts {
  if (typeof value === 'string' && value.trim() !== '') return { en: value.trim() };
  if (typeof value !== 'object' || value === null) return { en: fallback };
  const given = Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' && text.trim() !== '' ? [[ALIASES[key] ?? key, text.trim()] as const] : []));
  const known = given.filter(([language]) => LANGUAGES.some((one) => one === language));
  return { en: given[0]?.[1] ?? fallback, ...Object.fromEntries(known) };
}

/** “modern-agriculture” or {code: "modern-agriculture", names?: …}. */
export const Coded = z.union([
  Filled.transform((code) => ({ code, texts: { en: code } as Texts })),
  z.looseObject({ code: Filled }).transform((one) => ({ code: one.code, texts: textsOf(one['names'] ?? one['texts'] ?? one['title'] ?? one['name'] ?? one['text'], one.code) })),
], { error: 'is neither a code nor an object with a code' });

/** Where in the file a value lies, and what is wrong with it, as one sentence. */
export function sentenceOf(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join('.');
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

/** Validates with words that fit a missing field too; answers the first fault instead of throwing it. */
export function readShape<S extends z.ZodType>(schema: S, value: unknown): { data: z.output<S> } | { issue: z.core.$ZodIssue } {
  const result = schema.safeParse(value, { error: (issue) => (issue.input === undefined ? 'is missing' : undefined) });
  if (result.success) return { data: result.data };
  const [issue] = result.error.issues;
  if (!issue) throw new Error('refused without an issue');
  return { issue };
}
