import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { LaunchFailure } from './failure.js';

/** When a child counts as one that cannot run; times in milliseconds. */
export interface Patience {
  /** So many lives in a row that were short are given up. */
  readonly shortLives: number;
  /** A life is short when it ends before the child was ready for so long: it fails at what it begins with. */
  readonly healthyAfter: number;
}

/** A child that served for a while and died is wanted back, however often it happens; one that dies of its own start is not. */
const PATIENCE: Patience = { shortLives: 5, healthyAfter: 2_000 };
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5_000;
const READY_WITHIN = 60_000;

export interface ChildSpec {
  /** As messages name it. */
  readonly name: string;
  /** Module that starts on import, says `{ready: true, port}`, stops on SIGTERM and leaves when the channel closes. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A file for what it prints; left out: our own output. */
  readonly logFile?: string | undefined;
  readonly log: (line: string) => void;
  /** It fails again and again, and was given up. */
  readonly onFailure: (failure: LaunchFailure) => void;
}

/** One child process that is kept running: a child that dies is started anew, after a pause that grows with lives that were short. */
export class SupervisedChild {
  #child: ChildProcess | undefined;
  #readySince: number | undefined;
  #shortLives = 0;
  #stopping = false;
  #pause: NodeJS.Timeout | undefined;
  #settle!: { ready: (port: number) => void; failed: (failure: LaunchFailure) => void };
  #ready!: Promise<number>;

  constructor(private readonly spec: ChildSpec, private readonly patience = PATIENCE) {
    this.expectReady();
    this.start(false);
  }

  /** Resolves with the port (0 for one that does not listen) when the child is ready; rejects when it was given up. */
  get ready(): Promise<number> {
    return this.#ready;
  }

  /** Asks the child to leave and waits; after `grace` milliseconds it is killed with whatever it started. */
  async stop(grace: number): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#pause);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const killer = setTimeout(() => killGroup(child), grace);
    await gone;
    clearTimeout(killer);
  }

  /** Stops the child and starts it with the code as it is now; resolves when it is ready. */
  async restart(grace: number): Promise<void> {
    await this.stop(grace);
    this.#stopping = false;
    this.#shortLives = 0;
    this.expectReady();
    this.start(false);
    await this.#ready;
  }

  private expectReady(): void {
    this.#ready = new Promise((ready, failed) => (this.#settle = { ready, failed }));
    // Whoever waits gets the rejection; that nobody waits any more is no error.
    this.#ready.catch(() => undefined);
  }

  private start(restarted: boolean): void {
    const { entry, env, logFile } = this.spec;
    const output = logFile === undefined ? 'inherit' : openSync(logFile, 'a', 0o600);
    // In a process group of its own: Ctrl-C in the terminal must not stop it before its turn.
    const child = fork(entry, [], { env: { ...env }, stdio: ['ignore', output, output, 'ipc'], detached: true });
    if (typeof output === 'number') closeSync(output);
    this.#child = child;
    this.#readySince = undefined;
    const late = setTimeout(() => killGroup(child), READY_WITHIN);
    child.on('message', (message: { ready?: boolean; port?: number }) => {
      if (message.ready !== true) return;
      clearTimeout(late);
      this.#readySince = performance.now();
      if (restarted) this.spec.log(`The ${this.spec.name} runs again`);
      this.#settle.ready(message.port ?? 0);
    });
    child.on('error', (error) => this.spec.log(`${this.spec.name}: ${error.message}`));
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      if (!this.#stopping) this.afterFailure(signal ?? `exit ${code}`);
    });
  }

  private afterFailure(how: string): void {
    const { name, log, onFailure } = this.spec;
    const { shortLives, healthyAfter } = this.patience;
    const wasHealthy = this.#readySince !== undefined && performance.now() - this.#readySince >= healthyAfter;
    this.#shortLives = wasHealthy ? 0 : this.#shortLives + 1;
    if (this.#shortLives >= shortLives) {
      const failure = new LaunchFailure(`The ${name} failed ${shortLives} times in a row (last: ${how}). What it printed above says why.`);
      this.#settle.failed(failure);
      onFailure(failure);
      return;
    }
    log(`The ${name} ended unexpectedly (${how}); starting it anew`);
    this.#pause = setTimeout(() => this.start(true), Math.min(FIRST_PAUSE * 2 ** Math.max(0, this.#shortLives - 1), LONGEST_PAUSE));
  }
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
