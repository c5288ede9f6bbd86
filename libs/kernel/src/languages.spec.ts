import fc from 'fast-check';
import { fill, languageOf, LANGUAGES, textIn } from './languages.js';

describe('languageOf', () => {
  it.each([
    [undefined, 'en'], ['', 'en'], ['*', 'en'], ['de, fr;q=0.9', 'en'], ['ky', 'ky'], ['ky-KG,ru;q=0.8', 'ky'], ['zh', 'zh-CN'], ['zh-Hans-CN', 'zh-CN'],
    ['ZH-cn', 'zh-CN'], ['ru;q=0.5, ky;q=0.9', 'ky'], ['ru;q=0, zh', 'zh-CN'], ['de, ru;q=0.1', 'ru'], ['ru;q=nonsense', 'en'],
  ])('takes %j for %s', (header, language) => expect(languageOf(header)).toBe(language));

  it('answers any header with one of the four', () => {
    fc.assert(fc.property(fc.string(), (header) => LANGUAGES.includes(languageOf(header))));
  });

  it('prefers the greater weight', () => {
    fc.assert(fc.property(fc.shuffledSubarray([...LANGUAGES], { minLength: 1 }), (wanted) => (
      languageOf(wanted.map((l, i) => `${l};q=${(9 - i) / 10}`).reverse().join(', ')) === wanted[0]
    )));
  });
});

describe('texts', () => {
  it('fall back to English', () => {
    expect(textIn({ en: 'Bridge', ky: 'Көпүрө' }, 'ky')).toBe('Көпүрө');
    expect(textIn({ en: 'Bridge' }, 'zh-CN')).toBe('Bridge');
  });

  it('are filled once: a value is put in as it is, whatever it holds', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => fill('{a}|{b}|{a}', { a, b }) === `${a}|${b}|${a}`));
    expect(fill('{a} {missing}.', { a: '{b} $& $1', b: 'no' })).toBe('{b} $& $1 .');
    expect(fill('{n}', { n: 0 })).toBe('0');
  });
});
