import { lockCall } from '#libs/calls';
import { canonicalJson } from '#libs/kernel';
import { Db, demand, newId, refuse, sha256, sideOf, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { fileForLot, isTooLate, roundsOf } from './data/lot.queries.js';
import { LotCommitted } from './events.js';
import { lotFactsOf } from './present-lot.js';
import { lotFor } from './read-lot.js';
import { canCommit } from './shared/lot-rules.js';

/**
 * Files the commitment of the officer's side. It stays sealed until the other side has committed: its only traces are the commitment itself and an audit stream of
 * its own, which holds a hash that tells nothing without the row's id. With the second one both appear.
 */
@Injectable()
export class CommitToLot {
  constructor(private readonly db: Db) {}

  run(actor: Actor, callId: string, { commitment }: { commitment: string }) {
    return this.db.write(actor, async (tx) => {
      await lockCall(tx, callId);
      const side = sideOf(actor, 'officer') ?? refuse('not-found');
      const rounds = await roundsOf(tx, callId);
      demand(canCommit(lotFactsOf(rounds, await isTooLate(tx, callId), side)));
      const round = rounds.length;
      const id = newId();
      const both = await fileForLot(tx, 'commit_lot', { id, callId, filed: commitment });
      tx.audit(`lot:${callId}:${side}`, 'lot.committed', { round, sha256: sha256(canonicalJson({ id, commitment })) });
      if (both) {
        tx.audit(`call:${callId}`, 'lot.commitments-open', { round, commitments: (await roundsOf(tx, callId)).at(-1)?.commitments });
        tx.emit(LotCommitted.type, { callId, round });
      }
      return lotFor(tx, actor, callId);
    });
  }
}
