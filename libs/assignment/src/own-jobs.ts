import { Db, refuse, type Actor, type JobRow } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { presentJob } from './present.js';

/** Long work that a person asked for; nobody else's exists for them. */
@Injectable()
export class OwnJobs {
  constructor(private readonly db: Db) {}

  read(actor: Actor, id: string) {
    return this.db.read(actor, async (tx) => {
      const job = await tx.row<JobRow>('select * from job where id = $1 and owner_id = $2', [id, actor.personId]);
      return presentJob(job ?? refuse('not-found'), actor.language);
    });
  }

  /** Refuses `job.not-cancellable` once it has ended. */
  cancel(actor: Actor, id: string) {
    return this.db.write(actor, async (tx) => {
      const job = await tx.row<JobRow>('select * from job where id = $1 and owner_id = $2 for update', [id, actor.personId]) ?? refuse('not-found');
      if (job.state !== 'queued' && job.state !== 'running') refuse('job.not-cancellable');
      await tx.rows(`update job set state = 'cancelled', ended_at = $2 where id = $1`, [id, actor.at]);
      tx.audit(`job:${id}`, 'job.cancelled', { kind: job.kind });
      return presentJob({ ...job, state: 'cancelled' }, actor.language);
    });
  }
}
