import { fork, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { TestDatabase } from './database.js';

/** The API or a worker as a process of its own, as `npm start` runs it, on a test's database. */
export class SystemProcess {
  private constructor(private readonly child: ChildProcess, /** 0 for a worker. */ readonly port: number) {}

  /** Starts `dist/apps/<part>` and waits until it says that it is ready. */
  static async start(part: 'api' | 'worker', database: TestDatabase, env: Record<string, string | undefined> = {}): Promise<SystemProcess> {
    const child = fork(join(resolve(__dirname, '../..'), 'dist', 'apps', part, 'src', 'main.js'), [], {
      env: {
        ...process.env, NODE_ENV: 'production', DATABASE_URL: database.appUrl, QUEUE_DATABASE_URL: database.queueUrl, DATABASE_OWNER_URL: undefined, RATE_LIMITS: 'off',
        DATA_DIR: database.files, PORT: '0', SESSION_SECRET: 'test-secret-test-secret-test-secret', LOG_LEVEL: process.env.TEST_LOG ?? 'silent', ...env,
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const port = await new Promise<number>((ready, failed) => {
      child.once('message', (message: { port?: number }) => { ready(message.port ?? 0); });
      child.once('exit', (code) => { failed(new Error(`the ${part} ended with ${code}`)); });
    });
    return new SystemProcess(child, port);
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
