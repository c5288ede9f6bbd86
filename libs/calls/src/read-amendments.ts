import { Db, refuse, type Actor, type ReadTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { CallRow } from './data/call.row.js';
import { amendmentsOf, editionsOf, type EditionRow } from './data/amendments.queries.js';
import { isUnpublished, seesDrafts } from './present.js';
import { presentAmendment, presentEdition } from './present-amendment.js';
import { callStateAt } from './shared/states.js';

/** The text that was valid at an instant. */
function validAt(editions: readonly EditionRow[], at: Date): EditionRow | undefined {
  return editions.find((e) => e.since <= at);
}

/** Editions are as public as their call; proposals are for those who prepare, vote and audit. */
@Injectable()
export class ReadAmendments {
  constructor(private readonly db: Db) {}

  editions(actor: Actor, id: string) {
    return this.db.read(actor, async (tx) => {
      const call = await this.visible(tx, id);
      if (isUnpublished(call.state) && !seesDrafts(actor)) refuse('not-found');
      const editions = await editionsOf(tx, id);
      return { items: editions.map((e, n) => presentEdition(e, editions[n + 1]?.content ?? null)) };
    });
  }

  amendments(actor: Actor, id: string) {
    return this.db.read(actor, async (tx) => {
      const call = await this.visible(tx, id);
      const state = callStateAt(call.state, call.opensAt, call.closesAt, actor.at);
      const editions = await editionsOf(tx, id);
      const items = (await amendmentsOf(tx, id)).map((a) => presentAmendment(id, a, validAt(editions, a.proposed_at)?.content ?? a.content, state, actor));
      return { items };
    });
  }

  private async visible(tx: ReadTx, id: string): Promise<CallRow> {
    return await tx.repo(CallRow).findOneBy({ id }) ?? refuse('not-found');
  }
}
