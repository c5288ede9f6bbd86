import { LANGUAGES } from '../languages.js';
import { isCode, problemText, STATUS, type ProblemCode } from './codes.js';
import { en } from './en.js';
import { ky } from './ky.js';
import { ru } from './ru.js';
import { zh } from './zh-CN.js';

const CODES = Object.keys(STATUS) as ProblemCode[];
const CATALOGUES = { en, ru, ky, 'zh-CN': zh };
const placesOf = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))].sort();
const offenders = (bad: (code: ProblemCode) => boolean) => CODES.filter(bad);

describe.each(LANGUAGES)('the refusals in %s', (language) => {
  const texts = CATALOGUES[language];

  it('have a text for each code and for nothing else', () => {
    expect(Object.keys(texts).sort()).toEqual([...CODES].sort());
  });

  it('have the places of the English text, and no other brace', () => {
    expect(offenders((c) => String(placesOf(texts[c])) !== String(placesOf(en[c])))).toEqual([]);
    expect(offenders((c) => /[{}]/.test(texts[c].replace(/\{\w+\}/g, '')))).toEqual([]);
  });

  it('are whole sentences without exclamation marks', () => {
    expect(offenders((c) => /[!！]/.test(texts[c]) || !/[.。]$/.test(texts[c]) || texts[c].trim() !== texts[c])).toEqual([]);
  });

  it('never say one thing for two codes', () => {
    expect(new Set(Object.values(texts)).size).toBe(CODES.length);
  });
});

describe('each language', () => {
  it('is written in its own script and quotation marks', () => {
    expect(offenders((c) => !/\p{Script=Cyrillic}/u.test(ru[c]) || !/\p{Script=Cyrillic}/u.test(ky[c]) || /[“”"]/.test(ru[c] + ky[c]))).toEqual([]);
    expect(offenders((c) => !/\p{Script=Han}/u.test(zh[c]) || /[,;?"«»]\s|[.:]$/.test(zh[c]))).toEqual([]);
    expect(offenders((c) => /\p{Script=Han}|\p{Script=Cyrillic}/u.test(en[c]))).toEqual([]);
  });

  it('is Kyrgyz where it says so, not Russian', () => {
    expect(offenders((c) => ky[c] === ru[c])).toEqual([]);
  });
});

describe('problemText', () => {
  const values = { side: 'CN' };

  it('fills the places in the wanted language', () => {
    expect(problemText('team.lead-duplicate', 'en', values)).toContain('side CN');
    expect(problemText('team.lead-duplicate', 'ru', values)).toContain('стороны CN');
    expect(problemText('team.lead-duplicate', 'ky', values)).toContain('CN тараптын');
    expect(problemText('team.lead-duplicate', 'zh-CN', values)).toContain('CN 方');
  });

  it('names what codes stand for, and leaves unknown codes as they are', () => {
    expect(problemText('document.missing', 'ru', { document: 'cooperation-agreement' })).toContain('«Соглашение о сотрудничестве»');
    expect(problemText('declaration.missing', 'ky', { declaration: 'integrity' })).toContain('«Изилдөөнүн ак ниеттүүлүгү»');
    expect(problemText('document.missing', 'zh-CN', { document: 'soil-permit' })).toContain('“soil-permit”');
    expect(problemText('document.missing', 'en', { document: 'constructor' })).toContain('“constructor”');
    expect(problemText('budget.line-invalid', 'ru', { field: 'amount', value: '-5' })).toContain('сумма -5');
    expect(problemText('field.format', 'ky', { format: 'email' })).toContain('электрондук почта дареги');
    expect(problemText('field.wrong-type', 'zh-CN', { expected: 'number' })).toContain('数字');
  });

  it('takes a text of a call in the wanted language, in English where it is missing', () => {
    const question = { en: 'Risks', ru: 'Риски' };
    expect(problemText('narrative.missing', 'ru', { question })).toContain('«Риски»');
    expect(problemText('narrative.missing', 'ky', { question })).toContain('«Risks»');
  });

  it('writes amounts and instants as the language does', () => {
    expect(problemText('budget.over-cap', 'en', { total: '1600000.50', cap: '1500000.00' })).toContain('1,600,000.50 CNY');
    expect(problemText('budget.over-cap', 'ru', { total: '1600000.50', cap: '1500000.00' })).toContain('1\u00a0600\u00a0000,50\u00a0CNY');
    expect(problemText('window.closed', 'en', { closes: '2026-09-15T06:00:00.000Z' })).toContain('15 September 2026 at 06:00 (UTC)');
    expect(problemText('window.closed', 'zh-CN', { closes: '2026-09-15T06:00:00.000Z' })).toContain('2026年9月15日 06:00（UTC）');
  });

  it('leaves no place open even without values', () => {
    for (const language of LANGUAGES) expect(offenders((c) => problemText(c, language).includes('{'))).toEqual([]);
  });

  it('knows its codes, and not what every object inherits', () => {
    expect(CODES.every(isCode)).toBe(true);
    expect(['constructor', 'toString', '__proto__', '', 'team'].some(isCode)).toBe(false);
  });

  it('gives each code a status of refusal', () => {
    expect(offenders((c) => STATUS[c] < 400 || STATUS[c] > 503)).toEqual([]);
  });
});
