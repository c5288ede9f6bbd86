import { approveForSide, lockCall } from '#libs/calls';
import { Db, demand, refuse, sideOf, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { isTooLate, nextRound, roundsOf } from './data/lot.queries.js';
import { LotNeeded } from './events.js';
import { lotFactsOf } from './present-lot.js';
import { lotFor } from './read-lot.js';
import { canStartAgain } from './shared/lot-rules.js';

/** A side that lost its secret asks for a new round; it opens once both sides have asked. Earlier rounds stay on record, and what was sealed in them stays sealed. */
@Injectable()
export class StartLotAgain {
  constructor(private readonly db: Db) {}

  run(actor: Actor, callId: string) {
    return this.db.write(actor, async (tx) => {
      await lockCall(tx, callId);
      const side = sideOf(actor, 'officer') ?? refuse('not-found');
      const rounds = await roundsOf(tx, callId);
      demand(canStartAgain(lotFactsOf(rounds, await isTooLate(tx, callId), side)));
      const { both } = await approveForSide(tx, actor, callId, 'lot', rounds.length);
      if (both) {
        const round = await nextRound(tx, callId);
        tx.audit(`call:${callId}`, 'lot.needed', { round });
        tx.emit(LotNeeded.type, { callId, round });
      }
      return lotFor(tx, actor, callId);
    });
  }
}
