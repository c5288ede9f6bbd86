import type { Texts } from '#libs/kernel';
import { Db, demand, refuse, sideOf, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { approveForSide, lockCall } from './approvals.js';
import { asStored, columnsOf, contentOf, partsOf, type Content } from './content.js';
import { CallRow } from './data/call.row.js';
import { readParts, writeParts } from './data/call-parts.js';
import { amendmentsOf, endAmendment, insertAmendment, insertEdition, submittedCount, type AmendmentRow } from './data/amendments.queries.js';
import { CallAmended } from './events.js';
import { presentAmendment } from './present-amendment.js';
import { below, canAmend, mustChange } from './shared/rules.js';
import { callStateAt } from './shared/states.js';

interface Locked { call: CallRow; content: Content }

/** Officers amend a published call until it closes: one proposes, both sides approve the same revision, and it takes effect at once as the call's next edition. */
@Injectable()
export class AmendCall {
  constructor(private readonly db: Db) {}

  propose(actor: Actor, id: string, version: number, { content, note }: { content: Content; note: Content['title'] }) {
    columnsOf(content, '/content');
    const proposed = asStored(content);
    return this.db.write(actor, async (tx) => {
      const locked = await this.locked(tx, id);
      if (locked.call.version !== version) refuse('precondition.stale');
      await this.judge(tx, actor, locked, proposed, '/content');
      demand(mustChange(locked.content, proposed));
      const side = sideOf(actor, 'officer') ?? refuse('not-found');
      const revision = await insertAmendment(tx, id, { note: note as Texts, content: proposed, side, personId: actor.personId, at: actor.at });
      tx.audit(`call:${id}`, 'amendment.proposed', { side, revision });
      return this.shown(tx, actor, id, revision, locked.content);
    });
  }

  approve(actor: Actor, id: string, revision: number) {
    return this.db.write(actor, async (tx) => {
      const locked = await this.locked(tx, id);
      const amendment = await this.open(tx, id, revision);
      await this.judge(tx, actor, locked, amendment.content, '');
      const { both } = await approveForSide(tx, actor, id, 'amendment', revision);
      if (both) await this.takeEffect(tx, actor, locked.call, amendment);
      return this.shown(tx, actor, id, revision, locked.content);
    });
  }

  withdraw(actor: Actor, id: string, revision: number) {
    return this.db.write(actor, async (tx) => {
      const { content } = await this.locked(tx, id);
      await this.open(tx, id, revision);
      await endAmendment(tx, id, revision, 'withdrawn', actor.at);
      tx.audit(`call:${id}`, 'amendment.withdrawn', { revision });
      return this.shown(tx, actor, id, revision, content);
    });
  }

  private async takeEffect(tx: WriteTx, actor: Actor, call: CallRow, { revision, content }: AmendmentRow): Promise<void> {
    await tx.repo(CallRow).update({ id: call.id }, { ...columnsOf(content), version: call.version + 1 });
    await writeParts(tx, call.id, partsOf(content));
    await endAmendment(tx, call.id, revision, 'effective', actor.at);
    const edition = await insertEdition(tx, call.id, actor.at, revision);
    tx.audit(`call:${call.id}`, 'call.amended', { revision, edition });
    tx.emit(CallAmended.type, { callId: call.id, edition });
  }

  /** The lock of the call orders amendments, approvals and submissions one after another. */
  private async locked(tx: WriteTx, id: string): Promise<Locked> {
    await lockCall(tx, id);
    const call = await tx.repo(CallRow).findOneBy({ id }) ?? refuse('not-found');
    return { call, content: contentOf(call, await readParts(tx, id)) };
  }

  private async judge(tx: WriteTx, actor: Actor, { call, content }: Locked, proposed: Content, at: string): Promise<void> {
    const state = callStateAt(call.state, call.opensAt, call.closesAt, actor.at);
    demand(below(at, canAmend(content, proposed, { state, now: actor.at, submitted: await submittedCount(tx, call.id) })));
  }

  private async open(tx: WriteTx, id: string, revision: number): Promise<AmendmentRow> {
    const [amendment] = await amendmentsOf(tx, id, revision);
    if (!amendment) refuse('not-found');
    return amendment.state === 'proposed' ? amendment : refuse('amendment.not-open');
  }

  private async shown(tx: WriteTx, actor: Actor, id: string, revision: number, before: Content) {
    const [amendment] = await amendmentsOf(tx, id, revision);
    return presentAmendment(id, amendment ?? refuse('not-found'), before, await this.stateOf(tx, actor, id), actor);
  }

  private async stateOf(tx: WriteTx, actor: Actor, id: string) {
    const call = await tx.repo(CallRow).findOneBy({ id }) ?? refuse('not-found');
    return callStateAt(call.state, call.opensAt, call.closesAt, actor.at);
  }
}
