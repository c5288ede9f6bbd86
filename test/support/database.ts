import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** `files`: the folder of what belongs to it outside the database. */
export interface TestDatabase { name: string; ownerUrl: string; appUrl: string; queueUrl: string; superuserUrl: string; folder: string; files: string; drop(): Promise<void> }

interface Server { superuser: string; owner: string; app: string; queue: string; template: string; folder: string }

function server(): Server {
  const file = process.env.KOPURO_TEST_DATABASE;
  if (!file) throw new Error('the test database was not started');
  return JSON.parse(readFileSync(file, 'utf8')) as Server;
}

async function asSuperuser<T>(s: Server, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: s.superuser.replace('NAME', 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A migrated, empty database of its own for one test file. */
export function newDatabase(): Promise<TestDatabase> {
  return clone(server().template);
}

/** A clone of the database `name`, which the first of a run who asks for it fills; all its clones share the files put there. */
export async function filledDatabase(name: string, fill: (database: TestDatabase) => Promise<void>): Promise<TestDatabase> {
  const s = server();
  const files = join(s.folder, name);
  await asSuperuser(s, async (client) => {
    // Held until the connection ends: who asks meanwhile waits.
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    if ((await client.query('select from pg_database where datname = $1', [name])).rowCount) return;
    const first = await clone(s.template, files);
    await fill(first);
    await client.query(`alter database ${first.name} rename to ${name}`);
  });
  return clone(name, files);
}

async function clone(template: string, files?: string): Promise<TestDatabase> {
  const s = server();
  const name = `t_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await asSuperuser(s, async (client) => {
    for (let attempt = 1; ; attempt++) {
      try {
        // Copying files takes half of the processor time that writing them to the log takes, and nothing here waits for the disk.
        await client.query(`create database ${name} template ${template} owner kopuro_owner strategy file_copy`);
        break;
      } catch (e) {
        // Another worker may be cloning the template at this moment.
        if (attempt > 50) throw e;
        await new Promise((wake) => { setTimeout(wake, 100); });
      }
    }
    // A clone has its template's content but not the rights on the database itself.
    await client.query(`grant connect, temporary, create on database ${name} to kopuro_queue`);
  });
  const url = (u: string) => u.replace('NAME', name);
  return {
    name, ownerUrl: url(s.owner), appUrl: url(s.app), queueUrl: url(s.queue), superuserUrl: url(s.superuser), folder: s.folder, files: files ?? join(s.folder, name),
    drop: async () => { await asSuperuser(s, (client) => client.query(`drop database if exists ${name} with (force)`)); },
  };
}
