import { lockCall } from '#libs/calls';
import { isSide, type Side } from '#libs/kernel';
import { Db, demand, newId, refuse, type Actor, type ReadTx, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { lockAsLead } from './change-application.js';
import { accessTo } from './data/applications.queries.js';
import { ApplicationRow } from './data/application.row.js';
import { findNotice, withdrawalFacts } from './data/withdrawal.queries.js';
import { WithdrawalGiven, WithdrawalTakenBack } from './events.js';
import { presentWithdrawal } from './present-withdrawal.js';
import { bindsAtOnce, canAgree, canGiveNotice, canTakeBack, effectiveFrom } from './shared/rules.js';
import { takeEffect } from './take-effect.js';
import { WithdrawalListeners } from './withdrawal-listeners.js';

/**
 * Withdrawal binds both leads: one gives notice, the other agrees or lets its days pass, and whoever gave it may take it back before. A notice leaves no trace on the
 * application, which officers read: only the team knows of it until it takes effect.
 */
@Injectable()
export class WithdrawApplication {
  constructor(private readonly db: Db, private readonly listeners: WithdrawalListeners) {}

  read(actor: Actor, id: string) { return this.db.read(actor, (tx) => this.shown(tx, actor, id)); }

  give(actor: Actor, id: string, reason: string) {
    return this.db.write(actor, async (tx) => {
      const { app, side } = await this.locked(tx, actor, id);
      const facts = await withdrawalFacts(tx, app, side, await findNotice(tx, id));
      demand(canGiveNotice(facts));
      const noticeId = newId();
      await tx.rows('insert into withdrawal(id, application_id, side, reason, given_by, given_at, effective_from) values ($1, $2, $3, $4, $5, $6, $7)',
        [noticeId, id, side, reason, actor.personId, actor.at, effectiveFrom(actor.at)]);
      tx.audit(`application:${id}`, 'withdrawal.given', { notice: noticeId, side });
      if (bindsAtOnce(facts)) await takeEffect(tx, actor, this.listeners, app, noticeId);
      else tx.emit(WithdrawalGiven.type, { applicationId: id, noticeId, side });
      return this.shown(tx, actor, id);
    });
  }

  /** The notice that the other lead has read must still be the one that runs (`withdrawal.not-given`). */
  agree(actor: Actor, id: string, noticeId: string) {
    return this.db.write(actor, async (tx) => {
      const { app, side } = await this.locked(tx, actor, id);
      const notice = await findNotice(tx, id);
      demand(canAgree(await withdrawalFacts(tx, app, side, notice), side));
      if (notice?.id !== noticeId) refuse('withdrawal.not-given', '/notice');
      await tx.rows('update withdrawal set agreed_by = $2, agreed_at = $3 where id = $1', [noticeId, actor.personId, actor.at]);
      tx.audit(`application:${id}`, 'withdrawal.agreed', { notice: noticeId, side });
      await takeEffect(tx, actor, this.listeners, app, noticeId);
      return this.shown(tx, actor, id);
    });
  }

  takeBack(actor: Actor, id: string) {
    return this.db.write(actor, async (tx) => {
      const { app, side } = await this.locked(tx, actor, id);
      const notice = await findNotice(tx, id);
      demand(canTakeBack(await withdrawalFacts(tx, app, side, notice), side, actor.at));
      if (!notice) refuse('withdrawal.not-given');
      await tx.rows('update withdrawal set taken_back_at = $2 where id = $1', [notice.id, actor.at]);
      tx.audit(`application:${id}`, 'withdrawal.taken-back', { notice: notice.id, side });
      tx.emit(WithdrawalTakenBack.type, { applicationId: id, noticeId: notice.id, side });
      return this.shown(tx, actor, id);
    });
  }

  /** Call first, then the application: a withdrawal may end what hangs on both. */
  private async locked(tx: WriteTx, actor: Actor, id: string): Promise<{ app: ApplicationRow; side: Side }> {
    await accessTo(tx, actor, id);
    await lockCall(tx, (await tx.repo(ApplicationRow).findOneBy({ id }))?.callId ?? refuse('not-found'));
    const { app, access: { side } } = await lockAsLead(tx, actor, id);
    if (side === null || !isSide(side)) refuse('not-found');
    return { app, side };
  }

  private async shown(tx: ReadTx, actor: Actor, id: string) {
    const access = await accessTo(tx, actor, id);
    const app = await tx.repo(ApplicationRow).findOneBy({ id }) ?? refuse('not-found');
    if (access.role === 'reader' && app.state !== 'withdrawn') refuse('not-found');
    const notice = await findNotice(tx, id);
    return presentWithdrawal(notice, await withdrawalFacts(tx, app, access.side, notice), access, actor.at);
  }
}
