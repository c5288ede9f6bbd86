import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findProjectRoot, migrate } from '#libs/platform';
import { openEmbedded, type DatabaseUrls } from './database.js';
import { LaunchFailure } from './failure.js';
import { settlePort } from './ports.js';
import { keptSessionSecret } from './session-secret.js';
import { SupervisedChild } from './supervised-child.js';

/** Together with the database's 3.5 s they stay below the ten seconds that a stop may take. */
const GRACE = 3_000;

export interface LaunchOptions {
  /** Folder for database, files and secrets. */
  readonly dataDir: string;
  /** 0: any free port. */
  readonly port: number;
  readonly seed: 'demo' | 'none';
  /** Left out: the embedded database in `dataDir`. */
  readonly database?: DatabaseUrls | undefined;
  /** Left out: drawn once and kept in `dataDir`. */
  readonly sessionSecret?: string | undefined;
  /** Settings for API and worker above those of this process; an empty text unsets one. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where API and worker print: the terminal, or files in `<dataDir>/logs`. */
  readonly output: 'inherit' | 'file';
  readonly log: (line: string) => void;
  /** Something that was running failed for good; the caller should stop. */
  readonly onFailure: (error: Error) => void;
  /** Aborting it ends a start that is under way; what has been started is stopped. */
  readonly signal?: AbortSignal | undefined;
}

export interface Running {
  /** `http://localhost:<port>` */
  readonly apiUrl: string;
  readonly port: number;
  readonly urls: DatabaseUrls;
  /** Whether the demo accounts are there. */
  readonly hasDemo: boolean;
  /** Stops API, worker and database, in this order, within 10 s. May be called more than once. */
  stop(): Promise<void>;
  /** Starts API and worker anew with the code as it is now. */
  restart(): Promise<void>;
}

type Stopper = () => Promise<void>;

/** Rejects when the signal is aborted; the work itself goes on until what it works on is stopped. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  signal.throwIfAborted();
  const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
  return Promise.race([work, aborted]);
}

async function prepareData(options: LaunchOptions, urls: DatabaseUrls): Promise<boolean> {
  if (urls.ownerUrl === undefined) {
    options.log('DATABASE_OWNER_URL is not set: migrations are left to the operator');
    return false;
  }
  await migrate(urls.ownerUrl);
  if (options.seed === 'none') return false;
  const { seedDemo } = await import('../seed/seed-demo.js');
  return seedDemo(urls, { dataDir: resolve(options.dataDir), sessionSecret: options.sessionSecret ?? keptSessionSecret(resolve(options.dataDir)), log: options.log });
}

function childEnvironment(options: LaunchOptions, urls: DatabaseUrls, port: number, dataDir: string): Record<string, string | undefined> {
  return {
    ...process.env,
    NODE_ENV: process.env['NODE_ENV'] ?? 'production',
    DATABASE_URL: urls.appUrl,
    // Those who serve never hold the owner's key.
    DATABASE_OWNER_URL: undefined,
    QUEUE_DATABASE_URL: urls.queueUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    SESSION_SECRET: options.sessionSecret ?? keptSessionSecret(dataDir),
    ...options.env,
  };
}

function startChildren(options: LaunchOptions, env: Record<string, string | undefined>, dataDir: string) {
  const root = findProjectRoot();
  const logs = join(dataDir, 'logs');
  if (options.output === 'file') mkdirSync(logs, { recursive: true });
  const child = (name: string, folder: string) =>
    new SupervisedChild({
      name,
      entry: join(root, 'dist', 'apps', folder, 'src', 'main.js'),
      env,
      logFile: options.output === 'file' ? join(logs, `${folder}.log`) : undefined,
      log: options.log,
      onFailure: options.onFailure,
    });
  return { api: child('API', 'api'), worker: child('worker', 'worker') };
}

/** Stops in reverse order of starting; one that fails to stop does not spare the others. */
async function stopAll(stoppers: Stopper[], log: (line: string) => void): Promise<void> {
  for (let stop = stoppers.pop(); stop; stop = stoppers.pop()) {
    await stop().catch((error: unknown) => log(`While stopping: ${String(error)}`));
  }
}

async function bringUp(options: LaunchOptions, stoppers: Stopper[]): Promise<Omit<Running, 'stop'>> {
  const { log, signal } = options;
  const dataDir = resolve(options.dataDir);
  const port = await unlessAborted(settlePort(options.port, log), signal);
  let urls = options.database;
  if (!urls) {
    const database = await openEmbedded(dataDir, log, options.onFailure);
    stoppers.push(() => database.close());
    urls = database.urls;
  }
  const hasDemo = await unlessAborted(prepareData(options, urls), signal);
  const { api, worker } = startChildren(options, childEnvironment(options, urls, port, dataDir), dataDir);
  stoppers.push(() => worker.stop(GRACE), () => api.stop(GRACE));
  await unlessAborted(Promise.all([api.ready, worker.ready]), signal);
  return {
    apiUrl: `http://localhost:${port}`,
    port,
    urls,
    hasDemo,
    async restart() {
      await Promise.all([api.restart(GRACE), worker.restart(GRACE)]);
    },
  };
}

/**
 * Starts the whole system: database (unless one is given), migrations, demo, API and worker; resolves when both are ready.
 * What was started is stopped again when it fails.
 * @throws LaunchFailure in plain words; the signal's reason when aborted
 */
export async function launch(options: LaunchOptions): Promise<Running> {
  const stoppers: Stopper[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= stopAll(stoppers, options.log));
  try {
    const running = await bringUp(options, stoppers);
    return { ...running, stop };
  } catch (error) {
    await stop();
    if (error instanceof LaunchFailure || options.signal?.aborted) throw error;
    throw new LaunchFailure(`The start failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, error);
  }
}
