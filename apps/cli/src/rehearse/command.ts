import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LaunchFailure } from '../start/failure.js';
import { stopSignal } from '../start/stop-signal.js';
import type { Folder } from './folder/folder.js';
import { readFolder } from './folder/read-folder.js';
import { UnusableInput } from './folder/unusable-input.js';
import { playCompetition } from './rehearsal.js';
import { clearAnswer, summaryOf, writeAnswer } from './report.js';
import { startServer } from './server.js';

const USAGE = `npm run rehearse -- <folder> [--out <folder>]
  plays the competition of a folder to its announcement on an empty system of its own, and writes the answer into --out`;

interface Wanted { folder: string; out: string | undefined }

/** npm runs scripts in the project's folder; paths count from where it was called. */
function fromCaller(path: string): string {
  const { npm_lifecycle_event: script, INIT_CWD: caller } = process.env;
  return resolve(script === 'rehearse' && caller ? caller : process.cwd(), path);
}

/** @throws UnusableInput, or TypeError for an unknown option */
function readArguments(args: string[]): Wanted | 'help' {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) return 'help';
  const [folder, ...more] = positionals;
  if (!folder || more.length || values.out === '') throw new TypeError('One folder is expected.');
  return { folder: fromCaller(folder), out: values.out === undefined ? undefined : fromCaller(values.out) };
}

function prepareOut(path: string): void {
  try {
    clearAnswer(path);
  } catch (error) {
    throw new UnusableInput(path, undefined, `cannot be written to (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}

function prepare(args: string[]): (Wanted & { competition: Folder }) | number {
  try {
    const wanted = readArguments(args);
    if (wanted === 'help') {
      console.log(USAGE);
      return 0;
    }
    const competition = readFolder(wanted.folder);
    if (wanted.out !== undefined) prepareOut(wanted.out);
    return { ...wanted, competition };
  } catch (error) {
    if (error instanceof UnusableInput) console.error(error.message);
    else if (error instanceof TypeError) console.error(`${error.message}\n${USAGE}`);
    else throw error;
    return 2;
  }
}

async function play(competition: Folder, out: string | undefined, log: (line: string) => void): Promise<number> {
  const failed = new AbortController();
  const signal = AbortSignal.any([stopSignal(), failed.signal]);
  const server = await startServer({ signal, log, onFailure: (error) => { failed.abort(error); } });
  try {
    const { report, results } = await playCompetition({ folder: competition, server, signal, log });
    if (out !== undefined) writeAnswer(out, report, results);
    console.log(summaryOf(report, results));
    return report.outcome === 'announced' ? 0 : 1;
  } catch (error) {
    // What broke off is of no interest when somebody broke it off.
    throw signal.aborted ? signal.reason : error;
  } finally {
    await server.stop();
  }
}

/**
 * `npm run rehearse`: plays a competition folder. Answers the exit status: 0 when it reached the announcement, 1 when it
 * could not, 2 for unusable input.
 */
export async function rehearse(args: string[]): Promise<number> {
  const prepared = prepare(args);
  if (typeof prepared === 'number') return prepared;
  const log = (line: string) => { console.error(line); };
  try {
    return await play(prepared.competition, prepared.out, log);
  } catch (error) {
    log(error instanceof LaunchFailure ? error.message : error instanceof Error ? error.stack ?? error.message : String(error));
    return 1;
  }
}
