import { approvalsOf, approveForSide, CallRow, lockCall } from '#libs/calls';
import { canonicalJson } from '#libs/kernel';
import { Db, demand, refuse, sha256, sideOf, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { allReviewedApplications, freezeRanking, outstandingReviews } from './data/ranking.queries.js';
import { criteriaOf } from './data/reviews.queries.js';
import { RankingClosed } from './events.js';
import { RANKING_REVISION, rankingFor } from './read-ranking.js';
import { rankApplications } from './shared/ranking.js';
import { canCloseRanking } from './shared/rules.js';

/**
 * Each side closes the reviews; the second one fixes the ranking and opens the votes. An officer answers for outstanding reviews of the applications
 * that they may see; the ranking itself is always fixed over all of them. The audit trail keeps its hash; auditors may be in conflict with one of its applications.
 */
@Injectable()
export class CloseRanking {
  constructor(private readonly db: Db) {}

  run(actor: Actor, callId: string, choice: { withOutstanding: boolean }) {
    return this.db.write(actor, async (tx) => {
      await lockCall(tx, callId);
      const call = await tx.repo(CallRow).findOneBy({ id: callId });
      const side = sideOf(actor, 'officer');
      if (!call || !side) refuse('not-found');
      const approved = (await approvalsOf(tx, callId, 'ranking', RANKING_REVISION)).map((a) => a.side);
      demand(canCloseRanking({ call: call.state, approved, side, outstanding: await outstandingReviews(tx, callId), ...choice }));
      const { both } = await approveForSide(tx, actor, callId, 'ranking', RANKING_REVISION);
      if (both) await this.freeze(tx, actor, call);
      return rankingFor(tx, actor, callId);
    });
  }

  private async freeze(tx: WriteTx, actor: Actor, call: CallRow): Promise<void> {
    await tx.rows(`select 1 from application where call_id = $1 and state = 'under-review' order by id for no key update`, [call.id]);
    const ranked = rankApplications({ ...call, criteria: await criteriaOf(tx, call.id) }, await allReviewedApplications(tx, call.id));
    await freezeRanking(tx, call.id, actor.at, ranked.map((r) => ({ id: r.application.id, standing: r.standing })));
    for (const { application, standing } of ranked) {
      tx.audit(`application:${application.id}`, standing.aboveThreshold ? 'application.recommended' : 'application.not-recommended');
    }
    tx.audit(`call:${call.id}`, 'ranking.closed', { sha256: sha256(canonicalJson(ranked.map((r) => ({ number: r.application.number, ...r.standing })))) });
    tx.emit(RankingClosed.type, { callId: call.id });
  }
}
