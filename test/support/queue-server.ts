import type { Config } from '#libs/platform';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { until } from './app.js';

/** What carries the queue of a test: both must behave alike. One kind for a test file, as for a process. */
export type QueueKind = 'PostgreSQL' | 'Redis';

const absent = spawnSync('redis-server', ['--version']).error !== undefined;

/** `describe` for one kind of queue; says so when its tests are skipped. */
export function describeQueue(kind: QueueKind, what: string, tests: () => void): void {
  const skipped = kind === 'Redis' && absent;
  if (skipped) process.stderr.write(`skipped: redis-server is not installed, so "${what}" is not tried on Redis\n`);
  (skipped ? describe.skip : describe)(`${what}, the queue on ${kind}`, tests);
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const { port } = s.address() as { port: number };
      s.close(() => { found(port); });
    });
  });
}

/** A Redis of its own on a port that stays the same when it is killed and started again; it keeps nothing on disk, or (`keeps`) each write. */
export class RedisServer {
  private server: ChildProcess | undefined;

  private constructor(private readonly port: number, private readonly folder: string, private readonly keeps: boolean) {}

  static async start(keeps = false): Promise<RedisServer> {
    const redis = new RedisServer(await freePort(), mkdtempSync(join(tmpdir(), 'kopuro-redis-')), keeps);
    await redis.run();
    return redis;
  }

  get url(): string { return `redis://127.0.0.1:${this.port}`; }

  /** Empties it, as an operator's mistake would. */
  async flush(): Promise<void> {
    const redis = new Redis(this.url);
    await redis.flushall();
    redis.disconnect();
  }

  /** Kills it and starts it again after a pause: an empty one, or one with what it kept on disk. */
  async killAndStart(awayMs = 0, empty = true): Promise<void> {
    await this.end();
    if (empty) rmSync(join(this.folder, 'appendonlydir'), { recursive: true, force: true });
    await sleep(awayMs);
    await this.run();
  }

  async stop(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async run(): Promise<void> {
    this.server = spawn('redis-server', ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', '', '--appendonly', this.keeps ? 'yes' : 'no', '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
    const probe = new Redis(this.url, { lazyConnect: true, maxRetriesPerRequest: null });
    probe.on('error', () => undefined);
    await until(async () => (await probe.ping().catch(() => '')) === 'PONG');
    probe.disconnect();
  }

  private async end(): Promise<void> {
    const { server } = this;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise<void>((done) => { server.once('exit', () => { done(); }); });
    server.kill('SIGKILL');
    await gone;
  }
}

/** The server of a kind of queue, and the settings by which the application finds it (none for the test's own database). */
export async function startQueue(kind: QueueKind): Promise<{ config: Partial<Config>; redis: RedisServer | undefined; stop(): Promise<void> }> {
  if (kind === 'PostgreSQL') return { config: {}, redis: undefined, stop: async () => undefined };
  const redis = await RedisServer.start();
  return { config: { redisUrl: redis.url, queueDatabaseUrl: undefined }, redis, stop: () => redis.stop() };
}
