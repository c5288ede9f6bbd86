import type { InstitutionName, StoredTitles } from '#libs/kernel';
import type { ReadTx } from '#libs/platform';
import type { AssignmentState } from '../shared/states.js';

export interface OwnView {
  id: string; state: AssignmentState; call_code: string; number: string; title_en: string; title_local: StoredTitles; theme: string; abstract_en: string; review_state: 'none' | 'draft' | 'submitted';
  institutions: InstitutionName[]; published_at: Date;
}

/**
 * A reviewer's own assignments from their publication on, newest first. Where a conflict stands only those that are void or declined remain.
 * `id`: just this one.
 */
export async function ownAssignments(tx: ReadTx, personId: string, id: string | null = null): Promise<OwnView[]> {
  return tx.rows<OwnView>(`select s.id, s.state, c.code call_code, a.number, a.title_en, a.title_local, a.theme, a.abstract_en, coalesce(r.state, 'none') review_state, s.published_at,
      (select coalesce(jsonb_agg(distinct jsonb_build_object('side', m->>'side', 'nameEn', m->'institution'->>'nameEn', 'nameLocal', m->'institution'->>'nameLocal')), '[]')
        from jsonb_array_elements(b.content::jsonb->'team') m) institutions
    from assignment s join application a on a.id = s.application_id join call c on c.id = s.call_id join submission b on b.application_id = a.id
      left join review r on r.assignment_id = s.id
    where s.person_id = $1 and s.published_at is not null and ($2::uuid is null or s.id = $2)
      and (s.state in ('void', 'declined') or not s.application_id = any ((select hidden_applications())::uuid[]))
    order by s.published_at desc, a.number`, [personId, id]);
}

export interface OwnDossier { state: AssignmentState; number: string; content: string; requested_fen: number }

/** The submitted content behind an own assignment that stands. */
export async function ownDossier(tx: ReadTx, personId: string, id: string): Promise<OwnDossier | undefined> {
  return tx.row<OwnDossier>(`select s.state, b.number, b.content, b.requested_fen::float8 requested_fen from assignment s join submission b on b.application_id = s.application_id
    where s.id = $2 and s.person_id = $1 and s.published_at is not null and s.state not in ('declined', 'void')
      and not s.application_id = any ((select hidden_applications())::uuid[])`, [personId, id]);
}
