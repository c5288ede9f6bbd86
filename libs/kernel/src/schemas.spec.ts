import fc from 'fast-check';
import { z } from 'zod';
import { cny } from './money.js';
import { Code, Email, filled, Instant, MoneySchema, pageQuery, text, TextsSchema } from './schemas.js';

const takes = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

describe('schemas', () => {
  it('trim text, count it, and refuse what cannot be stored', () => {
    expect(text(3).parse(' 桥梁 ')).toBe('桥梁');
    expect(takes(text(3), 'abcd')).toBe(false);
    expect([takes(text(3), '  '), takes(filled(3), '  ')]).toEqual([true, false]);
    for (const bad of ['a\u0000', '\ud800', '\udc00x']) {
      expect(text(9).safeParse(bad).error?.issues[0]).toMatchObject({ code: 'custom', params: { code: 'field.unstorable' } });
    }
  });

  it('let no text through that the database would refuse', () => {
    const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units));
    fc.assert(fc.property(anyUnits, (s) => takes(text(20), s) === (s.isWellFormed() && !s.includes('\u0000'))));
  });

  it('take every amount of money this system writes', () => {
    fc.assert(fc.property(fc.integer({ min: -1e14, max: 1e14 }), (fen) => takes(MoneySchema, cny(fen))));
    expect(takes(MoneySchema, { amount: '1.00', currency: 'KGS' })).toBe(false);
    expect(takes(MoneySchema, { amount: '1.00', currency: 'CNY', rate: 1 })).toBe(false);
    expect(takes(MoneySchema, { amount: 1, currency: 'CNY' })).toBe(false);
  });

  it.each([
    [Email, ' Lead.KG@Demo.Kopuro.Test ', true], [Email, 'nobody', false],
    [Code, '2211', true], [Code, '../x', false], [Code, 'a'.repeat(61), false],
    [Instant, '2026-12-18T16:00:00+06:00', true], [Instant, '2026-12-18T16:00:00', false],
    [TextsSchema, { en: 'Bridge', ky: 'Көпүрө' }, true], [TextsSchema, { ky: 'Көпүрө' }, false], [TextsSchema, { en: 'Bridge', de: 'Brücke' }, false],
  ])('%#: judge the form of a value', (schema, value, good) => expect(takes(schema, value)).toBe(good));

  it('write e-mail addresses in small letters and give lists a length', () => {
    expect(Email.parse(' Lead.KG@Demo.Kopuro.Test ')).toBe('lead.kg@demo.kopuro.test');
    expect(z.object(pageQuery).parse({ limit: '20', q: ' пшеница ' })).toEqual({ limit: 20, q: 'пшеница' });
    expect([z.object(pageQuery).parse({}).limit, takes(z.object(pageQuery), { limit: '201' })]).toEqual([50, false]);
  });
});
