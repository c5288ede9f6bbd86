import type { AnySide, StoredTitles } from '#libs/kernel';
import { isoOf, readCursor, refuse, textRow, type Actor, type ReadTx } from '#libs/platform';
import { readsSubmitted } from '../policy.js';
import type { ApplicationState } from '../shared/states.js';

/** SQL twin of who reads an application `a` beyond their own teams' ones: `$1` is the person, `$2` whether they read submitted ones. */
const READS = `$2 and a.submitted_at is not null and a.state not in ('draft', 'not-submitted') and not a.id = any ((select hidden_applications())::uuid[])`;

/** How a person stands to an application: in its team (with role and side), or as a reader of what was submitted. */
export interface Access { role: 'lead' | 'member' | 'reader'; side: AnySide | null; callId: string }

/** Refuses `not-found` alike for what is not there and what the person must not see. */
export async function accessTo(tx: ReadTx, actor: Actor, id: string): Promise<Access> {
  const row = await tx.row<{ role: 'lead' | 'member' | null; side: AnySide | null; reads: boolean; callId: string }>(`select m.role, m.side, (${READS}) reads, a.call_id "callId"
    from application a left join team_member m on m.application_id = a.id and m.person_id = $1 and m.state = 'accepted' where a.id = $3`, [actor.personId, readsSubmitted(actor), id]);
  if (row?.role) return { role: row.role, side: row.side, callId: row.callId };
  if (row?.reads) return { role: 'reader', side: null, callId: row.callId };
  return refuse('not-found');
}

export interface ApplicationFilter { limit: number; cursor?: string | undefined; q?: string | undefined; callId?: string | undefined; state?: ApplicationState | undefined; theme?: string | undefined; team?: 'own' | undefined }
/** An instant to the microsecond as text: where a list goes on, since it sorts as the instant does and a made-up cursor cannot break it. */
const INSTANT = `to_char(l.shown_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;

interface LeadColumns { kgFamily: string | null; kgGiven: string | null; kgPatronymic: string | null; kgNative: string | null; cnFamily: string | null; cnGiven: string | null; cnPatronymic: string | null; cnNative: string | null }
/** `shownAt` in ISO 8601, UTC, to the microsecond where there are any. */
export interface ApplicationListRow extends LeadColumns {
  id: string; callId: string; callCode: string; shown: ApplicationState; number: string | null; titleEn: string; titleLocal: StoredTitles; theme: string; shownAt: string; requestedFen: number;
}

const LIST_ROW = textRow<keyof ApplicationListRow>({
  id: 'l.id', callId: 'l.call_id', callCode: 'c.code', shown: 'l.shown', number: 'l.number', titleEn: 'l.title_en', titleLocal: 'l.title_local', theme: 'l.theme',
  shownAt: 'l.shown_at', requestedFen: 'coalesce(r.requested_fen, requested_fen(l.id))',
  kgFamily: 'kg.family', kgGiven: 'kg.given', kgPatronymic: 'kg.patronymic', kgNative: 'kg.native_name', cnFamily: 'cn.family', cnGiven: 'cn.given', cnPatronymic: 'cn.patronymic', cnNative: 'cn.native_name',
});

/** A row of the list out of its text. */
export function readListRow(text: string): ApplicationListRow {
  const row = LIST_ROW.read(text) as Record<keyof ApplicationListRow, string> & LeadColumns & { shown: ApplicationState };
  return { ...row, titleLocal: JSON.parse(row.titleLocal) as StoredTitles, shownAt: isoOf(row.shownAt), requestedFen: Number(row.requestedFen) };
}

/** The accepted lead of a side beside each row of a page `l`: at most one, by the index that allows no second. */
const leadOf = (side: 'KG' | 'CN', m: string, p: string) => `left join team_member ${m} on ${m}.application_id = l.id and ${m}.side = '${side}' and ${m}.role = 'lead' and ${m}.state = 'accepted'
      left join person ${p} on ${p}.id = ${m}.person_id`;

/**
 * Applications of own teams and, for those who read them, the submitted ones, latest change first, each as one text (`readListRow`). Teams see neither a state nor an instant of the review:
 * `shown` and `shown_at` stand still for them from eligibility to the announcement. A draft that was withdrawn is in no list. The page is cut before names and sums are joined.
 */
export async function listApplications(tx: ReadTx, actor: Actor, f: ApplicationFilter): Promise<string[]> {
  const args: unknown[] = [actor.personId, readsSubmitted(actor), f.limit + 1];
  const place = (value: unknown) => `$${args.push(value)}`;
  const after = readCursor(f.cursor);
  // Only what is asked for stands in the statement, so that its plan can be kept.
  const wanted = [
    `(own and (submitted_at is not null or state <> 'withdrawn')) or reads`,
    after && `(${INSTANT}, l.id::text) < (${place(after[0])}, ${place(after[1])})`,
    f.callId && `l.call_id = ${place(f.callId)}`,
    f.state && `l.shown = ${place(f.state)}`,
    f.theme && `l.theme = ${place(f.theme)}`,
    f.q && `concat_ws(' ', l.number, l.acronym, l.title_en, l.title_local->>'KG', l.title_local->>'CN') ilike '%' || ${place(f.q.replace(/[%_\\]/g, '\\$&'))} || '%'`,
    f.team && 'l.own',
  ].filter(Boolean);
  const rows = await tx.rows<{ text: string }>(`with mine as materialized (select distinct application_id from team_member where person_id = $1 and state = 'accepted')
    select ${LIST_ROW.select} text
    from (select id, call_id, shown, number, title_en, title_local, theme, shown_at from (
      select v.*, case when own and state in ('under-review', 'recommended', 'not-recommended') then 'eligible' else state end shown,
          case when own and submitted_at is not null and state not in ('awarded', 'on-reserve', 'refused', 'withdrawn') then submitted_at else updated_at end shown_at
        from (select a.*, mine.application_id is not null own, (${READS}) reads from application a left join mine on mine.application_id = a.id) v) l
      where ${wanted.map((w) => `(${w})`).join(' and ')} order by l.shown_at desc, l.id desc limit $3) l
    join call c on c.id = l.call_id left join submission r on r.application_id = l.id
    ${leadOf('KG', 'mk', 'kg')}
    ${leadOf('CN', 'mc', 'cn')}
    order by l.shown_at desc, l.id desc`, args);
  return rows.map((row) => row.text);
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
