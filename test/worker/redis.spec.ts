import { Consumers, Db, Queues, systemActor } from '#libs/platform';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { TestApp, until } from '../support/app.js';

const absent = spawnSync('redis-server', ['--version']).error !== undefined;
if (absent) console.warn('skipped: redis-server is not installed, so the queue on Redis is not tried');

function freePort(): Promise<number> {
  return new Promise((found) => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const { port } = s.address() as { port: number };
      s.close(() => { found(port); });
    });
  });
}

(absent ? describe.skip : describe)('the queue on Redis', () => {
  let server: ChildProcess;
  let folder: string;
  let url: string;
  let t: TestApp;
  const taken: string[] = [];

  beforeAll(async () => {
    const port = await freePort();
    folder = mkdtempSync(join(tmpdir(), 'kopuro-redis-'));
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
    url = `redis://127.0.0.1:${port}`;
    const probe = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null });
    probe.on('error', () => undefined);
    await until(async () => (await probe.ping().catch(() => '')) === 'PONG');
    probe.disconnect();
    t = await TestApp.start({ config: { redisUrl: url, queueDatabaseUrl: undefined }, worker: true });
    t.app.get(Consumers).add('probe', async (_, event) => { taken.push(event.id); });
  });
  afterAll(async () => {
    await t.stop();
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function emit(): Promise<string> {
    return t.app.get(Db).write(systemActor(t.clock.at), async (tx) => {
      tx.audit('probe', 'probe.emitted');
      tx.emit('probe.happened', {});
      return tx.events[0]?.id ?? '';
    });
  }

  it('carries each event to its consumer once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, emit));
    await until(async () => ids.every((id) => taken.includes(id)));
    expect(taken.filter((id) => ids.includes(id))).toHaveLength(20);
    expect(await t.sql('select 1 from outbox where done_at is null')).toEqual([]);
  });

  it('is refilled from the outbox when Redis was emptied', async () => {
    const queues = t.app.get(Queues);
    await queues.ping();
    const redis = new Redis(url);
    const id = await emit();
    await redis.flushall();
    redis.disconnect();
    await t.sql(`update outbox set relayed_at = relayed_at - interval '1 hour' where done_at is null`);
    await until(async () => taken.includes(id), 30_000);
    expect(taken.filter((x) => x === id)).toHaveLength(1);
  });
});
