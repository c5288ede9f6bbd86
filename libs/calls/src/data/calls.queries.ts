import { readCursor, type ReadTx } from '#libs/platform';
import type { Side, Texts } from '#libs/kernel';
import type { ApprovalSubject, StoredCallState } from '../shared/states.js';

export interface CallListRow { id: string; code: string; state: StoredCallState; title: Texts; opens_at: Date; closes_at: Date; cap_fen: string; places: number; max_months: number; key: string }
export interface ApprovalRow { side: Side; at: Date }

/** Calls, newest opening first; without `drafts` only those that both sides published. */
export async function listCalls(tx: ReadTx, f: { limit: number; cursor?: string | undefined; q?: string | undefined; state: string | null; drafts: boolean; at: Date }): Promise<CallListRow[]> {
  const after = readCursor(f.cursor);
  return tx.rows<CallListRow>(`select * from (select id, code, state, title, opens_at, closes_at, cap_fen, places, max_months,
      to_char(opens_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') key,
      case when state <> 'published' then state when $6 < opens_at then 'published' when $6 < closes_at then 'open' else 'closed' end shown from call) c
    where ($1::text is null or (key, id::text) < ($1, $2)) and ($3 or state not in ('draft', 'awaiting-approval', 'cancelled'))
      and ($4::text is null or title::text ilike '%' || $4 || '%') and ($5::text is null or shown = $5)
    order by key desc, id::text desc limit $7`,
  [after?.[0] ?? null, after?.[1] ?? null, f.drafts, f.q ? f.q.replace(/[%_\\]/g, '\\$&') : null, f.state, f.at, f.limit + 1]);
}

/** Which sides have approved a subject of a call at a revision. */
export async function approvalsOf(tx: ReadTx, callId: string, subject: ApprovalSubject, revision: number): Promise<ApprovalRow[]> {
  return tx.rows<ApprovalRow>('select side, at from call_approval where call_id = $1 and subject = $2 and revision = $3 order by side desc', [callId, subject, revision]);
}
