import { cny, formatFen, parseFen, SIDES, type Side } from '#libs/kernel';
import type { Call } from '../calls/types.js';
import type { Fields } from './section-draft.js';
import type { Application } from './types.js';

export type Source = 'programme' | 'own' | 'in-kind';
export const SOURCES: readonly Source[] = ['programme', 'own', 'in-kind'];

/** One row of the grid. */
export interface Row {
  side: Side;
  category: string;
  source: Source;
}
type Line = Application['budget'][number];

export const cellKey = (row: Row, year: number) => `${row.side}|${row.category}|${row.source}|${year}`;
export const rowKey = (row: Row) => `${row.side}|${row.category}|${row.source}`;

function rowOf(key: string): Row & { year: number } {
  const [side = '', category = '', source = '', year = ''] = key.split('|');
  return { side: side as Side, category, source: source as Source, year: Number(year) };
}

/** Cells by key, as decimal texts; lines of one cell are added up. */
export function cellsOf(lines: readonly Line[]): Fields {
  const fen = new Map<string, number>();
  for (const line of lines) {
    const key = cellKey({ side: line.side, category: line.category, source: line.source as Source }, line.year);
    fen.set(key, (fen.get(key) ?? 0) + (parseFen(line.amount.amount) ?? 0));
  }
  return Object.fromEntries([...fen].map(([key, sum]) => [key, formatFen(sum)]));
}

/** The lines to send: cells without an amount are no lines. */
export function linesOf(cells: Fields): Line[] {
  return Object.entries(cells).flatMap(([key, text]) => {
    const fen = parseFen(text);
    if (!fen) return [];
    const { side, category, source, year } = rowOf(key);
    return [{ side, category, source, year, amount: cny(fen) }];
  });
}

/** Every category of the call from the programme's money, and the other sources that are in use. */
export function rowsOf(call: Call, cells: Fields, added: readonly Row[]): Row[] {
  const rows = new Map<string, Row>();
  const put = (row: Row) => rows.set(rowKey(row), row);
  for (const c of call.content.categories) put({ side: c.side, category: c.code, source: 'programme' });
  for (const key of Object.keys(cells)) put(rowOf(key));
  for (const row of added) put(row);
  const place = (row: Row) => call.content.categories.findIndex((c) => c.side === row.side && c.code === row.category);
  return [...rows.values()]
    .map(({ side, category, source }) => ({ side, category, source }))
    .sort((a, b) => SIDES.indexOf(a.side) - SIDES.indexOf(b.side) || place(a) - place(b) || SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source));
}

/** Project years: as many as the duration needs, and any later one that still holds money. */
export function yearsOf(months: number, cells: Fields): number[] {
  const last = Math.max(
    Math.ceil(months / 12),
    ...Object.entries(cells)
      .filter(([, text]) => (parseFen(text) ?? 0) !== 0)
      .map(([key]) => rowOf(key).year),
  );
  return Array.from({ length: Math.max(1, last) }, (_, at) => at + 1);
}

/** Sum in fen of the cells that `of` keeps. */
export function sumOf(cells: Fields, of: (row: Row & { year: number }) => boolean): number {
  return Object.entries(cells).reduce((sum, [key, text]) => (of(rowOf(key)) ? sum + (parseFen(text) ?? 0) : sum), 0);
}
