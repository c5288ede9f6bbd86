import type { Side, Texts } from '#libs/kernel';
import type { ReadTx, WriteTx } from '#libs/platform';
import type { Content } from '../shared/contract.js';

export interface EditionRow { number: number; content: Content; since: Date; note: Texts | null }
export type AmendmentState = 'proposed' | 'effective' | 'replaced' | 'withdrawn';
export interface AmendmentRow {
  revision: number; state: AmendmentState; note: Texts; content: Content; side: Side; proposed_at: Date; ended_at: Date | null; approvals: { side: Side; at: string }[];
}

/** Every edition of a call, newest first; none before it is published. */
export async function editionsOf(tx: ReadTx, callId: string): Promise<EditionRow[]> {
  return tx.rows<EditionRow>(`select e.number, e.content, e.since, m.note from call_edition e left join call_amendment m on m.call_id = e.call_id and m.revision = e.amendment
    where e.call_id = $1 order by e.number desc`, [callId]);
}

/** The edition that is valid now. */
export async function newestEdition(tx: ReadTx, callId: string): Promise<Omit<EditionRow, 'note'> | undefined> {
  return tx.row<Omit<EditionRow, 'note'>>('select number, content, since from call_edition where call_id = $1 order by number desc limit 1', [callId]);
}

/** Keeps the call's text as it stands now as its next edition. */
export async function insertEdition(tx: WriteTx, callId: string, at: Date, amendment: number | null): Promise<number> {
  const row = await tx.row<{ number: number }>(`insert into call_edition(call_id, number, content, since, amendment)
    select $1, coalesce(max(number), 0) + 1, call_content($1), $2, $3 from call_edition where call_id = $1 returning number`, [callId, at, amendment]);
  return row?.number ?? 0;
}

/** Amendments of a call with the approvals that each has, newest first; `revision` narrows to one. */
export async function amendmentsOf(tx: ReadTx, callId: string, revision: number | null = null): Promise<AmendmentRow[]> {
  return tx.rows<AmendmentRow>(`select m.revision, m.state, m.note, m.content, m.side, m.proposed_at, m.ended_at,
      (select coalesce(json_agg(json_build_object('side', p.side, 'at', instant_text(p.at)) order by p.side desc), '[]') from call_approval p
        where p.call_id = m.call_id and p.subject = 'amendment' and p.revision = m.revision) approvals
    from call_amendment m where m.call_id = $1 and ($2::int is null or m.revision = $2) order by m.revision desc`, [callId, revision]);
}

/** Adds a proposal and answers its revision; an open one is replaced by it. */
export async function insertAmendment(tx: WriteTx, callId: string, a: { note: Texts; content: Content; side: Side; personId: string | null; at: Date }): Promise<number> {
  await tx.rows(`update call_amendment set state = 'replaced', ended_at = $2 where call_id = $1 and state = 'proposed'`, [callId, a.at]);
  const row = await tx.row<{ revision: number }>(`insert into call_amendment(call_id, revision, note, content, side, proposed_by, proposed_at)
    select $1, coalesce(max(revision), 0) + 1, $2, $3, $4, $5, $6 from call_amendment where call_id = $1 returning revision`,
  [callId, JSON.stringify(a.note), JSON.stringify(a.content), a.side, a.personId, a.at]);
  return row?.revision ?? 0;
}

export async function endAmendment(tx: WriteTx, callId: string, revision: number, state: 'effective' | 'withdrawn', at: Date): Promise<void> {
  await tx.rows('update call_amendment set state = $3, ended_at = $4 where call_id = $1 and revision = $2', [callId, revision, state, at]);
}

/** How many applications of a call are submitted and stand. */
export async function submittedCount(tx: ReadTx, callId: string): Promise<number> {
  return (await tx.row<{ n: number }>(`select count(*)::int n from application where call_id = $1 and counts_as_submitted(state)`, [callId]))?.n ?? 0;
}
