import { readCursor, type ReadTx } from '#libs/platform';

export interface AuditView { stream: string; seq: number; at: Date; actor: string | null; action: string; data: string; hash: string; key: string }
export interface AuditFilter { limit: number; cursor?: string | undefined; stream?: string | undefined; actor?: string | undefined; q?: string | undefined }

/**
 * A stream that ends in a side holds what that side did under seal. Its own people see it at once, everybody else once the other side has done the same in the
 * same round: both entries appear with one commit.
 */
const UNSEALED = `(e.stream !~ ':(KG|CN)$' or right(e.stream, 2) = any ((select my_sides())::text[]) or exists (select 1 from audit_entry o
  where o.stream = left(e.stream, -2) || case right(e.stream, 2) when 'KG' then 'CN' else 'KG' end and o.action = e.action
    and o.data::jsonb->'round' is not distinct from e.data::jsonb->'round'))`;

/** Ids of what belongs to applications that the acting person must not know of; an entry that names one of them does not exist for them. */
const HIDDEN = 'hidden as materialized (select h.id from hidden_traces() h(id))';
const KEY = `to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;

/** Audit entries, newest first. Cursors are compared as text: one that somebody made up is no instant, and must not fail. */
export function listEntries(tx: ReadTx, f: AuditFilter): Promise<AuditView[]> {
  const after = readCursor(f.cursor);
  return tx.rows<AuditView>(`with ${HIDDEN} select e.stream, e.seq, e.at, e.actor, e.action, e.data, encode(e.hash, 'hex') hash, ${KEY} key from audit_entry e
    where ($1::text is null or (${KEY}, e.stream || ':' || e.seq) < ($1, $2)) and ($3::text is null or e.stream = $3) and ($4::uuid is null or e.actor = $4)
      and ($5::text is null or e.action ilike '%' || $5 || '%') and ${UNSEALED}
      and not exists (select 1 from hidden h where position(h.id in e.stream) > 0 or position(h.id in e.data) > 0)
    order by e.at desc, e.stream || ':' || e.seq desc limit $6`,
  [after?.[0] ?? null, after?.[1] ?? null, f.stream ?? null, f.actor ?? null, f.q ? f.q.replace(/[%_\\]/g, '\\$&') : null, f.limit + 1]);
}
