import { CsvError, parse } from 'csv-parse/sync';
import { readText } from './files.js';
import { UnusableInput } from './unusable-input.js';

interface Columns {
  /** Columns that the file must have. */
  required: readonly string[];
  /** Columns that may be missing, and whose cells a short row may leave out at its end. */
  optional?: readonly string[];
}

/** One row of a table: cells by column, trimmed, and words for what is wrong with one. */
export class Row {
  constructor(private readonly file: string, readonly line: number, private readonly cells: ReadonlyMap<string, string>) {}

  /** The cell; empty where the file has no such column. */
  cell(column: string): string {
    return this.cells.get(column) ?? '';
  }

  filled(column: string): string {
    return this.cell(column) || this.fail(`${column} is empty`);
  }

  /** The items of a list inside a cell, separated by semicolons. */
  list(column: string): string[] {
    return this.cell(column).split(';').map((item) => item.trim()).filter((item) => item !== '');
  }

  /** The number in a cell, or null when it is empty. */
  number(column: string): number | null {
    const text = this.cell(column);
    if (text === '') return null;
    return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : this.fail(`${column} is “${text}”, not a number`);
  }

  whole(column: string): number | null {
    const number = this.number(column);
    if (number !== null && (!Number.isInteger(number) || number < 0)) this.fail(`${column} is “${this.cell(column)}”, not a whole number`);
    return number;
  }

  oneOf<const T extends string>(column: string, values: readonly T[]): T {
    const text = this.filled(column).toLowerCase();
    return values.find((value) => value.toLowerCase() === text) ?? this.fail(`${column} is “${this.cell(column)}”, not one of ${values.join(', ')}`);
  }

  fail(reason: string): never {
    throw new UnusableInput(this.file, this.line, reason);
  }
}

interface Parsed { info: { lines: number }; record: string[] }

/** The line on which the quoted cell opens that is never closed, or goes on after its closing quote. */
function badlyQuotedLine(text: string): number {
  let line = 1;
  let opened = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\n') line++;
    if (text[at] !== '"') continue;
    if (opened === 0) opened = line;
    else if (text[at + 1] === '"') at++;
    else if ([',', '\n', undefined].includes(text[at + 1])) opened = 0;
    else break;
  }
  return opened || line;
}

function unreadable(file: string, { text, before }: Piece, error: CsvError): UnusableInput {
  if (error.code === 'INVALID_OPENING_QUOTE') return new UnusableInput(file, before + Number(error['lines']), 'a quote stands inside a cell that does not begin with one');
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_INVALID_CLOSING_QUOTE') {
    return new UnusableInput(file, before + badlyQuotedLine(text), 'a quoted cell is not closed, or goes on after its closing quote');
  }
  return new UnusableInput(file, typeof error['lines'] === 'number' ? before + error['lines'] : undefined, error.message);
}

/** Some rows of a text, and how many lines are before them. */
interface Piece { text: string; before: number }

/** Characters of a piece, at least: so much is taken apart at a time, however long the text. */
const PIECE = 4_000_000;

/** Cuts a text after line breaks outside quoted cells, before which the number of quotes is even. */
function* piecesOf(text: string): Generator<Piece> {
  let before = 0;
  for (let from = 0; from < text.length;) {
    let isQuoted = false;
    let breaks = 0;
    let end = text.length;
    for (let at = from; at < end; at++) {
      const character = text[at];
      if (character === '"') isQuoted = !isQuoted;
      if (character !== '\n') continue;
      breaks++;
      if (!isQuoted && at - from >= PIECE) end = at + 1;
    }
    yield { text: text.slice(from, end), before };
    before += breaks;
    from = end;
  }
}

function records(file: string, piece: Piece): { line: number; cells: string[] }[] {
  let parsed: Parsed[];
  try {
    parsed = parse(piece.text, { info: true, relax_column_count: true, record_delimiter: '\n' }) as unknown as Parsed[];
  } catch (error) {
    throw error instanceof CsvError ? unreadable(file, piece, error) : error;
  }
  // The parser counts the line on which a row ends; line breaks inside cells lead back to the one where it begins.
  return parsed.map(({ info, record }) => ({ line: piece.before + info.lines - record.join('').split('\n').length + 1, cells: record.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function headerOf(file: string, first: { line: number; cells: string[] } | undefined, columns: Columns): string[] {
  if (!first) throw new UnusableInput(file, 1, `is empty; its first line names the columns ${columns.required.join(', ')}`);
  const missing = columns.required.filter((column) => !first.cells.includes(column));
  if (missing.length) throw new UnusableInput(file, first.line, `has no column ${missing.join(', ')}`);
  const twice = first.cells.find((column, n) => column !== '' && first.cells.indexOf(column) !== n);
  if (twice !== undefined) throw new UnusableInput(file, first.line, `has the column ${twice} twice`);
  return first.cells;
}

/**
 * The rows of a CSV file (RFC 4180, UTF-8, with or without byte order mark), one after the other; further columns are let be.
 * @throws UnusableInput naming file and line
 */
export function* tableRows(file: string, text: string, columns: Columns): Generator<Row> {
  let header: string[] | undefined;
  // One kind of line break, also inside cells, so that lines count alike for every reader.
  for (const piece of piecesOf(text.replace(/\r\n?/g, '\n'))) {
    for (const { line, cells } of records(file, piece)) {
      if (header) yield rowOf(file, line, header, cells, columns);
      else header = headerOf(file, { line, cells }, columns);
    }
  }
  if (!header) headerOf(file, undefined, columns);
}

function rowOf(file: string, line: number, header: readonly string[], cells: readonly string[], columns: Columns): Row {
  const tooMany = cells.slice(header.length).some((cell) => cell !== '');
  const tooFew = header.slice(cells.length).some((column) => columns.required.includes(column) && !columns.optional?.includes(column));
  if (tooMany || tooFew) throw new UnusableInput(file, line, `has ${cells.length} cells, but there are ${header.length} columns`);
  return new Row(file, line, new Map(header.map((column, n) => [column, cells[n] ?? ''])));
}

/** All of them. @throws UnusableInput naming file and line */
export function parseTable(file: string, text: string, columns: Columns): Row[] {
  return [...tableRows(file, text, columns)];
}

/** The rows of a CSV file of the folder; undefined when it is optional and absent. */
export function readTable(folder: string, file: string, columns: Columns, presence: 'required' | 'optional' = 'required'): Row[] | undefined {
  const text = readText(folder, file, presence);
  return text === undefined ? undefined : parseTable(file, text, columns);
}
