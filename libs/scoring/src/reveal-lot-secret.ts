import { lockCall } from '#libs/calls';
import { broken, canonicalJson, type Side } from '#libs/kernel';
import { drawOrder, opens, ticketOf } from '#libs/optimizer';
import { Db, demand, newId, Refused, refuse, sha256, sideOf, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { byTie, fileForLot, isTooLate, keepPlaces, roundsOf, toDraw } from './data/lot.queries.js';
import { LotDrawn } from './events.js';
import { lotFactsOf } from './present-lot.js';
import { lotFor } from './read-lot.js';
import { canReveal } from './shared/lot-rules.js';

/**
 * Reveals the secret of the officer's side, sealed like the commitment. The second one draws the lot in the same transaction, over all tied applications, those that
 * the officer may not see among them; the database draws it once more and keeps no other order.
 */
@Injectable()
export class RevealLotSecret {
  constructor(private readonly db: Db) {}

  run(actor: Actor, callId: string, { secret }: { secret: string }) {
    return this.db.write(actor, async (tx) => {
      await lockCall(tx, callId);
      const side = sideOf(actor, 'officer') ?? refuse('not-found');
      const rounds = await roundsOf(tx, callId);
      demand(canReveal(lotFactsOf(rounds, await isTooLate(tx, callId), side)));
      if (!opens(side, secret, rounds.at(-1)?.commitments[side] ?? '')) throw new Refused('lot.does-not-open', [broken('lot.does-not-open', '/secret')]);
      const round = rounds.length;
      const id = newId();
      const both = await fileForLot(tx, 'reveal_lot', { id, callId, filed: secret });
      tx.audit(`lot:${callId}:${side}`, 'lot.revealed', { round, sha256: sha256(canonicalJson({ id, secret })) });
      if (both) await this.draw(tx, callId, round);
      return lotFor(tx, actor, callId);
    });
  }

  private async draw(tx: WriteTx, callId: string, round: number): Promise<void> {
    const { commitments, secrets } = (await roundsOf(tx, callId)).at(-1) ?? refuse('lot.not-needed');
    const both = secrets as Record<Side, string>;
    const ties = byTie(await toDraw(tx, callId));
    const groups = ties.map((tie) => drawOrder(tie.map((a) => a.number), both));
    await keepPlaces(tx, callId, ties.flatMap((tie, n) => tie.map((a) => ({
      id: a.application_id, rank: (tie[0]?.rank ?? 0) + (groups[n] ?? []).indexOf(a.number), ticket: ticketOf(a.number, both),
    }))));
    tx.audit(`call:${callId}`, 'lot.drawn', { round, sha256: sha256(canonicalJson({ commitments, secrets, groups })) });
    tx.emit(LotDrawn.type, { callId });
  }
}
