import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPostmasterFile } from './cluster.js';
import type { Programs } from './programs.js';
import { signal } from './processes.js';

const LOG_LIMIT = 5_000_000;
const READY_WITHIN = 60_000;

/** For a small machine; durability stays as PostgreSQL has it (fsync on). */
const SETTINGS = [
  'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'shared_buffers=128MB',
  'default_transaction_isolation=read committed', 'timezone=UTC', 'log_timezone=UTC', 'lc_messages=C',
  'log_line_prefix=%m [%p] %q%u@%d ', 'max_parallel_workers_per_gather=0', 'jit=off', 'log_checkpoints=off',
].flatMap((setting) => ['-c', setting]);

export interface Postmaster {
  readonly pid: number;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown; what does not end in time is stopped the hard way (the next start recovers from its log). */
  stop(): Promise<void>;
}

function openLog(dataDir: string): number {
  const file = join(dataDir, 'postgres.log');
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

function logTail(dataDir: string): string {
  return readFileSync(join(dataDir, 'postgres.log'), 'utf8').trimEnd().split('\n').slice(-8).join('\n');
}

/** A process of its own that stops the server when this one dies without having done so. Returns what dismisses it. */
function watch(projectRoot: string, pid: number, pgData: string): () => void {
  const script = join(projectRoot, 'apps', 'cli', 'watchdog.mjs');
  const child = spawn(process.execPath, [script, String(pid), pgData], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/' });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return () => child.kill('SIGKILL');
}

async function stopServer(pid: number, ended: Promise<void>): Promise<void> {
  const within = async (milliseconds: number) => {
    const timer = new AbortController();
    const late = sleep(milliseconds, false, { signal: timer.signal }).catch(() => false);
    const inTime = await Promise.race([ended.then(() => true), late]);
    timer.abort();
    return inTime;
  };
  for (const [name, patience] of [['SIGINT', 2_500], ['SIGQUIT', 500], ['SIGKILL', 500]] as const) {
    signal(pid, name);
    if (await within(patience)) return;
  }
}

async function waitUntilReady(pid: number, pgData: string, isOver: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < READY_WITHIN; waited += 10) {
    if (isOver()) return false;
    const file = readPostmasterFile(pgData);
    if (file?.pid === pid && file.ready) return true;
    await sleep(10);
  }
  return false;
}

/**
 * Starts the server on a port of 127.0.0.1 and resolves when it accepts connections.
 * @throws Error with the end of the server's log
 */
export async function startPostmaster(
  programs: Programs,
  place: { projectRoot: string; dataDir: string; pgData: string; port: number },
): Promise<Postmaster> {
  const log = openLog(place.dataDir);
  // In a process group of its own, so that Ctrl-C in the terminal reaches it only through us, last.
  const args = ['-D', place.pgData, '-p', String(place.port), ...SETTINGS];
  const child = programs.start('postgres', args, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const finish = () => {
      over = true;
      resolve();
    };
    child.once('exit', finish);
    child.once('error', finish);
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error('PostgreSQL could not be started (the program does not run on this machine).');
  child.unref();
  const dismiss = watch(place.projectRoot, pid, place.pgData);
  void ended.then(dismiss);
  if (!(await waitUntilReady(pid, place.pgData, () => over))) {
    await stopServer(pid, ended);
    throw new Error(`PostgreSQL did not start. The end of its log:\n${logTail(place.dataDir)}`);
  }
  return { pid, ended, stop: () => stopServer(pid, ended) };
}
