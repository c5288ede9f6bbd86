import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PhaseReport, Refusal } from './journal.js';
import type { Results, Table } from './results.js';

export interface Report {
  outcome: 'announced' | 'stopped';
  phases: PhaseReport[];
  refusals: Refusal[];
  auditVerified: boolean;
  seconds: number;
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (table: Table) => table.map((row) => `${row.map(cell).join(',')}\n`).join('');
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const FILES = ['report.json', 'assignments.csv', 'ranking.csv', 'awards.csv', 'notifications.csv', 'audit.json'] as const;

/** Makes the folder of the answer where it is not there, and clears it of a former answer. Throws when it cannot be written to. */
export function clearAnswer(folder: string): void {
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.W_OK);
  for (const name of FILES) rmSync(join(folder, name), { force: true });
}

/** Writes the answer; without results, only the report. */
export function writeAnswer(folder: string, report: Report, results: Results | undefined): void {
  const put = (name: (typeof FILES)[number], text: string) => { writeFileSync(join(folder, name), text); };
  put('report.json', json(report));
  if (!results) return;
  put('assignments.csv', csv(results.assignments));
  put('ranking.csv', csv(results.ranking));
  put('awards.csv', csv(results.awards));
  put('notifications.csv', csv(results.notifications));
  if (results.audit) put('audit.json', json(results.audit));
}

function columns(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  return rows.map((row) => row.map((text, n) => (n === 0 ? text.padEnd(widths[n] ?? 0) : text.padStart(widths[n] ?? 0))).join('  ')).join('\n');
}

function awardsLine(results: Results | undefined): string {
  const counts = new Map<string, number>();
  for (const [, outcome] of results?.awards.slice(1) ?? []) if (outcome) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, n]) => `${n} ${outcome}`).join(', ');
}

/** The answer in short, for a terminal. */
export function summaryOf(report: Report, results: Results | undefined): string {
  const table = columns([
    ['phase', 'accepted', 'refused', 'seconds'],
    ...report.phases.map(({ name, accepted, refused, seconds }) => [name, String(accepted), String(refused), seconds.toFixed(1)]),
  ]);
  const refusals = report.refusals.map(({ phase, item, code }) => `  ${phase}  ${item}  ${code}`);
  const outcomes = awardsLine(results);
  return [
    table,
    ...(refusals.length ? ['', 'Refused:', ...refusals] : []),
    ...(outcomes ? ['', `Applications: ${outcomes}`] : []),
    '',
    `Outcome: ${report.outcome} after ${report.seconds.toFixed(1)} s; the audit trail is ${report.auditVerified ? 'verified' : 'not verified'}.`,
  ].join('\n');
}
