import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../db/actor.js';
import type { WriteTx } from '../db/tx.js';
import { newId } from '../ids/ids.js';
import { Queues } from '../queue/queues.js';
import { Actors } from '../auth/actors.js';
import { Clock } from '../clock/clock.js';
import { Refused } from '../refused.js';

export interface JobRow {
  id: string; kind: string; owner_id: string | null; subject: string; input: unknown; state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  progress: number; attempts: number; result: unknown; problem: string | null; created_at: Date;
}

/**
 * What a running job may use: the requester's rights as they are now, its input, and a way to tell how far it is. `signal` is aborted soon after the
 * job was cancelled, and when the process ends: then the job is taken up again later.
 */
export interface JobContext { id: string; actor: Actor; subject: string; input: unknown; progress: (percent: number) => Promise<void>; signal: AbortSignal }
/** How often a running job is asked whether it was cancelled. */
const LOOK_FOR_CANCEL_MS = 500;
/** Work that failed this often for reasons of ours is given up; its owner sees `server.failed`. */
const MAX_ATTEMPTS = 5;

type Handler = (job: JobContext) => Promise<unknown>;

/** Long work: a row that says what and how far, and a queue ticket that only wakes a worker. */
@Injectable()
export class Jobs implements OnModuleDestroy {
  private readonly handlers = new Map<string, Handler>();
  private readonly running = new Set<AbortController>();

  constructor(private readonly ds: DataSource, private readonly queues: Queues, private readonly actors: Actors, private readonly clock: Clock) {}

  handle(kind: string, handler: Handler): void { this.handlers.set(kind, handler); }

  /** Asks for long work inside the transaction that decides on it; the sweep hands it to the queue. Refuses while the same work runs (`job.running`). */
  async request(tx: WriteTx, actor: Actor, kind: string, subject: string, input: unknown = {}): Promise<string> {
    const id = newId();
    await tx.rows('insert into job(id, kind, owner_id, subject, input, created_at) values ($1, $2, $3, $4, $5, $6)', [id, kind, actor.personId, subject, JSON.stringify(input), actor.at]);
    return id;
  }

  /** Queues work that waits; repeats are one. */
  async sweep(): Promise<void> {
    const rows = await this.ds.query<{ id: string }[]>(`select id from job where state in ('queued', 'running') order by created_at limit 100`);
    for (const { id } of rows) await this.queues.add('work', id);
  }

  /** Runs one job to its end: done with a result, or failed with the code of the refusal. Other errors are thrown, to be tried again. */
  async run(id: string): Promise<void> {
    const [job] = await this.ds.query<JobRow[]>(`select * from take_job($1)`, [id]);
    if (!job?.id) return;
    const handler = this.handlers.get(job.kind);
    if (!handler) throw new Error(`nobody handles jobs of kind ${job.kind}`);
    const ended = (state: string, result: unknown, problem: string | null) =>
      this.ds.query(`update job set state = $2, result = $3, problem = $4, progress = case when $2 = 'done' then 100 else progress end, ended_at = clock_timestamp() where id = $1 and state = 'running'`,
        [id, state, JSON.stringify(result ?? null), problem]);
    const stop = new AbortController();
    this.running.add(stop);
    const watch = setInterval(() => void this.isRunning(id).then((on) => { if (!on) stop.abort(); }, () => undefined), LOOK_FOR_CANCEL_MS);
    try {
      const actor = await this.actors.of(job.owner_id, await this.clock.now());
      const result = await handler({
        id, actor, subject: job.subject, input: job.input,
        progress: async (percent) => { await this.ds.query('update job set progress = $2 where id = $1', [id, Math.max(0, Math.min(100, Math.round(percent)))]); },
        signal: stop.signal,
      });
      await ended('done', result, null);
    } catch (e) {
      if (stop.signal.aborted) return;
      // A database that is away or too slow is no answer to the work: it is tried again.
      if (e instanceof Refused && e.status < 500) {
        await ended('failed', e.found[0]?.values ?? null, e.code);
        return;
      }
      if (job.attempts >= MAX_ATTEMPTS) await ended('failed', null, 'server.failed');
      throw e;
    } finally {
      clearInterval(watch);
      this.running.delete(stop);
    }
  }

  /** What runs here ends; its row still says that it runs, so that the next worker takes it up. */
  onModuleDestroy(): void {
    for (const stop of this.running) stop.abort();
  }

  private async isRunning(id: string): Promise<boolean> {
    return (await this.ds.query<JobRow[]>('select state from job where id = $1', [id]))[0]?.state === 'running';
  }
}
