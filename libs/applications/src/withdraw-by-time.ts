import { lockCall } from '#libs/calls';
import { Db, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ApplicationRow } from './data/application.row.js';
import { dueNotices, findNotice, withdrawalFacts } from './data/withdrawal.queries.js';
import { bindsByTime } from './shared/rules.js';
import { takeEffect } from './take-effect.js';
import { WithdrawalListeners } from './withdrawal-listeners.js';

const BATCH = 50;

/** Notices of withdrawal take effect once their days have passed. Run by the system; safe to run in several workers at once, and again. */
@Injectable()
export class WithdrawByTime {
  constructor(private readonly db: Db, private readonly listeners: WithdrawalListeners) {}

  /** Answers how many applications were withdrawn. */
  async run(actor: Actor): Promise<number> {
    let withdrawn = 0;
    for (const due of await this.db.read(actor, (tx) => dueNotices(tx, actor.at, BATCH))) if (await this.withdraw(actor, due)) withdrawn++;
    return withdrawn;
  }

  private withdraw(actor: Actor, { id, callId }: { id: string; callId: string }): Promise<boolean> {
    return this.db.write(actor, async (tx) => {
      await lockCall(tx, callId);
      await tx.row('select 1 from application where id = $1 for no key update', [id]);
      const app = await tx.repo(ApplicationRow).findOneBy({ id });
      const notice = await findNotice(tx, id);
      const binds = app && notice && bindsByTime(await withdrawalFacts(tx, app, notice.side, notice), actor.at);
      // Meanwhile it was taken back or agreed to, or another worker was quicker.
      if (!binds) tx.audit('sweep:withdrawals', 'sweep.found-nothing');
      else await takeEffect(tx, actor, this.listeners, app, notice.id);
      return Boolean(binds);
    });
  }
}
