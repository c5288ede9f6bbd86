import type { AnySide } from '#libs/kernel';
import { readCursor, refuse, type Actor, type ReadTx } from '#libs/platform';
import { readsSubmitted } from '../policy.js';
import type { ApplicationState } from '../shared/states.js';

/** SQL twin of who sees an application `a`: `$1` is the person, `$2` whether they read submitted ones. */
const OWN = `exists (select 1 from team_member me where me.application_id = a.id and me.person_id = $1 and me.state = 'accepted')`;
const READS = `$2 and a.submitted_at is not null and a.state not in ('draft', 'not-submitted') and not a.id = any ((select hidden_applications())::uuid[])`;

/** How a person stands to an application: in its team (with role and side), or as a reader of what was submitted. */
export interface Access { role: 'lead' | 'member' | 'reader'; side: AnySide | null }

/** Refuses `not-found` alike for what is not there and what the person must not see. */
export async function accessTo(tx: ReadTx, actor: Actor, id: string): Promise<Access> {
  const row = await tx.row<{ role: 'lead' | 'member' | null; side: AnySide | null; reads: boolean }>(`select m.role, m.side, (${READS}) reads
    from application a left join team_member m on m.application_id = a.id and m.person_id = $1 and m.state = 'accepted' where a.id = $3`, [actor.personId, readsSubmitted(actor), id]);
  if (row?.role) return { role: row.role, side: row.side };
  if (row?.reads) return { role: 'reader', side: null };
  return refuse('not-found');
}

export interface ApplicationFilter { limit: number; cursor?: string | undefined; q?: string | undefined; callId?: string | undefined; state?: ApplicationState | undefined; theme?: string | undefined; team?: 'own' | undefined }
export interface ApplicationListRow {
  id: string; callId: string; callCode: string; shown: ApplicationState; number: string | null; titleEn: string; titleLocal: { KG?: string; CN?: string }; theme: string;
  shownAt: Date; requestedFen: number; leads: { side: 'KG' | 'CN'; family: string; given: string; patronymic: string | null; nativeName: string | null }[]; key: string;
}

/**
 * Applications of own teams and, for those who read them, the submitted ones, latest change first. Teams see neither a state nor an instant of the review:
 * `shown` and `shown_at` stand still for them from eligibility to the announcement. A draft that was withdrawn is in no list.
 */
export async function listApplications(tx: ReadTx, actor: Actor, f: ApplicationFilter): Promise<ApplicationListRow[]> {
  const after = readCursor(f.cursor);
  return tx.rows<ApplicationListRow>(`select l.id, l.call_id "callId", c.code "callCode", l.shown, l.number, l.title_en "titleEn", l.title_local "titleLocal", l.theme,
      l.shown_at "shownAt", l.key, coalesce(r.requested_fen, requested_fen(l.id))::float8 "requestedFen",
      coalesce((select json_agg(json_build_object('side', m.side, 'family', p.family, 'given', p.given, 'patronymic', p.patronymic, 'nativeName', p.native_name))
        from team_member m join person p on p.id = m.person_id where m.application_id = l.id and m.role = 'lead' and m.state = 'accepted'), '[]') leads
    from (select s.*, to_char(s.shown_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') key from (
      select v.*, case when own and state in ('under-review', 'recommended', 'not-recommended') then 'eligible' else state end shown,
          case when own and submitted_at is not null and state not in ('awarded', 'on-reserve', 'refused', 'withdrawn') then submitted_at else updated_at end shown_at
        from (select a.*, ${OWN} own, (${READS}) reads from application a) v where (own and (submitted_at is not null or state <> 'withdrawn')) or reads) s) l
    join call c on c.id = l.call_id left join submission r on r.application_id = l.id
    where ($3::text is null or (l.key, l.id::text) < ($3, $4)) and ($5::uuid is null or l.call_id = $5) and ($6::text is null or l.shown = $6) and ($7::text is null or l.theme = $7)
      and ($8::text is null or concat_ws(' ', l.number, l.acronym, l.title_en, l.title_local->>'KG', l.title_local->>'CN') ilike '%' || $8 || '%')
      and ($10::text is null or l.own)
    order by l.key desc, l.id::text desc limit $9`, [actor.personId, readsSubmitted(actor), after?.[0] ?? null, after?.[1] ?? null, f.callId ?? null, f.state ?? null, f.theme ?? null,
    f.q ? f.q.replace(/[%_\\]/g, '\\$&') : null, f.limit + 1, f.team ?? null]);
}

export interface InvitationRow {
  applicationId: string; memberId: string; titleEn: string; theme: string; callCode: string; side: AnySide; role: 'lead' | 'member'; invitedAt: Date;
  family: string | null; given: string | null; patronymic: string | null; nativeName: string | null;
}

/** Invitations that wait for the answer of a person, by the e-mail of their account. */
export async function listInvitations(tx: ReadTx, personId: string | null): Promise<InvitationRow[]> {
  return tx.rows<InvitationRow>(`select a.id "applicationId", m.id "memberId", a.title_en "titleEn", a.theme, c.code "callCode", m.side, m.role, m.invited_at "invitedAt",
      b.family, b.given, b.patronymic, b.native_name "nativeName"
    from person me join team_member m on m.email = me.email and m.state = 'invited' join application a on a.id = m.application_id and a.state = 'draft'
    join call c on c.id = a.call_id left join person b on b.id = m.invited_by where me.id = $1 order by m.invited_at, m.id`, [personId]);
}
