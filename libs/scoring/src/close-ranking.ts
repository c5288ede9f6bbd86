import { approvalsOf, approveForSide, CallRow, lockCall } from '#libs/calls';
import { canonicalJson } from '#libs/kernel';
import { Db, demand, inThread, refuse, sha256, sideOf, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { calibrateRanking } from './calibrate-ranking.js';
import { allReviewedApplications, freezeRanking, keepCalibration, outstandingReviews, type ReviewedApplication } from './data/ranking.queries.js';
import { criteriaOf } from './data/reviews.queries.js';
import { openLot } from './data/lot.queries.js';
import { LotNeeded, RankingClosed } from './events.js';
import { RANKING_REVISION, rankingFor, tieBreakOf } from './read-ranking.js';
import { overallScores } from './shared/calibration.js';
import { rankApplications, tiesOf, type Ranked } from './shared/ranking.js';
import { canCloseRanking } from './shared/rules.js';

/**
 * Each side closes the reviews; the second one fixes the ranking and opens the votes. An officer answers for outstanding reviews of the applications
 * that they may see; the ranking itself is always fixed over all of them, and calibrated beside: the raw mean decides. The audit trail keeps its hash; auditors may be in conflict with one of its applications.
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
    const criteria = await criteriaOf(tx, call.id);
    const ranked = rankApplications({ ...call, criteria, tieBreak: tieBreakOf(call) }, await allReviewedApplications(tx, call.id));
    await freezeRanking(tx, call.id, actor.at, ranked.map((r) => ({ id: r.application.id, standing: r.standing })));
    const calibrated = await inThread<typeof calibrateRanking>(new URL('./calibrate-ranking.js', import.meta.url), 'calibrateRanking', {
      scores: overallScores(criteria, ranked.map((r) => r.application)), ranked: ranked.filter((r) => r.standing.rank !== null).map((r) => r.application.id),
    });
    if (calibrated) await keepCalibration(tx, call.id, actor.at, calibrated);
    await this.openLot(tx, call, ranked);
    for (const { application, standing } of ranked) {
      tx.audit(`application:${application.id}`, standing.aboveThreshold ? 'application.recommended' : 'application.not-recommended');
    }
    const figures = new Map(calibrated?.entries.map(({ id, value, low, high, expectedRank }) => [id, { value, low, high, expectedRank }]));
    const closed = ranked.map(({ application, standing }) => ({ number: application.number, ...standing, calibrated: figures.get(application.id) ?? null }));
    tx.audit(`call:${call.id}`, 'ranking.closed', { sha256: sha256(canonicalJson(closed)) });
    tx.emit(RankingClosed.type, { callId: call.id });
  }

  /** What no figure orders waits for the lot of both sides, where the call says so. */
  private async openLot(tx: WriteTx, call: CallRow, ranked: readonly Ranked<ReviewedApplication>[]): Promise<void> {
    const ties = tiesOf(tieBreakOf(call), ranked);
    if (ties.length === 0) return;
    await openLot(tx, call.id, ties.flatMap((tie, n) => tie.map(({ application }) => ({ id: application.id, tie: n + 1 }))));
    tx.audit(`call:${call.id}`, 'lot.needed', { round: 1 });
    tx.emit(LotNeeded.type, { callId: call.id, round: 1 });
  }
}
