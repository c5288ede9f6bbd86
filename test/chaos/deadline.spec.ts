import { submitApplication } from '#libs/applications/shared/contract';
import { CommitLimit, Db, systemActor } from '#libs/platform';
import { connect } from 'node:net';
import pg from 'pg';
import { codeOf, TestApp, until, type Member } from '../support/app.js';
import { signedDraft } from '../support/drafts.js';
import { leadsOf, outsider } from '../support/reviewed.js';
import { publishedCall } from '../support/submitted.js';

describe('a submission at the deadline', () => {
  let t: TestApp;
  let officers: { kg: Member; cn: Member };
  let limit: CommitLimit;
  let calls = 0;

  beforeAll(async () => {
    t = await TestApp.start();
    limit = t.app.get(CommitLimit);
    officers = { kg: await outsider(t, 'officer.kg', 'KG', 'officer'), cn: await outsider(t, 'officer.cn', 'CN', 'officer') };
  });
  afterAll(() => t.stop());
  afterEach(() => { limit.withinMs = 30_000; });

  /** A signed draft of a call that closes a minute from now. */
  async function ready(): Promise<{ lead: Member; id: string; callId: string; closes: Date }> {
    const closes = new Date(t.clock.at.getTime() + 60_000);
    const call = await publishedCall(officers, { code: `KC-${++calls}`, closesAt: closes.toISOString() });
    const leads = await leadsOf(t, `n${calls}`);
    return { lead: leads.kg, id: (await signedDraft(call.id, leads.kg, leads.cn)).id, callId: call.id, closes };
  }
  /** Holds a call's lock as another transaction would; answers what lets go. */
  async function hold(callId: string): Promise<() => Promise<void>> {
    const c = new pg.Client({ connectionString: t.database.superuserUrl });
    await c.connect();
    await c.query('begin');
    await c.query('select 1 from call where id = $1 for no key update', [callId]);
    return async () => { await c.query('commit'); await c.end(); };
  }
  const waiting = () => until(async () => (await t.sql(`select 1 from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`, [t.database.name])).length > 0);
  const traces = (id: string) => t.sql(`select 1 from submission where application_id = $1 union all select 1 from audit_entry where stream = 'application:' || $1 and action = 'application.submitted'`, [id]);

  it('is accepted when it arrived in time and a lock held it past the deadline', async () => {
    const { lead, id, callId, closes } = await ready();
    const release = await hold(callId);
    const arrived = t.clock.at;
    const submission = lead.call(submitApplication, { params: { id } });
    await waiting();
    t.clock.at = new Date(closes.getTime() + 5_000);
    const late = codeOf(lead.call(submitApplication, { params: { id } }));
    await release();
    expect((await submission).receivedAt).toBe(arrived.toISOString());
    expect(await late).toMatch(/window\.closed|application\.already-submitted/);
    expect(await traces(id)).toHaveLength(2);
  });

  it('is refused as a whole when its commit would come too long after it', async () => {
    const { lead, id, callId } = await ready();
    limit.withinMs = 300;
    const release = await hold(callId);
    const submission = codeOf(lead.call(submitApplication, { params: { id } }));
    await waiting();
    await new Promise((wake) => { setTimeout(wake, 350); });
    await release();
    expect(await submission).toBe('server.busy');
    expect(await traces(id)).toEqual([]);
    limit.withinMs = 30_000;
    expect((await lead.call(submitApplication, { params: { id } })).number).toMatch(/-0001$/);
  });

  it('looks at the time after the checks that the database keeps for the commit', async () => {
    await t.sql(`create table slow_check (id int);
      create function slow_check() returns trigger language plpgsql as $$ begin perform pg_sleep(0.4); return null; end $$;
      create constraint trigger slow_check after insert on slow_check deferrable initially deferred for each row execute function slow_check();
      grant select, insert on slow_check to kopuro_app`);
    limit.withinMs = 200;
    const write = (id: number) => t.app.get(Db).write(systemActor(t.clock.at), async (tx) => {
      tx.audit('test:slow', 'test.happened');
      await tx.rows('insert into slow_check values ($1)', [id]);
    });
    expect(await codeOf(write(1))).toBe('server.busy');
    limit.withinMs = 30_000;
    await write(2);
    expect(await t.sql('select id from slow_check')).toEqual([{ id: 2 }]);
  });

  it('cannot be announced in time and finished later: the limit counts from the first byte', async () => {
    const { lead, id } = await ready();
    limit.withinMs = 400;
    const { port } = new URL(t.base);
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    socket.on('data', (d: Buffer) => { answer += d.toString(); });
    socket.write(`POST /api/v1/applications/${id}/submission HTTP/1.1\r\nhost: localhost:${port}\r\ncookie: ${lead.cookie}\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n`);
    await new Promise((wake) => { setTimeout(wake, 600); });
    socket.write('{}');
    await new Promise<void>((gone) => { socket.on('close', () => { gone(); }); });
    expect(answer).toMatch(/^HTTP\/1\.1 503[^]*server\.busy/);
    expect(await traces(id)).toEqual([]);
  });

  it('is told to come back when the database does not answer in time', async () => {
    const { lead, id, callId } = await ready();
    await t.sql(`alter role kopuro_app in database ${t.database.name} set lock_timeout = '200ms'`);
    const release = await hold(callId);
    try {
      // Only connections made from now on know the shorter patience.
      await t.sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'kopuro_app'`, [t.database.name]);
      await until(async () => (await lead.call(submitApplication, { params: { id } }).catch((e: unknown) => (e as { code?: string }).code)) === 'server.busy');
      expect(await traces(id)).toEqual([]);
    } finally {
      await release();
      await t.sql(`alter role kopuro_app in database ${t.database.name} reset lock_timeout`);
    }
  });
});
