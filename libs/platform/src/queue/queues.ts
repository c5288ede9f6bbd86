import { Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker, type ConnectionOptions, type Job, type JobsOptions } from 'bullmq';
import type { Config } from '../config/config.js';

/** The queues; each job carries ids only, never content. */
export const QUEUES = ['events', 'letters', 'work'] as const;
export type QueueName = (typeof QUEUES)[number];
export interface Ticket { id: string }

const KEEP: JobsOptions = { attempts: 8, backoff: { type: 'exponential', delay: 500 }, removeOnComplete: true, removeOnFail: true };

/**
 * After this time a job counts as left behind by a worker that died, unless the worker has said again that it lives. Short where a second run does no
 * harm; long work may keep the process busy for a while.
 */
const LOCK_MS: Record<QueueName, number> = { events: 8_000, letters: 8_000, work: 30_000 };
const LOOK_FOR_DEAD_MS = 4_000;
/** Pause before a queue worker that could not begin is made anew. */
const AGAIN_MS = 1_000;

const CLOSE_WITHIN_MS = 2_000;

/** Waits for an orderly end, and forces it when that takes too long. */
async function inTime(end: Promise<void>, force: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((done) => { timer = setTimeout(() => { done('late'); }, CLOSE_WITHIN_MS); });
  const first = await Promise.race([end.catch(() => undefined), late]);
  clearTimeout(timer);
  if (first === 'late') void force().catch(() => undefined);
}

/**
 * BullMQ on Redis where REDIS_URL is set, on PostgreSQL otherwise. What is to be done is always in the database first;
 * the queue only spreads it, so an emptied queue is refilled by the sweeps. A queue or worker that began while its server was away
 * remembers that failure for ever, so it is thrown away and made anew.
 */
@Injectable()
export class Queues implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly queues = new Map<QueueName, Queue>();
  private readonly workers = new Set<Worker>();
  private readonly pauses = new Set<NodeJS.Timeout>();
  private readonly connection: ConnectionOptions;
  private closing = false;

  constructor(config: Pick<Config, 'redisUrl' | 'queueDatabaseUrl'>) {
    if (config.redisUrl) {
      this.connection = { url: config.redisUrl, maxRetriesPerRequest: null } as ConnectionOptions;
    } else {
      if (!config.queueDatabaseUrl) throw new Error('neither REDIS_URL nor QUEUE_DATABASE_URL is set');
      setDefaultBackendFactory(createPostgresBackend);
      this.connection = { connectionString: config.queueDatabaseUrl, schema: 'bull', migrate: true, max: 5 } as unknown as ConnectionOptions;
    }
  }

  /** Puts a job on a queue; the same id twice is one job while the first has not ended. */
  async add(queue: QueueName, id: string): Promise<void> {
    await (await this.queue(queue)).add(queue, { id } satisfies Ticket, { ...KEEP, jobId: `${queue}_${id}` });
  }

  /** Takes jobs off a queue; a handler that throws is tried again with growing pauses. */
  work(queue: QueueName, concurrency: number, handle: (id: string, job: Job<Ticket>) => Promise<void>, onError: (e: Error) => void): void {
    const worker = new Worker<Ticket>(queue, (job) => handle(job.data.id, job),
      { connection: this.connection, concurrency, lockDuration: LOCK_MS[queue], stalledInterval: LOOK_FOR_DEAD_MS, maxStalledCount: 10, autorun: false });
    worker.on('error', onError);
    worker.on('failed', (_, e) => { onError(e); });
    this.workers.add(worker);
    worker.waitUntilReady().then(() => worker.run()).catch((e: unknown) => {
      if (this.closing) return;
      onError(e as Error);
      this.workers.delete(worker);
      void worker.close(true).catch(onError);
      const pause = setTimeout(() => { this.pauses.delete(pause); this.work(queue, concurrency, handle, onError); }, AGAIN_MS);
      this.pauses.add(pause);
    });
  }

  async ping(): Promise<void> { await (await this.queue('events')).getJobCounts('waiting'); }

  /** Handlers end while the database is still there; one that does not end in time is left, and its job is taken up again later. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    for (const pause of this.pauses) clearTimeout(pause);
    await Promise.all([...this.workers].map((w) => inTime(w.close(), () => w.close(true))));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((q) => inTime(q.close(), () => q.disconnect())));
  }

  private async queue(name: QueueName): Promise<Queue> {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = new Queue(name, { connection: this.connection });
      queue.on('error', () => undefined);
      this.queues.set(name, queue);
    }
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (e) {
      if (this.queues.get(name) === queue) this.queues.delete(name);
      void queue.close().catch(() => undefined);
      throw e;
    }
  }
}
