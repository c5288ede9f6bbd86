import type { AnySide } from '#libs/kernel';
import type { Grant, ReadTx } from '#libs/platform';
import { readCursor, textRow } from '#libs/platform';
import type { InstitutionRow } from './institution.row.js';

export interface PersonView {
  id: string; email: string; family: string; given: string; patronymic: string | null; native_name: string | null; side: AnySide; institution_en: string; institution_local: string; institution_id: string;
  state: 'invited' | 'active' | 'closed'; language: 'en' | 'ru' | 'ky' | 'zh-CN'; roles: Grant[];
}

const PERSON = `select p.id, p.email::text email, p.family, p.given, p.patronymic, p.native_name, p.side, p.institution_id, i.name_en institution_en, i.name_local institution_local, p.state, p.language,
  coalesce((select json_agg(json_build_object('role', g.role, 'side', g.side) order by g.role) from role_grant g where g.person_id = p.id), '[]') roles
  from person p join institution i on i.id = p.institution_id`;

export async function findPerson(tx: ReadTx, id: string): Promise<PersonView | undefined> {
  return tx.row<PersonView>(`${PERSON} where p.id = $1`, [id]);
}

export interface ListFilter { limit: number; cursor?: string | undefined; q?: string | undefined; side?: AnySide | undefined }

/** People by name, family first; `q` looks in names and e-mail. */
export async function listPeople(tx: ReadTx, f: ListFilter): Promise<PersonView[]> {
  const after = readCursor(f.cursor);
  return tx.rows<PersonView>(`${PERSON} where ($1::text is null or (p.family || p.given, p.id::text) > ($1, $2)) and ($3::text is null or p.side = $3)
    and ($4::text is null or p.family || ' ' || p.given || ' ' || coalesce(p.native_name, '') || ' ' || p.email::text ilike '%' || $4 || '%')
    order by p.family || p.given, p.id::text limit $5`, [after?.[0] ?? null, after?.[1] ?? null, f.side ?? null, f.q ? f.q.replace(/[%_\\]/g, '\\$&') : null, f.limit + 1]);
}

type ListedInstitution = Omit<InstitutionRow, 'slug'>;
const LIST_ROW = textRow<keyof ListedInstitution>({ id: 'id', ror: 'ror', nameEn: 'name_en', nameLocal: 'name_local', country: 'country', side: 'side', parentId: 'parent_id' });

/** An institution out of its text. */
export function readInstitution(text: string): ListedInstitution {
  return LIST_ROW.read(text) as ListedInstitution;
}

/** Institutions by their English names, each as one text (`readInstitution`). */
export async function listInstitutions(tx: ReadTx, f: ListFilter): Promise<string[]> {
  const after = readCursor(f.cursor);
  const rows = await tx.rows<{ text: string }>(`select ${LIST_ROW.select} text from institution
    where ($1::text is null or (name_en, id::text) > ($1, $2)) and ($3::text is null or side = $3)
    and ($4::text is null or name_en || ' ' || name_local ilike '%' || $4 || '%')
    order by name_en, id::text limit $5`, [after?.[0] ?? null, after?.[1] ?? null, f.side ?? null, f.q ? f.q.replace(/[%_\\]/g, '\\$&') : null, f.limit + 1]);
  return rows.map((row) => row.text);
}
