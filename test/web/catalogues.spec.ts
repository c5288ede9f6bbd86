import { readFileSync } from 'node:fs';
import { resultLetter } from '#libs/awards/shared/result-letter';
import { LANGUAGES, problemText, type Language } from '#libs/kernel';
import { baseOf, CATALOGUES, fits, formOf, keyUses, placesOf } from '../support/catalogues.js';

/** Keys that code puts together from codes which calls define freely, with the reason why the source does not show them whole. */
const BY_CODE: Record<string, string> = {
  'application:documentNames.*': 'useCodeText: a call may ask for other documents',
  'application:declarations.*': 'useCodeText: a call may ask for other declarations',
  'application:cannot.*': 'useCodeText: reasons why an act is not open',
  'common:reasons.*': 'useCodeText: codes of refusals',
  'office:reasons.*': 'useReason: codes of refusals',
};
/** Names and signs that are the same in every script; one hint shows two names as an example. */
const LATIN = /欧阳雪|Мамбет уулу Нурбек|ORCID|PDF|Word|Excel|PNG|JPEG|(HMAC-)?SHA-256|https|localhost|libs\/optimizer\/verify-lot\.mjs|Node\.js|CSV|JSON|KP-2027|\bKG\b|\bCN\b|\bMB\b|Köpürö|360Giving|application:…|call:…/g;
/** Texts that Kyrgyz shares with Russian: loan words that both write alike, and figures. */
const SHARED = new Set(['Сеанс', 'Код', 'Аудитор', 'Администратор', 'Роль', 'Эл почта', 'система', 'Бюджет', 'Категория', 'Грант', 'грант', 'Файл', 'Версия', 'Аннотация', 'Конкурс', 'Критерий', 'Шкала', 'Көпүрө',
  'Меню', 'Бишкек', 'Пекин', 'тур', 'Резерв', 'резерв', 'Протокол №', 'Сумма', 'Редакция', 'Эксперт', 'KG', 'CN']);
const FORMS = { en: ['one', 'other'], ru: ['few', 'many', 'one', 'other'], ky: ['one', 'other'], 'zh-CN': ['other'] };

const english = CATALOGUES.en;
const bases = (keys: Iterable<string>) => [...new Set([...keys].map(baseOf))].sort();
const plain = (text: string) => text.replace(/\{\{[^}]*\}\}/g, '');

describe.each(LANGUAGES)('the texts in %s', (language) => {
  const texts = CATALOGUES[language];

  it('have every key and no other', () => {
    expect(bases(texts.keys())).toEqual(bases(english.keys()));
  });

  it('have the places of the English text', () => {
    const wrong = [...texts].filter(([key, text]) => {
      const model = english.get(key) ?? english.get(`${baseOf(key)}_other`) ?? '';
      return String(placesOf(text)) !== String(placesOf(model));
    });
    expect(wrong).toEqual([]);
  });

  it('are not empty, without spaces around, without exclamation marks', () => {
    expect([...texts].filter(([, text]) => text.trim() !== text || text === '' || /[!！]/.test(text))).toEqual([]);
  });

  it('have the plural forms of the language, or none', () => {
    const counted = bases([...texts.keys()].filter((k) => formOf(k)));
    const wrong = counted.filter((base) => [...texts.keys()].filter((k) => baseOf(k) === base).map((k) => formOf(k) ?? 'bare').sort().join() !== FORMS[language].join());
    expect(wrong).toEqual([]);
  });
});

it('Russian declines whatever English counts', () => {
  expect(bases([...english.keys()].filter((k) => formOf(k))).filter((base) => !CATALOGUES.ru.has(`${base}_few`))).toEqual([]);
});

it('Russian and Kyrgyz are written in Cyrillic, Chinese in Han', () => {
  for (const language of ['ru', 'ky'] as const) expect([...CATALOGUES[language]].filter(([, text]) => /\p{Script=Latin}|\p{Script=Han}/u.test(plain(text).replace(LATIN, '')))).toEqual([]);
  expect([...CATALOGUES['zh-CN']].filter(([, text]) => /\p{Script=Latin}|\p{Script=Cyrillic}/u.test(plain(text).replace(LATIN, '')))).toEqual([]);
  expect([...CATALOGUES['zh-CN']].filter(([, text]) => /\p{L}/u.test(plain(text).replace(LATIN, '')) && !/\p{Script=Han}/u.test(text))).toEqual([]);
  expect([...english].filter(([, text]) => /\p{Script=Cyrillic}|\p{Script=Han}/u.test(text)).map(([key]) => key)).toEqual(['account:registration.nativeNameHint']);
});

it('Kyrgyz is Kyrgyz and not Russian', () => {
  const words = (text: string) => plain(text).replace(/[:.,%()]/g, ' ').replace(/\s+/g, ' ').trim();
  const same = [...CATALOGUES.ky].filter(([key, text]) => text === CATALOGUES.ru.get(key) && words(text).split(/ (?=KG|CN)/).some((w) => w !== '' && !SHARED.has(w)));
  expect(same).toEqual([]);
});

/** Words beside those of docs/GLOSSARY.md: one thing has one name, on every page, in every letter and refusal. */
const OTHER_WORDS = { ky: /сына[кг]|мелдеш|тилкат|формалдуу|иреттелген|команда/i, ru: /претендент|рецензи|подач[аеиу] предложени/i, 'zh-CN': /招标|评委|撤销申请/ };

it.each(['ky', 'ru', 'zh-CN'] as const)('%s says every thing by the word of the glossary', (language) => {
  const files = [`libs/kernel/src/problems/${language}.ts`, `libs/notifications/src/templates/${language}.ts`];
  const texts = [...[...CATALOGUES[language]].map(([key, text]) => `${key} ${text}`), ...files.flatMap((f) => readFileSync(f, 'utf8').split('\n'))];
  const letters = (['award', 'reserve', 'refused'] as const).map((result) => resultLetter(language, { number: 'KC-2026-0001', result, amountText: '1' }).text);
  expect([...texts, ...letters].filter((text) => OTHER_WORDS[language].test(text))).toEqual([]);
});

it('documents have the name that refusals give them', () => {
  const shown = (l: Language) => [...CATALOGUES[l]].filter(([key]) => key.startsWith('application:documentNames.')).map(([key, text]) => [key.split('.')[1], text]);
  for (const language of LANGUAGES) {
    for (const [code, text] of shown(language)) expect(problemText('document.missing', language, { document: code })).toContain(text);
  }
});

describe('the code', () => {
  const uses = keyUses();

  it('asks for no key that is missing', () => {
    const keys = bases(english.keys());
    expect(uses.length).toBeGreaterThan(300);
    expect(uses.filter((use) => use.key.endsWith(':*') || !keys.some((key) => fits(key, use.key)))).toEqual([]);
  });

  it('asks for every key', () => {
    const patterns = [...new Set(uses.map((use) => use.key)), ...Object.keys(BY_CODE)];
    expect(bases(english.keys()).filter((key) => !patterns.some((p) => fits(key, p)))).toEqual([]);
  });

  it('has no listed reason without a key', () => {
    expect(Object.keys(BY_CODE).filter((p) => !bases(english.keys()).some((key) => fits(key, p)))).toEqual([]);
  });
});
