import { AuditTrail, findRunningEmbedded, SystemClock, type AuditReport } from '#libs/platform';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { launch, type Running } from '../../apps/cli/src/start/launch.js';
import { until } from '../support/app.js';
import { LiveStage } from '../support/live-stage.js';

/** What may be killed: the API, the worker, the database's first process alone, or it with all that it started. */
export const VICTIMS = ['api', 'worker', 'postmaster', 'postgres'] as const;
export type Victim = (typeof VICTIMS)[number];

const READY_WITHIN_MS = 60_000;

interface Process { pid: number; parent: number; command: string }

function processes(): Process[] {
  return spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 16 << 20 }).stdout.split('\n').flatMap((line) => {
    const m = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return m ? [{ pid: Number(m[1]), parent: Number(m[2]), command: m[3] ?? '' }] : [];
  });
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'ESRCH') throw e;
  }
}

/** The whole system as `npm start` runs it, in a folder of its own, with processes that may be killed. */
export class LaunchedSystem {
  /** What the launcher said. */
  readonly said: string[] = [];
  /** What it gave up; empty while it keeps everything running. */
  readonly gaveUp: Error[] = [];
  private running!: Running;
  stage!: LiveStage;
  /** The last answer about it. */
  private health = '';
  private readonly kills: { victim: Victim; at: number }[] = [];

  private constructor(private readonly dataDir: string) {}

  static async start(env: Record<string, string>): Promise<LaunchedSystem> {
    const system = new LaunchedSystem(mkdtempSync(join(tmpdir(), 'kopuro-chaos-')));
    system.running = await launch({
      dataDir: system.dataDir, port: 0, seed: 'none', output: 'file', env: { REDIS_URL: '', SMTP_URL: '', PUBLIC_URL: '', SEED: 'none', RATE_LIMITS: 'off', LOG_LEVEL: 'warn', ...env },
      log: (line) => { system.said.push(line); }, onFailure: (e) => { system.gaveUp.push(e); },
    });
    const urls = findRunningEmbedded(system.dataDir);
    if (!urls) throw new Error('the embedded database is not found');
    system.stage = new LiveStage(system.running.apiUrl, urls.superuserUrl);
    return system;
  }

  get appUrl(): string { return this.running.urls.appUrl; }

  async stop(): Promise<void> {
    await this.stage.close();
    await this.running.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Waits until a kill may follow: the launcher gives up a child that ends five times within half a minute, as it should. */
  async rest(victim: Victim): Promise<void> {
    const recent = () => this.kills.filter((k) => k.victim === victim && performance.now() - k.at < 31_000);
    while (recent().length >= 4) await new Promise((wake) => { setTimeout(wake, 250); });
  }

  /** Kills at once, and answers when the whole system is ready again: in milliseconds. */
  async kill(victim: Victim): Promise<number> {
    const began = performance.now();
    this.kills.push({ victim, at: began });
    const killed = this.pidsOf(victim);
    for (const pid of killed) killHard(pid);
    await until(async () => this.gaveUp.length > 0 || (this.pidsOf(victim).some((pid) => !killed.includes(pid)) && await this.isReady()), READY_WITHIN_MS)
      .catch(() => { throw new Error(`not ready again after a kill of ${victim} (${killed.join(', ')})\n${this.story()}`); });
    const [failure] = this.gaveUp;
    if (failure) throw failure;
    return performance.now() - began;
  }

  /** The ends of what the launcher, the database, the API and the worker said. */
  private story(): string {
    const end = (...path: string[]) => readFileSync(join(this.dataDir, ...path), 'utf8').trimEnd().split('\n').slice(-12).map((line) => line.slice(0, 400));
    return [this.health, ...this.said.slice(-12), ...end('postgres.log'), ...end('logs', 'api.log'), ...end('logs', 'worker.log')].join('\n');
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

  private async isReady(): Promise<boolean> {
    const answer = await fetch(`${this.stage.base}/api/health/ready`, { signal: AbortSignal.timeout(15_000) }).catch((e: unknown) => String(e));
    this.health = typeof answer === 'string' ? answer : await answer.text();
    return typeof answer !== 'string' && answer.status === 200;
  }

  private pidsOf(victim: Victim): number[] {
    if (victim === 'api' || victim === 'worker') {
      return processes().filter((p) => p.parent === process.pid && p.command.includes(join('dist', 'apps', victim))).map((p) => p.pid);
    }
    const pid = this.postmaster();
    if (pid === undefined) return [];
    return victim === 'postmaster' ? [pid] : [pid, ...processes().filter((p) => p.parent === pid).map((p) => p.pid)];
  }

  private postmaster(): number | undefined {
    try {
      return Number(readFileSync(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]) || undefined;
    } catch {
      return undefined;
    }
  }
}
