import { ConfigError, loadConfig, type Config } from '#libs/platform';
import { externalDatabase } from './database.js';
import { demoTable } from './demo-accounts.js';
import { LaunchFailure } from './failure.js';
import { launch, type Running } from './launch.js';
import { stopSignal } from './stop-signal.js';

function untilAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/** Starts the system that the settings describe. */
export function launchFrom(config: Config, signal: AbortSignal, onFailure: (error: Error) => void): Promise<Running> {
  const database = externalDatabase(config);
  const log = (line: string) => console.error(line);
  if (database?.queueUrl !== undefined && !config.queueDatabaseUrl) {
    log('Neither QUEUE_DATABASE_URL nor REDIS_URL is set: the queue uses DATABASE_URL, whose role must own schema bull');
  }
  return launch({
    dataDir: config.dataDir,
    port: config.port,
    seed: config.seed ?? (database ? 'none' : 'demo'),
    database,
    sessionSecret: config.sessionSecret,
    output: 'inherit',
    log,
    onFailure,
    signal,
  });
}

function explain(error: unknown): void {
  const plain = error instanceof LaunchFailure || error instanceof ConfigError;
  console.error(plain ? error.message : error);
}

/** `npm start`: serves until it is told to stop. Answers the exit status: 1 when it did not start or had to give up. */
export async function start(): Promise<number> {
  const signal = stopSignal();
  let fail!: (error: Error) => void;
  const failure = new Promise<Error>((resolve) => (fail = resolve));
  try {
    const running = await launchFrom(loadConfig(process.env), signal, fail);
    console.log(`Köpürö is ready: ${running.apiUrl}`);
    if (running.hasDemo) console.log(demoTable());
    const error = await Promise.race([failure, untilAborted(signal)]);
    if (error) explain(error);
    else console.error('Stopping …');
    await running.stop();
    return error ? 1 : 0;
  } catch (error) {
    if (signal.aborted) return 0;
    explain(error);
    return 1;
  }
}
