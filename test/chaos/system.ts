import { AuditTrail, findRunningEmbedded, SystemClock, type AuditReport } from '#libs/platform';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { launch, type Running } from '../../apps/cli/src/start/launch.js';
import { until } from '../support/app.js';
import { LiveStage } from '../support/live-stage.js';
import type { RedisServer } from '../support/queue-server.js';
import type { Dice } from './dice.js';

/** What may be killed: the API, the worker, the database's first process alone, it with all that it started, or Redis. */
export type Victim = 'api' | 'worker' | 'postmaster' | 'postgres' | 'redis';
/** As the launcher names those whom it keeps running. */
const NAMED: Record<Exclude<Victim, 'redis'>, string> = { api: 'API', worker: 'worker', postmaster: 'database server', postgres: 'database server' };

const READY_WITHIN_MS = 60_000;
/** Redis stays away for up to so long. */
const REDIS_AWAY_MS = 1_500;
/** The launcher gives a child up, as it should, whose life was as short as this five times in a row: it is let live before that. */
const SHORT_LIFE_MS = 2_000;
const SHORT_LIVES = 3;

interface Process { pid: number; parent: number; command: string }

function processes(): Process[] {
  return spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 16 << 20 }).stdout.split('\n').flatMap((line) => {
    const m = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return m ? [{ pid: Number(m[1]), parent: Number(m[2]), command: m[3] ?? '' }] : [];
  });
}

/** Whether there was somebody to kill. */
function killedHard(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'ESRCH') throw e;
    return false;
  }
}

export interface Kill { readonly victim: Victim; readonly at: number; /** Whether others were still coming back. */ readonly amidst: boolean; /** Until the worker, or with the others all that serves clients, was ready again, in milliseconds. */ took?: number }

/** The whole system as `npm start` runs it, in a folder of its own, with processes that may be killed. */
export class LaunchedSystem {
  readonly kills: Kill[] = [];
  /** What the launcher said. */
  private readonly said: string[] = [];
  /** What it gave up; empty while it keeps everything running. */
  readonly gaveUp: Error[] = [];
  private readonly away = new Set<string>();
  private readonly lives = new Map<string, { readySince: number; short: number }>();
  private redisBack: Promise<void> = Promise.resolve();
  private running!: Running;
  stage!: LiveStage;
  /** The last answer about it. */
  private health = '';

  private constructor(private readonly dataDir: string, private readonly redis: RedisServer | undefined) {}

  /** The queue lies in `redis`, or in the database without one. */
  static async start(env: Record<string, string>, redis?: RedisServer): Promise<LaunchedSystem> {
    const system = new LaunchedSystem(mkdtempSync(join(tmpdir(), 'kopuro-chaos-')), redis);
    system.running = await launch({
      dataDir: system.dataDir, port: 0, seed: 'none', output: 'file',
      env: { REDIS_URL: redis?.url ?? '', SMTP_URL: '', PUBLIC_URL: '', SEED: 'none', RATE_LIMITS: 'off', LOG_LEVEL: 'warn', ...env },
      log: (line) => { system.hear(line); }, onFailure: (e) => { system.gaveUp.push(e); },
    });
    const urls = findRunningEmbedded(system.dataDir);
    if (!urls) throw new Error('the embedded database is not found');
    system.stage = new LiveStage(system.running.apiUrl, urls.superuserUrl);
    return system;
  }

  get appUrl(): string { return this.running.urls.appUrl; }

