import { plus } from '#libs/kernel';
import { Db, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ApplicationNotSubmitted } from './events.js';
import { CLOSE_DRAFTS_AFTER_MS } from './shared/limits.js';

const BATCH = 100;
const DUE = `select a.id from application a join call c on c.id = a.call_id where a.state = 'draft' and c.closes_at <= $1 order by a.id limit ${BATCH}`;

/** Drafts that were not submitted become so 30 s after their call closed, when everything that arrived in time has been committed or refused. */
@Injectable()
export class CloseDrafts {
  constructor(private readonly db: Db) {}

  /** Answers how many drafts were closed. */
  async run(actor: Actor): Promise<number> {
    const closedBefore = plus(actor.at, -CLOSE_DRAFTS_AFTER_MS);
    let closed = 0;
    for (;;) {
      const due = await this.db.read(actor, (tx) => tx.rows<{ id: string }>(DUE, [closedBefore]));
      if (!due.length) return closed;
      closed += await this.close(actor, due.map((r) => r.id));
    }
  }

  private close(actor: Actor, ids: string[]): Promise<number> {
    return this.db.write(actor, async (tx) => {
      await tx.rows('select 1 from application where id = any($1) order by id for no key update', [ids]);
      const rows = await tx.rows<{ id: string }>(`update application set state = 'not-submitted', version = version + 1, updated_at = $2 where id = any($1) and state = 'draft' returning id`,
        [ids, actor.at]);
      for (const { id } of rows) {
        tx.audit(`application:${id}`, 'application.not-submitted');
        tx.emit(ApplicationNotSubmitted.type, { applicationId: id });
      }
      if (!rows.length) tx.audit('sweep:close-drafts', 'sweep.found-nothing');
      return rows.length;
    });
  }
}
