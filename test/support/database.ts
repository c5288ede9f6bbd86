import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';

export interface TestDatabase { name: string; ownerUrl: string; appUrl: string; queueUrl: string; superuserUrl: string; folder: string; drop(): Promise<void> }

interface Server { superuser: string; owner: string; app: string; queue: string; template: string; folder: string }

function server(): Server {
  const file = process.env.KOPURO_TEST_DATABASE;
  if (!file) throw new Error('the test database was not started');
  return JSON.parse(readFileSync(file, 'utf8')) as Server;
}

async function asSuperuser(s: Server, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: s.superuser.replace('NAME', 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A migrated, empty database of its own for one test file. */
export async function newDatabase(): Promise<TestDatabase> {
  const s = server();
  const name = `t_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  for (let attempt = 1; ; attempt++) {
    try {
      await asSuperuser(s, `create database ${name} template ${s.template} owner kopuro_owner`);
      break;
    } catch (e) {
      // Another worker may be cloning the template at this moment.
      if (attempt > 50) throw e;
      await new Promise((wake) => { setTimeout(wake, 100); });
    }
  }
  // A clone has its template's content but not the rights on the database itself.
  await asSuperuser(s, `grant connect, temporary, create on database ${name} to kopuro_queue`);
  const url = (u: string) => u.replace('NAME', name);
  return {
    name, ownerUrl: url(s.owner), appUrl: url(s.app), queueUrl: url(s.queue), superuserUrl: url(s.superuser), folder: s.folder,
    drop: () => asSuperuser(s, `drop database if exists ${name} with (force)`),
  };
}
