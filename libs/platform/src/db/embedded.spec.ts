import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded, type Embedded } from './embedded.js';

/** Minutes of work that never waits: whoever does it does not notice that its server is gone. */
const BUSY = 'select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b';

describe('an embedded database whose first process is killed alone', () => {
  let folder: string;
  let database: Embedded;
  const failures: Error[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kopuro-embedded-'));
    database = await startEmbedded({ dataDir: folder, log: () => undefined, onFailure: (e) => { failures.push(e); } });
  });
  afterAll(async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function connected(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: database.superuserUrl });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  it('comes back by itself while a child is busy with a statement that takes minutes, and keeps what was committed', async () => {
    const [writer, busy, observer] = [await connected(), await connected(), await connected()];
    await writer.query('create table kept(n int); insert into kept values (1)');
    const cut = busy.query(BUSY).then(() => 'answered', () => 'cut');
    const isBusy = async () => (await observer.query(`select 1 from pg_stat_activity where state = 'active' and query = $1`, [BUSY])).rowCount === 1;
    while (!await isBusy()) await sleep(20);
    const former = database.postmasterPid;
    process.kill(former, 'SIGKILL');
    while (database.postmasterPid === former && !failures.length) await sleep(20);
    expect(failures).toEqual([]);
    expect(await cut).toBe('cut');
    const again = await connected();
    expect((await again.query('select n from kept')).rows).toEqual([{ n: 1 }]);
    await again.end();
  });
});
