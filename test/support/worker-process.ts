import { fork, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { TestApp } from './app.js';

/** A worker of its own process, as `npm start` runs it, on the test's database. */
export class WorkerProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts `dist/apps/worker` and waits until it says that it is ready. */
  static async start(t: TestApp, env: Record<string, string> = {}): Promise<WorkerProcess> {
    const child = fork(join(resolve(__dirname, '../..'), 'dist', 'apps', 'worker', 'src', 'main.js'), [], {
      env: {
        ...process.env, NODE_ENV: 'production', DATABASE_URL: t.database.appUrl, QUEUE_DATABASE_URL: t.database.queueUrl, DATABASE_OWNER_URL: undefined,
        DATA_DIR: join(t.database.folder, t.database.name), PORT: '0', SESSION_SECRET: 'test-secret-test-secret-test-secret', LOG_LEVEL: process.env.TEST_LOG ?? 'silent', ...env,
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await new Promise<void>((ready, failed) => {
      child.once('message', () => { ready(); });
      child.once('exit', (code) => { failed(new Error(`the worker ended with ${code}`)); });
    });
    return new WorkerProcess(child);
  }

  /** Kills it as a power cut would, and waits until it is gone. */
  async kill(): Promise<void> { await this.end('SIGKILL'); }

  /** Asks it to leave in order. */
  async stop(): Promise<void> { await this.end('SIGTERM'); }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise<void>((done) => { this.child.once('exit', () => { done(); }); });
    this.child.kill(signal);
    await gone;
  }
}
