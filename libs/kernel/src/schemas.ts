import { z } from 'zod';
import { ANY_SIDES, SIDES } from './sides.js';
import { LANGUAGES } from './languages.js';

/** Text without NUL and lone surrogates: neither can be stored or shown. */
const clean = (s: string) => !s.includes('\u0000') && s.isWellFormed();

/** One line or more of text a person typed, trimmed; 0 to `max` characters. */
export const text = (max: number) => z.string().trim().max(max).refine(clean, { params: { code: 'field.unstorable' } });
/** The same, and not empty. */
export const filled = (max: number) => z.string().trim().min(1).max(max).refine(clean, { params: { code: 'field.unstorable' } });

export const Id = z.uuid();
export const IdParams = z.strictObject({ id: Id });
export const SideSchema = z.enum(SIDES);
export const AnySideSchema = z.enum(ANY_SIDES);
export const LanguageSchema = z.enum(LANGUAGES);
export const Code = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/i);
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** An instant that can be stored: the years of one's own and the next century will do. */
export const Instant = z.iso.datetime({ offset: true }).refine((s) => { const year = new Date(s).getUTCFullYear(); return year >= 1900 && year < 2200; }, { params: { code: 'field.invalid' } });
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Money as text; the number of decimals is a budget rule, hence not decided here. */
export const MoneySchema = z.strictObject({ amount: z.string().max(20).regex(/^-?\d{1,13}(\.\d{1,6})?$/), currency: z.literal('CNY') }).meta({ id: 'Money' });
export const TextsSchema = z.strictObject({
  en: filled(5000), ru: text(5000).optional(), ky: text(5000).optional(), 'zh-CN': text(5000).optional(),
}).meta({ id: 'Texts' });
/** Whether an act is open to the viewer now, and the first code that refuses it. */
export const Can = z.object({ ok: z.boolean(), code: z.string().optional() }).meta({ id: 'Can' });

/** What every list understands; a slice adds its filters. */
export const pageQuery = {
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
  q: text(200).optional(),
};
export const pageOf = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().optional() });
