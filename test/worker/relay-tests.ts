import { Consumers, Db, Relay, systemActor, type DeliveredEvent } from '#libs/platform';
import { startWorker } from '../../apps/worker/src/worker.js';
import { TestApp, until } from '../support/app.js';
import { describeQueue, startQueue, type QueueKind } from '../support/queue-server.js';

/** Events reach their consumers once in effect, whatever carries them. */
export function relayTests(kind: QueueKind): void {
  describeQueue(kind, 'events on their way from outbox to consumers', () => { body(kind); });
}

function body(kind: QueueKind): void {
  let queue: Awaited<ReturnType<typeof startQueue>>;
  let t: TestApp;
  let relay: Relay;
  const taken: string[] = [];
  const failures = new Map<string, number>();

  beforeAll(async () => {
    queue = await startQueue(kind);
    t = await TestApp.start({ config: queue.config });
    relay = t.app.get(Relay);
    // Two consumers: what one has taken stays taken while the other still fails.
    t.app.get(Consumers).add('test-counting', async (tx, event) => {
      if (!event.type.startsWith('test.')) return;
      taken.push(event.id);
      await tx.rows(`insert into idempotency(actor, key, fingerprint, status, body, at) values ('test', $1, '', 0, '', $2)`, [`${event.id} ${taken.length}`, event.at]);
    });
    t.app.get(Consumers).add('test-failing', async (_tx, event: DeliveredEvent) => {
      const left = failures.get(event.type) ?? 0;
      failures.set(event.type, left - 1);
      if (left > 0) throw new Error('not yet');
    });
  });
  afterAll(async () => {
    await t.stop();
    await queue.stop();
  });
  beforeEach(() => { taken.length = 0; });

  async function emit(type: string, n = 1): Promise<string[]> {
    return t.app.get(Db).write(systemActor(t.clock.at), async (tx) => {
      tx.audit('test:events', 'test.happened', { type });
      for (let i = 0; i < n; i++) tx.emit(type, { i });
      return tx.events.map((e) => e.id);
    });
  }
  /** Traces that the counting consumer left in the database: what took effect. */
  const effects = async (ids: string[]) => (await t.sql<{ id: string }>(`select split_part(key, ' ', 1) id from idempotency where actor = 'test' and split_part(key, ' ', 1) = any($1) order by 1`, [ids])).map((r) => r.id);
  const actions = async (id: string) => (await t.sql<{ action: string; data: string }>('select action, data from audit_entry where stream = $1 order by seq', [`event:${id}`]))
    .map((a) => `${a.action} ${(JSON.parse(a.data) as { consumer: string }).consumer}`);
  const isDone = async (id: string) => ((await t.sql<{ done_at: Date | null }>('select done_at from outbox where id = $1', [id]))[0]?.done_at ?? null) !== null;

  it('are not there when the transaction that announced them failed', async () => {
    await expect(t.app.get(Db).write(systemActor(t.clock.at), async (tx) => {
      tx.audit('test:events', 'test.happened');
      tx.emit('test.never', {});
      await tx.rows('select 1 / 0');
    })).rejects.toThrow();
    expect(await t.sql(`select 1 from outbox where type = 'test.never'`)).toEqual([]);
  });

  it('take effect once when relay and delivery run twice at the same time', async () => {
    const ids = await emit('test.twice', 20);
    const [first, second] = await Promise.all([relay.relay(), relay.relay()]);
    expect(first + second).toBe(20);
    expect(await relay.relay()).toBe(0);
    await Promise.all(ids.flatMap((id) => [relay.deliver(id), relay.deliver(id)]));
    await relay.deliver(ids[0] ?? '');
    expect(await effects(ids)).toEqual([...ids].sort());
    for (const id of ids) {
      const heard = await actions(id);
      expect(heard.filter((a) => a === 'event.taken test-counting')).toHaveLength(1);
      expect(heard.filter((a) => a === 'event.taken notifications')).toHaveLength(1);
      expect(await isDone(id)).toBe(true);
    }
  });

  it('are queued again when nobody took them, and not before', async () => {
    const [id = ''] = await emit('test.lost');
    expect(await relay.relay()).toBe(1);
    expect(await relay.relay()).toBe(0);
    expect(await relay.relay(0)).toBe(1);
    await relay.deliver(id);
    expect(await relay.relay(0)).toBe(0);
  });

  it('come again to a consumer that throws, and to it only', async () => {
    failures.set('test.failing', 2);
    const [id = ''] = await emit('test.failing');
    await expect(relay.deliver(id)).rejects.toThrow('not yet');
    expect(await isDone(id)).toBe(false);
    expect(await effects([id])).toEqual([id]);
    await expect(relay.deliver(id)).rejects.toThrow('not yet');
    await relay.deliver(id);
    expect(await isDone(id)).toBe(true);
    expect(await effects([id])).toEqual([id]);
    const heard = await actions(id);
    expect(heard.filter((a) => a === 'event.taken test-failing')).toHaveLength(1);
    expect(heard.filter((a) => a === 'event.taken test-counting')).toHaveLength(1);
    expect(heard.filter((a) => a === 'event.repeated test-counting')).toHaveLength(2);
  });

  it('pass through the real queue to all consumers, failures included', async () => {
    startWorker(t.app, { relay: 40, jobs: 1000, root: 60_000 });
    failures.set('test.queued', 2);
    const ids = await emit('test.queued', 30);
    await until(async () => (await Promise.all(ids.map(isDone))).every(Boolean));
    expect(await effects(ids)).toEqual([...ids].sort());
  });
}
