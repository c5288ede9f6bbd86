import type { Side, StoredTitles } from '#libs/kernel';
import type { ReadTx } from '#libs/platform';
import type { Outcome, VoteValue } from '../shared/rules.js';

export interface VoteView { side: Side; value: VoteValue; amount_fen: number | null; protocol: string; at: string }
export interface DecisionView {
  application_id: string; call_id: string; call_state: string; number: string; title_en: string; title_local: StoredTitles; theme: string; state: string; ranked: boolean; overall: number | null; above_threshold: boolean; requested_fen: number; round: number | null;
  votes: VoteView[]; result: Outcome | null; reason: string | null; amount_fen: number | null;
}

/**
 * Frozen ranking, in the order of the lot among equals, with votes and outcomes. Votes and outcomes are limited by row-level security: own side's votes, and both with the outcome. Nothing read
 * here may depend on a sealed vote of the other side; the ballot's counter cannot even be read.
 */
const DECISION = `select a.id application_id, a.call_id, c.state call_state, a.number, a.title_en, a.title_local, a.theme, a.state, e.rank is not null ranked, e.overall::float8 overall, e.above_threshold,
    s.requested_fen::float8 requested_fen, b.round, o.result, o.reason, o.amount_fen::float8 amount_fen,
    coalesce((select json_agg(json_build_object('side', v.side, 'value', v.value, 'amount_fen', v.amount_fen, 'protocol', v.protocol, 'at', v.at) order by v.side desc)
      from vote v where v.application_id = a.id and v.round = b.round), '[]') votes
  from ranking_place e join application a on a.id = e.application_id join submission s on s.application_id = a.id join call c on c.id = a.call_id
    left join lateral (select max(round) round from ballot where application_id = a.id) b on true
    left join outcome o on o.application_id = a.id and o.round = b.round
  where not a.id = any ((select hidden_applications())::uuid[])`;

/** The decisions of a call in the order of its ranking, without applications that the acting person may not see. */
export function decisionsOf(tx: ReadTx, callId: string): Promise<DecisionView[]> {
  return tx.rows<DecisionView>(`${DECISION} and e.call_id = $1 order by e.place nulls last, length(a.number), a.number collate "C"`, [callId]);
}

export function decisionOf(tx: ReadTx, applicationId: string): Promise<DecisionView | undefined> {
  return tx.row<DecisionView>(`${DECISION} and a.id = $1`, [applicationId]);
}

/** The rank of a decision among what the acting person sees; null for one without a rank. */
export async function rankOf(tx: ReadTx, d: DecisionView): Promise<number | null> {
  if (!d.ranked || d.state === 'withdrawn') return null;
  const row = await tx.row<{ n: number }>(`select count(*)::int n from ranking_place mine join ranking_place e on e.call_id = mine.call_id and e.place < mine.place
      join application a on a.id = e.application_id and a.state <> 'withdrawn'
    where mine.application_id = $1 and not e.application_id = any ((select hidden_applications())::uuid[])`, [d.application_id]);
  return (row?.n ?? 0) + 1;
}

/** Casts the actor's side's vote by the database's own function, which alone may write votes; answers `pending` or the joint outcome. */
export async function castVote(tx: ReadTx, v: { id: string; applicationId: string; round: number; value: VoteValue; amountFen: number | null; protocol: string }): Promise<'pending' | Outcome> {
  const row = await tx.row<{ said: 'pending' | Outcome }>('select cast_vote($1, $2, $3, $4, $5, $6) said', [v.id, v.applicationId, v.round, v.value, v.amountFen, v.protocol]);
  if (!row) throw new Error('cast_vote answered nothing');
  return row.said;
}
