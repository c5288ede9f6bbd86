import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';

interface Task { name: string; everyMs: number; run: () => Promise<unknown> }

/** Work that comes due by the clock is found by looking again and again, never only by a delayed job. */
@Injectable()
export class Sweeps implements OnModuleDestroy {
  private readonly tasks: Task[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopped = false;
  private running = new Set<Promise<void>>();

  add(name: string, everyMs: number, run: () => Promise<unknown>): void { this.tasks.push({ name, everyMs, run }); }

  start(log: Logger): void { for (const task of this.tasks) this.plan(task, log, 0); }

  /** Ends before queues and database do: a sweep under way still has both. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    for (const t of this.timers) clearTimeout(t);
    await Promise.all(this.running);
  }

  private plan(task: Task, log: Logger, afterMs: number): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      const run = task.run().then(() => undefined, (err: unknown) => { log.error({ err, sweep: task.name }, 'sweep failed'); })
        .then(() => { this.running.delete(run); this.plan(task, log, task.everyMs); });
      this.running.add(run);
    }, afterMs);
    this.timers.add(timer);
  }
}
