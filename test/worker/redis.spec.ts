import { Consumers, Db, Queues, Relay, systemActor } from '#libs/platform';
import { Redis } from 'ioredis';
import { TestApp, until, type Member } from '../support/app.js';
import { announcedResult } from '../support/letters.js';
import { MailServer } from '../support/mail-server.js';
import { describeQueue, startQueue, type RedisServer } from '../support/queue-server.js';
import { publishedCall, submittedApplication, type Submitted } from '../support/submitted.js';

/** Results that are announced when Redis is emptied; the promise is that the queue is full again within a minute. */
const RESULTS = Number(process.env.LETTERS_MANY ?? 60);
const REFILLED_WITHIN_MS = 60_000;
/** A busy machine's time for putting one result there. */
const PREPARED_MS = 300;

describeQueue('Redis', 'a queue that is emptied or killed', () => {
  const mail = new MailServer();
  let queue: Awaited<ReturnType<typeof startQueue>>;
  let redis: RedisServer;
  let t: TestApp;
  const taken: string[] = [];

  beforeAll(async () => {
    await mail.start();
    queue = await startQueue('Redis');
    redis = queue.redis as RedisServer;
    t = await TestApp.start({ config: { ...queue.config, smtpUrl: mail.url }, worker: true });
    t.app.get(Consumers).add('probe', async (_, event) => { taken.push(event.id); });
  });
  afterAll(async () => {
    await t.stop();
    await queue.stop();
    await mail.stop();
  });

  function emit(type: string, data: object = {}): Promise<string> {
    return t.app.get(Db).write(systemActor(t.clock.at), async (tx) => {
      tx.audit('probe', 'probe.emitted');
      tx.emit(type, data);
      return tx.events[0]?.id ?? '';
    });
  }

  it('is refilled from the outbox within a minute when it is emptied in the middle of an announcement', async () => {
    const officers = { kg: await t.person('officer.kg@test.example', 'KG', { role: 'officer' }), cn: await t.person('officer.cn@test.example', 'CN', { role: 'officer' }) };
    const leads: { kg: Member; cn: Member } = { kg: await t.person('lead.kg@test.example', 'KG'), cn: await t.person('lead.cn@test.example', 'CN') };
    const call = await publishedCall(officers);
    const announced: Submitted[] = [];
    for (let n = 1; n <= RESULTS; n++) announced.push(await submittedApplication(t, call, n, leads, { state: 'refused' }));
    const ids = new Map<string, string>();
    for (const a of announced) ids.set(a.id, await announcedResult(t, a.id, 'refused'));
    await Promise.all(announced.map((a) => emit('awards.announced', { announcementId: ids.get(a.id), applicationId: a.id, result: 'refused' })));
    const client = new Redis(redis.url);
    const sent = async () => (await t.sql<{ id: string }>(`select '<' || message_id || '>' id from letter where template = 'result' and state = 'sent'`)).map((l) => l.id);
    await until(async () => (await sent()).length > RESULTS / 4, REFILLED_WITHIN_MS);
    await client.flushall();
    client.disconnect();
    const began = performance.now();
    // A lost ticket of an event counts as lost after half a minute, one of a letter after seconds.
    await until(async () => (await sent()).length === 2 * RESULTS, REFILLED_WITHIN_MS);
    process.stderr.write(`redis: emptied in the middle of ${2 * RESULTS} letters; all were sent ${Math.round(performance.now() - began)} ms later\n`);
    const results = await sent();
    expect(mail.received.map((r) => r.messageId).filter((id) => results.includes(id)).sort()).toEqual(results.sort());
    await until(async () => (await t.sql('select 1 from outbox where done_at is null')).length === 0, REFILLED_WITHIN_MS);
  }, 2 * REFILLED_WITHIN_MS + RESULTS * PREPARED_MS);

  it('carries each event once after it was killed and came back empty', async () => {
    await t.app.get(Queues).ping();
    const before = await Promise.all(Array.from({ length: 10 }, () => emit('probe.happened')));
    await redis.killAndStart();
    const after = await Promise.all(Array.from({ length: 10 }, () => emit('probe.happened')));
    await until(async () => [...before, ...after].every((id) => taken.includes(id)) || (await t.app.get(Relay).relay(0), false), REFILLED_WITHIN_MS);
    expect(taken.filter((id) => before.includes(id) || after.includes(id))).toHaveLength(20);
  }, 2 * REFILLED_WITHIN_MS);
});
