import type { AnySide } from '#libs/kernel';
import type { ReadTx, WriteTx } from '#libs/platform';

export interface ReviewerView {
  person_id: string; email: string; family: string; given: string; patronymic: string | null; native_name: string | null; side: AnySide; institution_en: string; institution_local: string;
  min_load: number; max_load: number; load: number; themes: string[]; keywords: string[];
}

/** The pool of a call in order of e-mail; loads count what the viewer may see. `only`: these people. */
export async function reviewersOf(tx: ReadTx, callId: string, only: readonly string[] | null = null): Promise<ReviewerView[]> {
  return tx.rows<ReviewerView>(`select r.person_id, p.email::text email, p.family, p.given, p.patronymic, p.native_name, r.side, i.name_en institution_en, i.name_local institution_local,
      r.min_load, r.max_load, r.themes, r.keywords,
      (select count(*)::int from assignment s where s.call_id = r.call_id and s.person_id = r.person_id and s.state not in ('declined', 'void')
        and not s.application_id = any ((select hidden_applications())::uuid[])) load
    from reviewer r join person p on p.id = r.person_id join institution i on i.id = p.institution_id
    where r.call_id = $1 and ($2::uuid[] is null or r.person_id = any ($2)) order by p.email`, [callId, only]);
}

/** People by e-mail with their side, and how many reviews bind them in the call, published or locked, of applications that the viewer may see. */
export async function candidatesBy(tx: ReadTx, callId: string, emails: readonly string[]) {
  const rows = await tx.rows<{ id: string; email: string; side: AnySide; bound: number }>(`select p.id, lower(p.email::text) email, p.side,
      greatest((select count(*)::int from assignment s where s.call_id = $1 and s.person_id = p.id and s.published_at is not null and s.state not in ('declined', 'void')
        and not s.application_id = any ((select hidden_applications())::uuid[])),
        (select count(*)::int from assignment_override o join application a on a.id = o.application_id and a.state = 'eligible' where o.call_id = $1 and o.person_id = p.id and o.kind = 'locked')) bound
    from person p where p.email = any ($2::citext[]) and p.state <> 'closed'`, [callId, emails]);
  return new Map(rows.map((r) => [r.email, r]));
}

export interface NewReviewer { person_id: string; side: AnySide; min_load: number; max_load: number; themes: string[]; keywords: string[] }

export async function saveReviewers(tx: WriteTx, callId: string, at: Date, rows: readonly NewReviewer[]): Promise<void> {
  await tx.rows(`insert into reviewer(call_id, person_id, side, min_load, max_load, themes, keywords, at)
    select $1, x.person_id, x.side, x.min_load, x.max_load, x.themes, x.keywords, $2
      from jsonb_to_recordset($3) x(person_id uuid, side text, min_load int, max_load int, themes text[], keywords text[])
    on conflict (call_id, person_id) do update set side = excluded.side, min_load = excluded.min_load, max_load = excluded.max_load,
      themes = excluded.themes, keywords = excluded.keywords, at = excluded.at`, [callId, at, JSON.stringify(rows)]);
}

/** A member of the pool with what affinity needs, by e-mail. */
export async function findReviewer(tx: ReadTx, callId: string, email: string) {
  return tx.row<{ person_id: string; side: AnySide; themes: string[]; keywords: string[] }>(
    'select r.person_id, r.side, r.themes, r.keywords from reviewer r join person p on p.id = r.person_id where r.call_id = $1 and p.email = $2', [callId, email]);
}

export async function isReviewer(tx: ReadTx, callId: string, personId: string): Promise<boolean> {
  return await tx.row('select 1 from reviewer where call_id = $1 and person_id = $2', [callId, personId]) !== undefined;
}

/** Ids of the pool's members by e-mail. */
export async function poolIds(tx: ReadTx, callId: string): Promise<Map<string, string>> {
  const rows = await tx.rows<{ email: string; id: string }>(
    'select lower(p.email::text) email, p.id from reviewer r join person p on p.id = r.person_id where r.call_id = $1', [callId]);
  return new Map(rows.map((r) => [r.email, r.id]));
}

export async function saveAffinities(tx: WriteTx, rows: readonly { application_id: string; person_id: string; value: number }[]): Promise<void> {
  await tx.rows(`insert into affinity(application_id, person_id, value)
    select distinct on (x.application_id, x.person_id) x.application_id, x.person_id, x.value
      from rows from (jsonb_to_recordset($1) as (application_id uuid, person_id uuid, value numeric)) with ordinality x(application_id, person_id, value, n)
      order by x.application_id, x.person_id, x.n desc
    on conflict (application_id, person_id) do update set value = excluded.value`, [JSON.stringify(rows)]);
}

/** Ids of a call's submitted applications that the viewer may see. */
export async function visibleApplications(tx: ReadTx, callId: string): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(
    'select id from application where call_id = $1 and submitted_at is not null and not id = any ((select hidden_applications())::uuid[])', [callId]);
  return new Set(rows.map((r) => r.id));
}
