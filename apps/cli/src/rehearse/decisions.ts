import { castVote, listDecisions, type DecisionsSchema } from '#libs/awards/shared/contract';
import { parseFen, SIDES, type Side } from '#libs/kernel';
import type { z } from 'zod';
import type { Competition } from './competition.js';
import type { FolderVote } from './folder/folder.js';
import type { Tally } from './journal.js';
import type { Ranking } from './reviews.js';

type Decisions = z.output<typeof DecisionsSchema>;
export type Decision = Decisions['items'][number];
type Ballot = Omit<FolderVote, 'application'> & { id: string };

/** Both sides yes down the ranking while places and budget last, then reserve; no below the thresholds; nothing for unranked ones. */
export function standardVotes(decisions: Decisions, ranking: Ranking, folderIdOf: (id: string) => string): Ballot[] {
  let { places } = decisions;
  let budget = parseFen(decisions.budget.amount) ?? 0;
  let lasts = true;
  const ballots: Ballot[] = [];
  for (const { applicationId: id, aboveThreshold } of ranking.items.filter(({ rank }) => rank !== null).toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))) {
    const requested = decisions.items.find((item) => item.applicationId === id)?.requested.amount;
    const fen = parseFen(requested ?? '') ?? 0;
    if (aboveThreshold) lasts &&= places > 0 && fen <= budget;
    const vote = !aboveThreshold ? 'no' as const : lasts ? 'yes' as const : 'reserve' as const;
    if (vote === 'yes') {
      places--;
      budget -= fen;
    }
    for (const side of SIDES) ballots.push({ id, item: `${folderIdOf(id)}/${side}`, side, vote, amountCny: vote === 'yes' ? requested ?? null : null });
  }
  return ballots;
}

async function ballotsOf(competition: Competition, ranking: Ranking): Promise<Ballot[]> {
  const { folder, cast, callId } = competition;
  if (!folder.votes) return standardVotes(await cast.chairs.KG.call(listDecisions, { params: { id: callId } }), ranking, (id) => competition.folderIdOf(id));
  const ballots = competition.playable(folder.votes);
  competition.noteSkipped('Votes');
  return ballots;
}

/** The co-chairs vote, one vote after the other; yes votes that found no place or no money are noted. */
export async function voteAll(competition: Competition, ranking: Ranking, tally: Tally): Promise<void> {
  const ballots = await tally.must('call', () => ballotsOf(competition, ranking));
  for (const [n, { id, item, side, vote, amountCny }] of ballots.entries()) {
    const body = { value: vote, amount: amountCny === null ? null : { amount: amountCny, currency: 'CNY' as const }, protocol: '' };
    const decision = await tally.attempt(item, n, () => competition.cast.chairs[side].call(castVote, { params: { id }, body }));
    if (!decision) continue;
    tally.accept();
    const reason = decision.outcome?.reason;
    if (decision.outcome?.result === 'reserve' && reason?.startsWith('decision.')) tally.refuse(competition.folderIdOf(id), reason, undefined, n);
  }
}

/** Every decision as each side's chair sees it: own votes always, the other's with the joint outcome. */
export async function readDecisions(competition: Competition): Promise<Record<Side, Decision[]>> {
  const [kg, cn] = await Promise.all(SIDES.map((side) => competition.cast.chairs[side].call(listDecisions, { params: { id: competition.callId } })));
  return { KG: kg?.items ?? [], CN: cn?.items ?? [] };
}
