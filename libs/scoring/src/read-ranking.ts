import { approvalsOf, CallRow } from '#libs/calls';
import { Db, refuse, type Actor, type ReadTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { calibrationOf, frozenRanking, outstandingReviews, reviewedApplications } from './data/ranking.queries.js';
import { criteriaOf } from './data/reviews.queries.js';
import { presentFrozen, presentLive, presentRanking } from './present.js';
import { rankApplications, type TieBreak } from './shared/ranking.js';

/** The reviews of a call are closed once: there is one revision of a ranking. */
export const RANKING_REVISION = 1;

/** How a call orders equal overalls. */
export function tieBreakOf(call: Pick<CallRow, 'tieCriteria' | 'tieLast'>): TieBreak {
  return { criteria: call.tieCriteria, last: call.tieLast };
}

/** The ranking as the viewer may see it: live while the call is in review, as it was closed afterwards. */
export async function rankingFor(tx: ReadTx, actor: Actor, callId: string) {
  const call = await tx.repo(CallRow).findOneBy({ id: callId });
  if (!call) refuse('not-found');
  const criteria = await criteriaOf(tx, callId);
  const approvals = (await approvalsOf(tx, callId, 'ranking', RANKING_REVISION)).map((a) => a.side);
  const frozen = approvals.length === 2;
  const list = frozen ? presentFrozen(await frozenRanking(tx, callId), await calibrationOf(tx, callId)) : presentLive(rankApplications({ ...call, criteria, tieBreak: tieBreakOf(call) }, await reviewedApplications(tx, callId)));
  return presentRanking(call, { frozen, outstanding: frozen ? 0 : await outstandingReviews(tx, callId), approvals, criteria, list }, actor);
}

/** Officers, chairs and auditors look at the ranking of a call. */
@Injectable()
export class ReadRanking {
  constructor(private readonly db: Db) {}

  run(actor: Actor, callId: string) {
    return this.db.read(actor, (tx) => rankingFor(tx, actor, callId));
  }
}
