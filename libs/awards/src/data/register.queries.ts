import type { Texts } from '#libs/kernel';
import { readCursor, type ReadTx } from '#libs/platform';

export interface AwardView { id: string; number: string; call_id: string; call_code: string; theme: string; theme_names: Texts; content: string; amount_fen: number; at_instant: Date; key: string }
/** What of the register is asked for; `q` looks in titles, numbers, institutions and the leads' names. */
export interface RegisterSelection { q?: string | undefined; callId?: string | undefined; theme?: string | undefined }
export interface RegisterFilter extends RegisterSelection { limit: number; cursor?: string | undefined }

/** What `q` looks in: only what the register shows, hence no e-mail address and no name of a member. */
const SOUGHT = `a.title_en || ' ' || (a.title_local->>'KG') || ' ' || (a.title_local->>'CN') || ' ' || a.number || ' ' || coalesce((select string_agg(concat_ws(' ',
    case when m->>'role' = 'lead' then m->>'name' end, m->'institution'->>'nameEn', m->'institution'->>'nameLocal'), ' ') from jsonb_array_elements(s.content::jsonb->'team') m), '')`;

/** An award is public from the release of its announcement on; what it says is what was submitted. */
const AWARD = `select a.id, a.number, a.call_id, c.code call_code, a.theme, t.names theme_names, s.content, w.amount_fen::float8 amount_fen, n.at_instant,
    to_char(n.at_instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') key
  from announcement n join announcement_item i on i.announcement_id = n.id join award w on w.application_id = i.application_id and w.round = i.round
    join application a on a.id = w.application_id join submission s on s.application_id = a.id join call c on c.id = a.call_id join call_theme t on t.call_id = a.call_id and t.code = a.theme
  where n.state = 'released' and n.at_instant <= $1`;

/** Announced awards, newest announcement first. */
export function listAwards(tx: ReadTx, f: RegisterFilter, at: Date): Promise<AwardView[]> {
  const after = readCursor(f.cursor);
  return tx.rows<AwardView>(`select * from (${AWARD}
      and ($2::uuid is null or a.call_id = $2) and ($3::text is null or a.theme = $3)
      and ($4::text is null or ${SOUGHT} ilike '%' || $4 || '%')) r
    where $5::text is null or (key, id::text) < ($5, $6) order by key desc, id::text desc limit $7`,
  [at, f.callId ?? null, f.theme ?? null, f.q ? f.q.replace(/[%_\\]/g, '\\$&') : null, after?.[0] ?? null, after?.[1] ?? null, f.limit + 1]);
}

export function findAward(tx: ReadTx, id: string, at: Date): Promise<AwardView | undefined> {
  return tx.row<AwardView>(`${AWARD} and a.id = $2`, [at, id]);
}

export interface ResultView { state: 'awarded' | 'on-reserve' | 'refused'; amount_fen: number | null; at_instant: Date; comments: { reviewNumber: number; text: string }[]; lot: { place: number; of: number } | null }

/**
 * The announced result of an application for a person of its team. A team is hidden from itself as judges are from it, so the outcome is read from the
 * application's state, which only an announcement sets.
 */
export function findResult(tx: ReadTx, applicationId: string, personId: string | null, at: Date): Promise<ResultView | undefined> {
  return tx.row<ResultView>(`select a.state, w.amount_fen::float8 amount_fen, n.at_instant,
      coalesce((select json_agg(json_build_object('reviewNumber', x.number, 'text', x.comment)) from comments_to_team(a.id) x), '[]') comments,
      (select json_build_object('place', l.place, 'of', l.equals) from lot_of_result(a.id) l) lot
    from application a join announcement_item i on i.application_id = a.id join announcement n on n.id = i.announcement_id left join award w on w.application_id = a.id
    where a.id = $1 and a.state in ('awarded', 'on-reserve', 'refused') and n.state = 'released' and n.at_instant <= $3
      and exists (select 1 from team_member m where m.application_id = a.id and m.person_id = $2 and m.state = 'accepted')
    order by n.at_instant desc limit 1`, [applicationId, personId, at]);
}
