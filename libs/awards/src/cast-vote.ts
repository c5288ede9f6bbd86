import { canonicalJson, formatFen, parseFen, type Money } from '#libs/kernel';
import { Db, demand, newId, refuse, sha256, sideOf, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { castVote, decisionOf, rankOf } from './data/decisions.queries.js';
import { Decided } from './events.js';
import { presentDecision } from './present.js';
import { canBeVote, canVote, type VoteValue } from './shared/rules.js';

export interface NewVote { value: VoteValue; amount: Money | null; protocol: string }

/**
 * Casts the vote of the chair's side. It stays sealed until the other side has voted: the only traces are the vote itself and an audit stream of its own,
 * which holds a hash that tells nothing without the vote's id. With the second vote both appear, together with the outcome and the event.
 */
@Injectable()
export class CastVote {
  constructor(private readonly db: Db) {}

  run(actor: Actor, applicationId: string, vote: NewVote) {
    return this.db.write(actor, async (tx) => {
      const side = sideOf(actor, 'chair');
      const before = await decisionOf(tx, applicationId);
      if (!side || !before) refuse('not-found');
      demand(canVote({ call: before.call_state, application: before.state, round: before.round, ownVote: before.votes.some((v) => v.side === side) }));
      const typed = vote.amount === null ? null : parseFen(vote.amount.amount);
      demand(canBeVote(vote.value, typed, before.requested_fen, formatFen(before.requested_fen)));
      const amountFen = vote.value === 'yes' ? typed ?? null : null;
      const cast = { id: newId(), applicationId, round: before.round ?? 1, value: vote.value, amountFen, protocol: vote.protocol };
      const said = await castVote(tx, cast);
      tx.audit(`vote:${applicationId}:${side}`, 'vote.cast', { round: cast.round, sha256: sha256(canonicalJson(cast)) });
      if (said !== 'pending') {
        tx.audit(`application:${applicationId}`, 'decision.outcome', { round: cast.round, result: said });
        tx.emit(Decided.type, { applicationId, result: said });
      }
      // A conflict that came up meanwhile hides the decision, and takes the vote back with it.
      const after = await decisionOf(tx, applicationId) ?? refuse('not-found');
      return presentDecision(after, await rankOf(tx, after), before.call_state, actor);
    });
  }
}
