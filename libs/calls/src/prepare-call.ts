import { Db, demand, newId, Refused, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { approveForSide, lockCall } from './approvals.js';
import { columnsOf, partsOf, type Content } from './content.js';
import { CallRow } from './data/call.row.js';
import { readParts, writeParts } from './data/call-parts.js';
import { insertEdition, newestEdition } from './data/amendments.queries.js';
import { approvalsOf } from './data/calls.queries.js';
import { CallPublished } from './events.js';
import { presentCall } from './present.js';
import { canRevise } from './shared/rules.js';
import { callStateAt } from './shared/states.js';

/** Officers draft, change and approve a call; both sides' approvals publish it. */
@Injectable()
export class PrepareCall {
  constructor(private readonly db: Db) {}

  create(actor: Actor, content: Content) {
    const columns = columnsOf(content);
    return this.db.write(actor, async (tx) => {
      const id = newId();
      await tx.repo(CallRow).insert({ ...columns, id, state: 'draft', revision: 1, version: 1, createdBy: actor.personId, createdAt: actor.at, publishedAt: null });
      await writeParts(tx, id, partsOf(content));
      tx.audit(`call:${id}`, 'call.drafted', { code: content.code });
      return this.shown(tx, actor, id);
    });
  }

  revise(actor: Actor, id: string, version: number, content: Content) {
    const columns = columnsOf(content);
    return this.db.write(actor, async (tx) => {
      const call = await this.locked(tx, id, version);
      demand(canRevise(callStateAt(call.state, call.opensAt, call.closesAt, actor.at)));
      await tx.repo(CallRow).update({ id }, { ...columns, state: 'draft', revision: call.revision + 1, version: call.version + 1 });
      await writeParts(tx, id, partsOf(content));
      tx.audit(`call:${id}`, 'call.revised', { revision: call.revision + 1 });
      return this.shown(tx, actor, id);
    });
  }

  approve(actor: Actor, id: string, version: number) {
    return this.db.write(actor, async (tx) => {
      const call = await this.locked(tx, id, version);
      demand(canRevise(callStateAt(call.state, call.opensAt, call.closesAt, actor.at)));
      const { both } = await approveForSide(tx, actor, id, 'publication', call.revision);
      await tx.repo(CallRow).update({ id }, { state: both ? 'published' : 'awaiting-approval', version: call.version + 1, publishedAt: both ? actor.at : null });
      if (both) {
        await insertEdition(tx, id, actor.at, null);
        tx.audit(`call:${id}`, 'call.published', { revision: call.revision });
        tx.emit(CallPublished.type, { callId: id });
      }
      return this.shown(tx, actor, id);
    });
  }

  private async locked(tx: WriteTx, id: string, version: number): Promise<CallRow> {
    await lockCall(tx, id);
    const call = await tx.repo(CallRow).findOneBy({ id });
    if (!call) throw new Refused('not-found');
    if (call.version !== version) throw new Refused('precondition.stale');
    return call;
  }

  private async shown(tx: WriteTx, actor: Actor, id: string) {
    const call = await tx.repo(CallRow).findOneBy({ id });
    if (!call) throw new Refused('not-found');
    return presentCall(call, await readParts(tx, id), await approvalsOf(tx, id, 'publication', call.revision), await newestEdition(tx, id), actor);
  }
}
