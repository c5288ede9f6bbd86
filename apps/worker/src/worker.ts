import type { INestApplicationContext } from '@nestjs/common';
import { SendLetter } from '#libs/notifications';
import { AuditTrail, Jobs, LOG, Queues, Relay, Sweeps } from '#libs/platform';
import type { Logger } from 'pino';

/** How often the worker looks for due work, in milliseconds. */
export interface Pace { relay: number; jobs: number; root: number }
export const PACE: Pace = { relay: 300, jobs: 500, root: 60_000 };

/** Starts the queue's handlers and the sweeps of the mechanisms; slices have added theirs when their modules were built. */
export function startWorker(app: INestApplicationContext, pace: Pace = PACE): void {
  const log = app.get<Logger>(LOG);
  const queues = app.get(Queues);
  const relay = app.get(Relay);
  const jobs = app.get(Jobs);
  const sweeps = app.get(Sweeps);
  const onError = (err: Error) => { log.error({ err }, 'queue'); };
  queues.work('events', 8, (id) => relay.deliver(id), onError);
  queues.work('letters', 4, (id) => app.get(SendLetter).run(id), onError);
  queues.work('work', 1, (id) => jobs.run(id), onError);
  sweeps.add('outbox', pace.relay, () => relay.relay());
  sweeps.add('jobs', pace.jobs, () => jobs.sweep());
  sweeps.add('audit-root', pace.root, () => app.get(AuditTrail).signRoot());
  sweeps.start(log);
}
