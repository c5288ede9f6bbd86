import { CallRow } from '#libs/calls';
import { Db, refuse, type Actor, type ReadTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { isTooLate, publishedLot, roundsOf, tiedApplications } from './data/lot.queries.js';
import { lotFile, presentLot, presentPublishedLot } from './present-lot.js';

/** The lot of a call as the viewer may see it. */
export async function lotFor(tx: ReadTx, actor: Actor, callId: string) {
  if (!await tx.repo(CallRow).existsBy({ id: callId })) refuse('not-found');
  return presentLot(await roundsOf(tx, callId), await tiedApplications(tx, callId), await isTooLate(tx, callId), actor);
}

/** The lot for those who prepare, decide and audit, and for everybody once results are announced. */
@Injectable()
export class ReadLot {
  constructor(private readonly db: Db) {}

  run(actor: Actor, callId: string) {
    return this.db.read(actor, (tx) => lotFor(tx, actor, callId));
  }

  /** What anyone can verify it from; refused as not found before it is drawn. */
  file(actor: Actor, callId: string) {
    return this.db.read(actor, async (tx) => {
      const call = await tx.repo(CallRow).findOneBy({ id: callId }) ?? refuse('not-found');
      return lotFile(call.code, await roundsOf(tx, callId), await tiedApplications(tx, callId)) ?? refuse('not-found');
    });
  }

  published(actor: Actor, callId: string) {
    return this.db.read(actor, async (tx) => presentPublishedLot(await publishedLot(tx, callId) ?? refuse('not-found')));
  }
}
