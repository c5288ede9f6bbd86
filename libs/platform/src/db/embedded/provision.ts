import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

export const DATABASE = 'kopuro';

/** Who may log in to the embedded database, by the short name that databaseUrl takes. */
export const LOGINS = { superuser: 'postgres', owner: 'kopuro_owner', app: 'kopuro_app', queue: 'kopuro_queue' } as const;
export type DatabaseRole = keyof typeof LOGINS;
export type Passwords = Readonly<Record<DatabaseRole, string>>;

const secretsFile = (dataDir: string) => join(dataDir, 'postgres-secrets.json');

/** Passwords of an existing cluster. @throws Error when the file is gone */
export function readPasswords(dataDir: string): Passwords {
  const file = secretsFile(dataDir);
  if (!existsSync(file)) throw new Error(`${file} is missing: without its passwords the database in ${dataDir} cannot be opened.`);
  return JSON.parse(readFileSync(file, 'utf8')) as Passwords;
}

/** Draws passwords for a cluster that is about to be made, readable by this user only. */
export function drawPasswords(dataDir: string): Passwords {
  const draw = () => randomBytes(24).toString('hex');
  const passwords: Passwords = { superuser: draw(), owner: draw(), app: draw(), queue: draw() };
  const file = secretsFile(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return passwords;
}

/** A connection address of the embedded server. */
export function urlFor(passwords: Passwords, port: number, role: DatabaseRole, database: string): string {
  return `postgres://${LOGINS[role]}:${passwords[role]}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

async function withClient(connectionString: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Roles, passwords, the database and what a superuser prepares in it, from the same files that operators run
 * (docker/roles.sql, docker/database.sql). Idempotent, done at every start so that changed files take effect.
 */
export async function provision(projectRoot: string, passwords: Passwords, port: number): Promise<void> {
  const sql = (name: string) => readFileSync(join(projectRoot, 'docker', name), 'utf8');
  await withClient(urlFor(passwords, port, 'superuser', 'postgres'), async (client) => {
    await client.query(sql('roles.sql'));
    for (const role of ['owner', 'app', 'queue'] as const) {
      await client.query(`alter role ${LOGINS[role]} password ${client.escapeLiteral(passwords[role])}`);
    }
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE} owner ${LOGINS.owner}`);
  });
  await withClient(urlFor(passwords, port, 'superuser', DATABASE), async (client) => {
    await client.query(sql('database.sql'));
  });
}
