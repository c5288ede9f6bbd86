import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimDataDir } from './embedded/claim.js';
import { clearFormerServer, endOrphans, ensureCluster, isServerOf, readPostmasterFile, refuseForeignData } from './embedded/cluster.js';
import { startPostmaster, type Postmaster } from './embedded/postmaster.js';
import { findPrograms, type Programs } from './embedded/programs.js';
import { DATABASE, drawPasswords, provision, readPasswords, urlFor, type DatabaseRole, type Passwords } from './embedded/provision.js';

export { EmbeddedInUse } from './embedded/claim.js';
export type { DatabaseRole } from './embedded/provision.js';

/** Tries go on for so long, in milliseconds: at a start, where somebody waits for the reason, and after the death of a server that ran before. */
const START_WITHIN = 2_000;
const AGAIN_WITHIN = 60_000;
const LONGEST_PAUSE = 1_000;

/** Where the embedded database listens and how each role connects. */
export interface EmbeddedUrls {
  /** TCP port on 127.0.0.1. */
  readonly port: number;
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly queueUrl: string;
  /** The address of any database of this server (tests clone some) for one of the roles. */
  databaseUrl(role: DatabaseRole, database: string): string;
}

/** The running embedded database. */
export interface Embedded extends EmbeddedUrls {
  /** Process number of the server; another one after a server that died was started anew. */
  readonly postmasterPid: number;
  /** Stops the server (at most 3.5 s). */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The server's files lie below `<dataDir>/postgres`; the folder is made. */
  readonly dataDir: string;
  /** Left out: any free port. */
  readonly port?: number;
  readonly log: (message: string) => void;
  /** Called when the server died and could not be started anew. */
  readonly onFailure?: (error: Error) => void;
  /** The folder whose package.json is named kopuro; left out: found from the working directory upwards. */
  readonly projectRoot?: string;
}

interface Place {
  readonly projectRoot: string;
  readonly dataDir: string;
  readonly pgData: string;
}

/** The project folder, from the working directory upwards. @throws Error when started elsewhere */
export function findProjectRoot(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'kopuro') return folder;
    if (dirname(folder) === folder) throw new Error(`The project folder was not found from ${process.cwd()} upwards.`);
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Tries again until the signal is aborted: a chosen port may be taken meanwhile, and children of a killed server may need a moment to go. */
async function startPatiently(
  programs: Programs,
  place: Place,
  port: number | undefined,
  givenUp: AbortSignal,
): Promise<{ postmaster: Postmaster; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const chosen = port ?? (await freePort());
    try {
      return { postmaster: await startPostmaster(programs, { ...place, port: chosen }), port: chosen };
    } catch (error) {
      if (givenUp.aborted) throw error;
      endOrphans(place.pgData);
      await sleep(Math.min(250 * attempt, LONGEST_PAUSE));
    }
  }
}

function urls(passwords: Passwords, port: number): EmbeddedUrls {
  const databaseUrl = (role: DatabaseRole, database: string) => urlFor(passwords, port, role, database);
  return {
    port,
    superuserUrl: databaseUrl('superuser', DATABASE),
    ownerUrl: databaseUrl('owner', DATABASE),
    appUrl: databaseUrl('app', DATABASE),
    queueUrl: databaseUrl('queue', DATABASE),
    databaseUrl,
  };
}

/** Keeps one server running until it is stopped. */
class RunningServer {
  #stopping = new AbortController();
  #restart: Promise<void> = Promise.resolve();

  constructor(
    private postmaster: Postmaster,
    private readonly startAgain: (stopping: AbortSignal) => Promise<Postmaster>,
    private readonly options: EmbeddedOptions,
  ) {
    this.guard();
  }

  get pid(): number {
    return this.postmaster.pid;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#restart;
    await this.postmaster.stop();
  }

  private guard(): void {
    void this.postmaster.ended.then(() => {
      if (!this.#stopping.signal.aborted) this.#restart = this.restart();
    });
  }

  private async restart(): Promise<void> {
    this.options.log('The database server ended unexpectedly; starting it anew');
    try {
      this.postmaster = await this.startAgain(this.#stopping.signal);
      this.options.log('The database server runs again');
      this.guard();
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.options.onFailure?.(error as Error);
    }
  }
}

/**
 * Starts the real PostgreSQL that npm brought, on 127.0.0.1 only: initialises it the first time, recovers from a killed
 * run, and creates roles, database and extensions. It ends with this process, however that ends.
 * @throws EmbeddedInUse when another live process has it; Error in plain words otherwise
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(options.dataDir);
  const place: Place = { projectRoot: options.projectRoot ?? findProjectRoot(), dataDir, pgData: join(dataDir, 'postgres') };
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  refuseForeignData(place.pgData);
  const release = await claimDataDir(dataDir);
  let server: RunningServer | undefined;
  try {
    const programs = findPrograms(place.projectRoot, dataDir, place.pgData);
    await clearFormerServer(place.pgData, options.log);
    const made = await ensureCluster(programs, dataDir, place.pgData, () => drawPasswords(dataDir).superuser);
    if (made) options.log(`Initialised PostgreSQL in ${place.pgData}`);
    const passwords = readPasswords(dataDir);
    const started = await startPatiently(programs, place, options.port, AbortSignal.timeout(START_WITHIN));
    const startAgain = async (stopping: AbortSignal) => {
      const givenUp = AbortSignal.any([stopping, AbortSignal.timeout(AGAIN_WITHIN)]);
      await clearFormerServer(place.pgData, options.log);
      return (await startPatiently(programs, place, started.port, givenUp)).postmaster;
    };
    const running = new RunningServer(started.postmaster, startAgain, options);
    server = running;
    await provision(place.projectRoot, passwords, started.port);
    return {
      ...urls(passwords, started.port),
      get postmasterPid() {
        return running.pid;
      },
      async stop() {
        await running.stop();
        release();
      },
    };
  } catch (error) {
    await server?.stop();
    release();
    throw error;
  }
}

/** The embedded database that another process runs on this data folder right now, if one does. */
export function findRunningEmbedded(dataDir: string): EmbeddedUrls | undefined {
  const pgData = join(resolve(dataDir), 'postgres');
  const file = readPostmasterFile(pgData);
  if (!file?.ready || !isServerOf(file.pid, pgData)) return undefined;
  return urls(readPasswords(resolve(dataDir)), file.port);
}
