import type { importReviewers } from '#libs/assignment/shared/contract';
import { ANY_SIDES, type AnySide, type Problem, type Request } from '#libs/kernel';
import { parseCsv } from './csv.js';

export type NewReviewer = Request<typeof importReviewers>['body']['reviewers'][number];
export const COLUMNS = ['email', 'side', 'minLoad', 'maxLoad', 'themes', 'keywords'] as const;
export const MAX_ROWS = 500;

/** One line of the file: what would be sent, or which column cannot be read. `line` counts from 1 with the head. */
export interface ReadRow {
  line: number;
  cells: Record<string, string>;
  reviewer: NewReviewer | null;
  wrong: (typeof COLUMNS)[number] | null;
}
export type ReadFile = { ok: true; rows: ReadRow[] } | { ok: false; missing: readonly string[] };

const listOf = (cell: string) => cell.split(';').map((x) => x.trim()).filter((x) => x !== '');
const loadOf = (cell: string) => (/^\d{1,4}$/.test(cell) && Number(cell) <= 1000 ? Number(cell) : undefined);

function readRow(cells: Record<string, string>, line: number): ReadRow {
  const { email = '', side = '', minLoad = '', maxLoad = '', themes = '', keywords = '' } = cells;
  const [min, max] = [loadOf(minLoad === '' ? '0' : minLoad), loadOf(maxLoad)];
  const wrong = !/^\S+@\S+$/.test(email)
    ? 'email'
    : !ANY_SIDES.includes(side.toUpperCase() as AnySide)
      ? 'side'
      : min === undefined ? 'minLoad' : max === undefined || max < min ? 'maxLoad' : null;
  if (wrong || min === undefined || max === undefined) return { line, cells, reviewer: null, wrong };
  return {
    line, cells, wrong,
    reviewer: {
      email, side: side.toUpperCase() as AnySide, minLoad: min, maxLoad: max, themes: listOf(themes), keywords: listOf(keywords),
    },
  };
}

/** Reads the file of a reviewer pool; columns may stand in any order, `minLoad`, `themes` and `keywords` may lack. */
export function readReviewers(text: string): ReadFile {
  const [head = [], ...lines] = parseCsv(text);
  const names = head.map((h) => COLUMNS.find((c) => c.toLowerCase() === h.toLowerCase()) ?? h);
  const missing = ['email', 'side', 'maxLoad'].filter((c) => !names.includes(c));
  if (missing.length > 0) return { ok: false, missing };
  return { ok: true, rows: lines.map((line, n) => readRow(Object.fromEntries(names.map((name, at) => [name, line[at] ?? ''])), n + 2)) };
}

/** What the server refuses, by line of the file; problems of the whole import are not among them. */
export function refusedLines(problem: Problem | null, sent: readonly ReadRow[]): Map<number, string> {
  const found = new Map<number, string>();
  for (const e of problem?.body.errors ?? []) {
    const row = sent[Number(/\/reviewers\/(\d+)/.exec(e.pointer)?.[1] ?? NaN)];
    if (row) found.set(row.line, e.detail);
  }
  return found;
}
