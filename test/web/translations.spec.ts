import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LANGUAGES, type Language } from '#libs/kernel';
import { CATALOGUES } from '../support/catalogues.js';

const FILES: Record<string, string> = { refusals: 'libs/kernel/src/problems', letters: 'libs/notifications/src/templates' };
const OTHERS: readonly Language[] = ['ky', 'zh-CN', 'ru'];
interface Checked { texts: string; language: string; fingerprint: string; who: string; when: string }

/** The texts of a row of the table, or of a group of a catalogue, as they stand now; empty when there are none. */
function textsOf(name: string, language: Language): string {
  const folder = FILES[name];
  if (folder) return readFileSync(`${folder}/${language}.ts`, 'utf8');
  const [area = '', group] = name.split(':');
  const start = group === undefined ? `${area}:` : `${area}:${group}.`;
  return [...CATALOGUES[language]].filter(([key]) => key.startsWith(start)).map(([key, text]) => `${key} ${text}\n`).join('');
}

function fingerprint(text: string): string { return createHash('sha256').update(text).digest('hex').slice(0, 8); }

/** What is wrong with lines that say that texts were checked. */
function faultsOf(lines: readonly Checked[]): string[] {
  return lines.flatMap((line) => {
    const language = LANGUAGES.find((l) => l === line.language);
    const text = language ? textsOf(line.texts, language) : '';
    if (text === '') return [`${line.texts} ${line.language}: there are no such texts`];
    if (!line.who || !/^\d{4}-\d\d-\d\d$/.test(line.when)) return [`${line.texts} ${line.language}: say who checked it and when`];
    return line.fingerprint === fingerprint(text) ? [] : [`${line.texts} ${line.language}: changed since it was checked; its fingerprint is ${fingerprint(text)} now`];
  });
}

/** What the table may say of a row, from the lines. */
function markOf(row: string, language: Language, lines: readonly Checked[]): string {
  const of = lines.filter((line) => line.language === language);
  if (of.some((line) => line.texts === row)) return 'checked';
  return of.some((line) => line.texts.startsWith(`${row}:`)) ? 'in part' : 'unchecked';
}

const tables = readFileSync('docs/translations.md', 'utf8').split('## What was checked');
const rowsOf = (table: string) => table.split('\n').filter((l) => l.startsWith('|')).slice(2).map((l) => l.split('|').slice(1, -1).map((cell) => cell.trim()));
const checked = rowsOf(tables[1] ?? '').map(([texts = '', language = '', print = '', who = '', when = '']): Checked => ({ texts, language, fingerprint: print, who, when }));

describe('the list of texts that a native speaker has still to check', () => {
  it('names every catalogue, the refusals and the letters', () => {
    const areas = [...new Set([...CATALOGUES.en.keys()].map((key) => key.split(':')[0]))].sort();
    expect(rowsOf(tables[0] ?? '').map(([texts]) => texts)).toEqual([...areas, ...Object.keys(FILES)]);
  });

  it('calls nothing checked that nobody checked, or that changed afterwards', () => {
    expect(faultsOf(checked)).toEqual([]);
    expect(rowsOf(tables[0] ?? '')).toEqual(rowsOf(tables[0] ?? '').map(([texts = '']) => [texts, ...OTHERS.map((l) => markOf(texts, l, checked))]));
  });

  it('finds what it looks for', () => {
    const line = { texts: 'application:team', language: 'ky', who: 'A. B.', when: '2026-11-28' };
    const now = fingerprint(textsOf('application:team', 'ky'));
    expect(faultsOf([{ ...line, fingerprint: now }])).toEqual([]);
    expect(faultsOf([{ ...line, fingerprint: '00000000' }])).toEqual([`application:team ky: changed since it was checked; its fingerprint is ${now} now`]);
    expect(faultsOf([{ ...line, fingerprint: now, who: '' }, { ...line, texts: 'application:nothing', fingerprint: now }])).toHaveLength(2);
    expect(['application', 'me'].map((row) => markOf(row, 'ky', [{ ...line, fingerprint: now }]))).toEqual(['in part', 'unchecked']);
    expect(markOf('letters', 'ru', [{ ...line, texts: 'letters', language: 'ru', fingerprint: now }])).toBe('checked');
  });
});
