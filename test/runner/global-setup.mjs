// One PostgreSQL for the whole run with a migrated template, which each test file clones; one Chromium, which test files start.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { build } from '../../apps/cli/build.mjs';
import { unpackBrowser } from './unpack-browser.mjs';

async function query(connectionString, ...statements) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}

export default async function setup() {
  await build({ log: () => undefined, only: 'server' });
  process.env.KOPURO_TEST_BROWSER = await unpackBrowser();
  const { startEmbedded, migrate } = await import('../../dist/libs/platform/src/index.js');
  const folder = mkdtempSync(join(tmpdir(), 'kopuro-jest-'));
  const database = await startEmbedded({ dataDir: folder, log: () => undefined });
  // Its content ends with the run, so nothing waits for the disk, and names are taken without passwords, whose proof is half of what a connection costs. Tests of durability start databases of their own.
  writeFileSync(join(folder, 'postgres', 'pg_hba.conf'), 'host all all 127.0.0.1/32 trust\n');
  await query(database.superuserUrl, 'alter system set fsync = off', 'alter system set full_page_writes = off', 'alter system set synchronous_commit = off', 'select pg_reload_conf()');
  await migrate(database.ownerUrl);
  const url = (role, name) => database.databaseUrl(role, name);
  const file = join(folder, 'database.json');
  writeFileSync(file, JSON.stringify({ superuser: url('superuser', 'NAME'), owner: url('owner', 'NAME'), app: url('app', 'NAME'), queue: url('queue', 'NAME'), template: 'kopuro', folder }));
  process.env.KOPURO_TEST_DATABASE = file;
  globalThis.kopuroTest = { database, folder };
}