  async stop(): Promise<void> {
    await this.redisBack;
    await this.stage.close();
    await this.running.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Kills whatever runs of the victim, be it ready or only beginning; one that is not there at all is waited for. */
  async kill(victim: Victim, dice: Dice): Promise<void> {
    const amidst = this.away.size > 0;
    if (victim === 'redis') await this.killRedis(dice.between(0, REDIS_AWAY_MS), dice.throw() < 0.5);
    else {
      const life = this.lives.get(NAMED[victim]) ?? { readySince: 0, short: 0 };
      const isShort = () => performance.now() - life.readySince < SHORT_LIFE_MS;
      await this.until(async () => (life.short < SHORT_LIVES || !isShort()) && this.pidsOf(victim).map(killedHard).some(Boolean), `nothing of ${victim} to kill`);
      this.lives.set(NAMED[victim], { readySince: Infinity, short: isShort() ? life.short + 1 : 0 });
      this.away.add(NAMED[victim]);
    }
    this.kills.push({ victim, at: performance.now(), amidst });
  }

  /** Waits until clients are served again, be the worker there or not. */
  async serves(): Promise<void> {
    await this.redisBack;
    await this.until(async () => [...this.away].every((name) => name === NAMED.worker) && await this.isReady());
    this.settle((kill) => kill.victim !== 'worker');
  }

  /** Waits until everything is ready. */
  async whole(): Promise<void> {
    await this.serves();
    await this.until(async () => this.away.size === 0);
  }

  async verifyAudit(): Promise<AuditReport> {
    const ds = new DataSource({ type: 'postgres', url: this.appUrl });
    await ds.initialize();
    try {
      return await new AuditTrail(ds, new SystemClock(), { dataDir: this.dataDir }).verify();
    } finally {
      await ds.destroy();
    }
  }

  private async until(probe: () => Promise<boolean>, complaint = 'not ready again'): Promise<void> {
    await until(async () => this.gaveUp.length > 0 || await probe(), READY_WITHIN_MS).catch(() => this.fail(complaint));
    const [failure] = this.gaveUp;
    if (failure) this.fail(failure.message);
  }

  private settle(isBack: (kill: Kill) => boolean): void {
    for (const kill of this.kills.filter(isBack)) kill.took ??= performance.now() - kill.at;
  }

  private hear(line: string): void {
    this.said.push(line);
    const [, name, what] = /^The (.+?) (ended unexpectedly|runs again)/.exec(line) ?? [];
    if (!name) return;
    if (what !== 'runs again') this.away.add(name);
    else {
      this.away.delete(name);
      if (name === NAMED.worker) this.settle((kill) => kill.victim === 'worker');
      const life = this.lives.get(name);
      if (life) life.readySince = performance.now();
    }
  }

  /** It comes back by the hand of the test, as a service manager's: with what it kept, or empty. */
  private async killRedis(awayMs: number, empty: boolean): Promise<void> {
    await this.redisBack;
    this.away.add('Redis');
    this.redisBack = (this.redis as RedisServer).killAndStart(awayMs, empty).then(() => { this.away.delete('Redis'); });
  }

  /** With the ends of what the launcher, the database, the API and the worker said. */
  private fail(what: string): never {
    const end = (...path: string[]) => readFileSync(join(this.dataDir, ...path), 'utf8').trimEnd().split('\n').slice(-12).map((line) => line.slice(0, 400));
    const kills = this.kills.slice(-6).map((k) => `${k.victim} ${Math.round(performance.now() - k.at)} ms ago`).join(', ');
    throw new Error([`${what}; killed: ${kills}`, this.health, ...this.said.slice(-12), ...end('postgres.log'), ...end('logs', 'api.log'), ...end('logs', 'worker.log')].join('\n'));
  }

  private async isReady(): Promise<boolean> {
    const answer = await fetch(`${this.stage.base}/api/health/ready`, { signal: AbortSignal.timeout(15_000) }).catch((e: unknown) => String(e));
    this.health = typeof answer === 'string' ? answer : await answer.text();
    return typeof answer !== 'string' && answer.status === 200;
  }

  private pidsOf(victim: Exclude<Victim, 'redis'>): number[] {
    if (victim === 'api' || victim === 'worker') {
      return processes().filter((p) => p.parent === process.pid && p.command.includes(join('dist', 'apps', victim))).map((p) => p.pid);
    }
    const pid = this.postmaster();
    // The file outlives its server, and numbers are given again.
    return processes().filter((p) => (p.pid === pid && p.command.includes(this.dataDir)) || (victim === 'postgres' && p.parent === pid)).map((p) => p.pid);
  }

  private postmaster(): number | undefined {
    try {
      return Number(readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]) || undefined;
    } catch {
      return undefined;
    }
  }
}
