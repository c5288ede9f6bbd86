import { approveRanking } from '#libs/scoring/shared/contract';
import { commitToLot, revealLotSecret } from '#libs/scoring/shared/lot-contract';
import { commitment } from '#libs/optimizer';
import type { Content } from '#libs/calls';
import type pg from 'pg';
import type { Member, Stage } from './app.js';
import { past } from './invariants.js';
import { acceptedAssignment, planted } from './reviewed.js';
import { publishedCall, submittedApplication, type Officers, type Submitted } from './submitted.js';
import { votingCall, type Chairs, type VotingCall } from './vote-race.js';

/** What both sides keep to themselves until the end. */
export const SECRETS = { KG: 'ала-тоо, жети асман', CN: '长城万里长 0123456789' } as const;
export interface TiedCall { id: string; code: string; applications: Submitted[] }

/** A call in review whose ties go to the lot; `scores`: quality and impact of each application, as a reviewer of each side gave them. */
export async function callInReview(t: Stage, officers: Officers, people: { leads: { kg: Member; cn: Member }; reviewers: { kg: Member; cn: Member } }, code: string, scores: readonly (readonly [number, number])[],
  tieBreak: Content['tieBreak'] = { criteria: ['quality'], last: 'lot' }): Promise<TiedCall> {
  const call = await publishedCall(officers, { code, minReviews: 2, maxApplicationsPerLead: null, maxApplicationsPerPerson: null, ...(tieBreak && { tieBreak }) });
  const applications: Submitted[] = [];
  for (const [n, [quality, impact]] of scores.entries()) {
    const a = await submittedApplication(t, call, n + 1, people.leads, { state: 'under-review' });
    applications.push(a);
    for (const [side, number] of [['KG', 1], ['CN', 2]] as const) {
      const reviewer = people.reviewers[side === 'KG' ? 'kg' : 'cn'];
      const id = await acceptedAssignment(t, call.id, a.id, reviewer, side, number, 'submitted');
      await planted(t, `insert into review values ('${id}', '${a.id}', '${reviewer.id}', 'submitted', '', '', 4, 2, now(), now())`,
        `insert into review_score values ('${id}', 'quality', ${quality}), ('${id}', 'impact', ${impact})`);
    }
  }
  await planted(t, `update call set state = 'reviewing' where id = '${call.id}'`);
  return { ...call, applications };
}

/** Both sides close the reviews, which opens the lot where there are ties. */
export async function closeRanking(officers: Officers, callId: string): Promise<void> {
  for (const who of [officers.kg, officers.cn]) await who.call(approveRanking, { params: { id: callId }, body: { withOutstanding: false } });
}

export const commit = (who: Member, callId: string, side: 'KG' | 'CN', secret: string = SECRETS[side]) =>
  who.call(commitToLot, { params: { id: callId }, body: { commitment: commitment(side, secret) } });
export const reveal = (who: Member, callId: string, secret: string) => who.call(revealLotSecret, { params: { id: callId }, body: { secret } });

/** Both sides' steps, one after another. */
export async function drawnLot(officers: Officers, callId: string): Promise<void> {
  await commit(officers.kg, callId, 'KG');
  await commit(officers.cn, callId, 'CN');
  await reveal(officers.kg, callId, SECRETS.KG);
  await reveal(officers.cn, callId, SECRETS.CN);
}

/** A call at the votes with `count` equal applications, all of one tie, and the first round of its lot open. */
export async function lotCall(client: pg.Client, chairs: Chairs, count: number): Promise<VotingCall> {
  const call = await votingCall(client, chairs, { places: 100, budgetFen: 10_000_000_000 }, Array.from({ length: count }, () => 1000), false);
  await past(client, `update call set tie_last = 'lot' where id = '${call.id}'`, ...call.applications.map((a) => `insert into lot_tie select '${a}', '${call.id}', 1, rank from ranking_entry where application_id = '${a}'`),
    `insert into lot_round values ('${call.id}', 1, '2026-02-02')`);
  return call;
}
