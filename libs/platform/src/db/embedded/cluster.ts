import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Programs } from './programs.js';
import { goneWithin, processInfo, signal, workingIn } from './processes.js';

const MAJOR_VERSION = '18';
const MARKER = 'kopuro-initialised';
const UNFINISHED = 'postgres-new-';

/** What PostgreSQL writes into postmaster.pid. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** Reads postmaster.pid; undefined when there is none (or it is only half written). */
export function readPostmasterFile(pgData: string): PostmasterFile | undefined {
  try {
    const lines = readFileSync(join(pgData, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined;
  } catch {
    return undefined;
  }
}

/** Is this process the PostgreSQL server of this data folder? Numbers are given again, so the command line decides. */
export function isServerOf(pid: number, pgData: string): boolean {
  const command = processInfo(pid)?.command ?? '';
  return command.includes('postgres') && command.includes(`-D ${pgData} `);
}

/**
 * Ends the children of a server that was killed alone: one that is busy with a statement does not notice before the end of it, and as long as it
 * runs no server starts on these data. Nothing is lost, since the next server recovers from the log. Where the system does not tell (no /proc), they are waited for.
 */
export function endOrphans(pgData: string): void {
  const server = readPostmasterFile(pgData)?.pid;
  if (server !== undefined && isServerOf(server, pgData)) return;
  for (const pid of workingIn(pgData)) {
    if (processInfo(pid)?.command.startsWith('postgres')) signal(pid, 'SIGKILL');
  }
}

/** Stops what a killed run left behind: a server that lives on, or the mark of one that does not. */
export async function clearFormerServer(pgData: string, log: (message: string) => void): Promise<void> {
  const former = readPostmasterFile(pgData);
  if (!former) return;
  if (isServerOf(former.pid, pgData)) {
    log(`Stopping the database server of a former run (process ${former.pid})`);
    signal(former.pid, 'SIGINT');
    if (!(await goneWithin(former.pid, 15_000))) signal(former.pid, 'SIGQUIT');
    if (!(await goneWithin(former.pid, 5_000))) throw new Error(`The former database server (process ${former.pid}) does not stop.`);
  }
  endOrphans(pgData);
  if (readPostmasterFile(pgData)?.pid === former.pid) rmSync(join(pgData, 'postmaster.pid'), { force: true });
}

/** Gives plain words instead of EACCES. */
export function refuseForeignData(pgData: string): void {
  const mine = process.getuid?.();
  const owner = existsSync(pgData) ? statSync(pgData).uid : mine;
  if (mine !== undefined && mine !== 0 && owner !== mine) {
    throw new Error(`The database in ${pgData} belongs to another user (uid ${owner}). Start as that user or choose another DATA_DIR.`);
  }
}

function refuseOtherVersion(pgData: string): void {
  const version = readFileSync(join(pgData, 'PG_VERSION'), 'utf8').trim();
  if (version !== MAJOR_VERSION) {
    const advice = 'Restore a backup into a new DATA_DIR.';
    throw new Error(`The database in ${pgData} was made by PostgreSQL ${version}; this program brings ${MAJOR_VERSION}. ${advice}`);
  }
}

async function runInitdb(programs: Programs, folder: string, passwordFile: string): Promise<void> {
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const child = programs.start(
    'initdb',
    [`--pgdata=${folder}`, `--pwfile=${passwordFile}`, '--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8',
      `--locale=${locale}`, '--locale-provider=icu', '--icu-locale=und', '--lc-messages=C'],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: false },
  );
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`PostgreSQL could not be initialised: ${complaint.trim() || `exit ${code}`}`);
}

function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((entry) => entry.startsWith(UNFINISHED))) {
    try {
      rmSync(join(dataDir, name), { recursive: true, force: true });
    } catch {
      // An initdb whose parent was killed may still be writing there; the next start removes it.
    }
  }
}

/**
 * Makes the database cluster unless it is there. The work is done in a folder beside and moved when complete, and what
 * has no marker of completion is made anew, so an interrupted first start leaves nothing half done.
 */
export async function ensureCluster(programs: Programs, dataDir: string, pgData: string, password: () => string): Promise<boolean> {
  removeUnfinished(dataDir);
  if (existsSync(join(pgData, MARKER))) {
    refuseOtherVersion(pgData);
    return false;
  }
  rmSync(pgData, { recursive: true, force: true });
  const folder = join(dataDir, `${UNFINISHED}${randomBytes(4).toString('hex')}`);
  const passwordFile = `${folder}.password`;
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(passwordFile, `${password()}\n`, { mode: 0o600 });
  try {
    if (programs.account) {
      // Our own folder may be closed to others (a temporary one is): the server's account must pass through it.
      chmodSync(dataDir, statSync(dataDir).mode | 0o011);
      for (const path of [folder, passwordFile]) chownSync(path, programs.account.uid, programs.account.gid);
    }
    await runInitdb(programs, folder, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(join(folder, MARKER), 'Written when initialisation was complete. Without this file the folder is made anew.\n');
  renameSync(folder, pgData);
  return true;
}
