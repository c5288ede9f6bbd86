import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order } from './load-process.js';
import type { Figures, Shot } from './measure.js';

/** Load of HTTP requests over connections that are kept, from a process of its own. */
export class Load {
  private constructor(private readonly child: ChildProcess) {}

  static async start(): Promise<Load> {
    const child = fork(fileURLToPath(new URL('run.mjs', import.meta.url)), ['--load'], { serialization: 'advanced' });
    await once(child, 'message');
    return new Load(child);
  }

  /** The same requests again and again. */
  again(clients: number, seconds: number, shots: Shot[]): Promise<Figures> { return this.order({ clients, seconds, shots, again: true }); }

  /** Each request once, as far as the time allows. */
  once(clients: number, seconds: number, shots: Shot[]): Promise<Figures> { return this.order({ clients, seconds, shots, again: false }); }

  stop(): void { this.child.disconnect(); }

  private order(order: Order): Promise<Figures> {
    return new Promise((done, failed) => {
      const ended = () => { failed(new Error('the load ended before its time')); };
      this.child.once('exit', ended).once('message', (answer: Figures | { error: string }) => {
        this.child.off('exit', ended);
        if ('error' in answer) failed(new Error(answer.error)); else done(answer);
      });
      this.child.send(order);
    });
  }
}
