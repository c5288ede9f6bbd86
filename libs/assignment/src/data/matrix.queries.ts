import type { StoredTitles } from '#libs/kernel';
import type { ConflictKind } from '#libs/conflicts/shared/states';
import { readCursor, type ReadTx } from '#libs/platform';
import type { AssignmentState } from '../shared/states.js';
import type { OverrideKind } from './pool.queries.js';

export interface MatrixRow {
  id: string; number: string; titleEn: string; titleLocal: StoredTitles; theme: string; keywords: string[];
  given: { personId: string; value: number }[]; assigned: { id: string; personId: string; state: AssignmentState }[]; overrides: { personId: string; kind: OverrideKind }[];
}

/** Applications that take part in a call's assignment and that the viewer may see, with all that stands between them and the pool, in order of number. */
export async function matrixRows(tx: ReadTx, callId: string, page: { limit: number; cursor?: string | undefined; q?: string | undefined; id?: string }): Promise<MatrixRow[]> {
  const after = readCursor(page.cursor);
  return tx.rows<MatrixRow>(`select a.id, a.number, a.title_en "titleEn", a.title_local "titleLocal", a.theme, a.keywords,
      (select coalesce(json_agg(json_build_object('personId', f.person_id, 'value', f.value::float8)), '[]') from affinity f where f.application_id = a.id) given,
      (select coalesce(json_agg(json_build_object('id', s.id, 'personId', s.person_id, 'state', s.state)), '[]') from assignment s where s.application_id = a.id) assigned,
      (select coalesce(json_agg(json_build_object('personId', o.person_id, 'kind', o.kind)), '[]') from assignment_override o where o.application_id = a.id) overrides
    from application a where a.call_id = $1 and not a.id = any ((select hidden_applications())::uuid[])
      and (a.state = 'eligible' or exists (select 1 from assignment s where s.application_id = a.id))
      and ($2::text is null or (a.number, a.id::text) > ($2, $3)) and ($5::text is null or concat_ws(' ', a.number, a.title_en, a.title_local->>'KG', a.title_local->>'CN', a.theme) ilike '%' || $5 || '%') and ($6::uuid is null or a.id = $6)
    order by a.number, a.id::text limit $4`,
  [callId, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1, page.q ? page.q.replace(/[%_\\]/g, '\\$&') : null, page.id ?? null]);
}

/** The kinds of conflict that stand between a person and an application. */
export async function kindsOf(tx: ReadTx, applicationId: string, personId: string): Promise<ConflictKind[]> {
  return (await tx.rows<{ kind: ConflictKind }>('select distinct kind from conflicts_of($1) where application_id = $2 order by kind', [personId, applicationId])).map((r) => r.kind);
}
