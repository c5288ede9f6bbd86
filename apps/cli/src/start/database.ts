import { findRunningEmbedded, startEmbedded, type Config } from '#libs/platform';
import { LaunchFailure } from './failure.js';

/** How each role reaches the database. */
export interface DatabaseUrls {
  readonly appUrl: string;
  /** Runs migrations and the demo; undefined where an operator migrates apart from the start. */
  readonly ownerUrl: string | undefined;
  /** Undefined when the queue lives in Redis. */
  readonly queueUrl: string | undefined;
}

export interface OpenDatabase {
  readonly urls: DatabaseUrls;
  close(): Promise<void>;
}

/**
 * The database that the settings name; undefined when they name none, which asks for the embedded one.
 * @throws LaunchFailure when only the owner's address is given
 */
export function externalDatabase(config: Config): DatabaseUrls | undefined {
  if (!config.databaseUrl) {
    if (!config.databaseOwnerUrl) return undefined;
    throw new LaunchFailure('DATABASE_OWNER_URL is set without DATABASE_URL. Set both, or none for the embedded database.');
  }
  const queueUrl = config.redisUrl ? undefined : (config.queueDatabaseUrl ?? config.databaseUrl);
  return { appUrl: config.databaseUrl, ownerUrl: config.databaseOwnerUrl, queueUrl };
}

/**
 * Starts the embedded database of this data folder.
 * @throws LaunchFailure in plain words
 */
export async function openEmbedded(dataDir: string, log: (line: string) => void, onFailure: (error: Error) => void): Promise<OpenDatabase> {
  try {
    const { appUrl, ownerUrl, queueUrl, stop } = await startEmbedded({ dataDir, log, onFailure });
    return { urls: { appUrl, ownerUrl, queueUrl }, close: stop };
  } catch (error) {
    throw new LaunchFailure((error as Error).message, error);
  }
}

/**
 * For commands beside the server: the external database, or the embedded one as a running server has it, or the embedded
 * one started for the command alone.
 */
export async function openDatabase(config: Config, log: (line: string) => void): Promise<OpenDatabase> {
  const present = externalDatabase(config) ?? findRunningEmbedded(config.dataDir);
  if (present) return { urls: present, close: async () => undefined };
  return openEmbedded(config.dataDir, log, (error) => log(error.message));
}
