import type { Language } from '#libs/kernel';
import type { ReadTx, WriteTx } from '#libs/platform';
import type { Outcome } from '../shared/rules.js';

export interface Decided { application_id: string; round: number; hidden: boolean }

/** Applications of a call with both votes that no announcement covers yet; `hidden`: not to be seen by the acting person. */
export function decidedApplications(tx: ReadTx, callId: string): Promise<Decided[]> {
  return tx.rows<Decided>(`select d.application_id, d.round, d.application_id = any ((select hidden_applications())::uuid[]) hidden
    from decided_applications($1) d order by d.application_id`, [callId]);
}

export async function addItems(tx: WriteTx, announcementId: string, items: readonly Decided[]): Promise<void> {
  await tx.rows(`insert into announcement_item(announcement_id, application_id, round) select $1, x.application_id, x.round
    from jsonb_to_recordset($2) x(application_id uuid, round int)`, [announcementId, JSON.stringify(items)]);
}

export interface AnnouncedItem { application_id: string; call_id: string; number: string; result: Outcome; amount_fen: number | null }

/** What an announcement covers, in the order of numbers; without withdrawn applications and those that the acting person may not see (row-level security on outcomes). */
export function itemsOf(tx: ReadTx, announcementId: string): Promise<AnnouncedItem[]> {
  return tx.rows<AnnouncedItem>(`select i.application_id, a.call_id, a.number, o.result, o.amount_fen::float8 amount_fen
    from announcement_item i join application a on a.id = i.application_id join outcome o on o.application_id = i.application_id and o.round = i.round
    where i.announcement_id = $1 and a.state <> 'withdrawn' order by a.number`, [announcementId]);
}

/** Proposals whose instant passed without the other side's approval lapse and make room for a new one. */
export function withdrawLapsed(tx: WriteTx, callId: string, at: Date): Promise<{ id: string }[]> {
  return tx.rows<{ id: string }>(`update announcement set state = 'withdrawn', version = version + 1 where call_id = $1 and state = 'proposed' and at_instant <= $2 returning id`, [callId, at]);
}

export async function nextRevision(tx: ReadTx, callId: string): Promise<{ revision: number; active: boolean }> {
  const row = await tx.row<{ revision: number; active: boolean }>(`select coalesce(max(revision), 0) + 1 revision, coalesce(bool_or(state in ('proposed', 'scheduled')), false) active
    from announcement where call_id = $1`, [callId]);
  return row ?? { revision: 1, active: false };
}

export function dueAnnouncements(tx: ReadTx, at: Date): Promise<{ id: string; call_id: string }[]> {
  return tx.rows<{ id: string; call_id: string }>(`select id, call_id from announcement where state = 'scheduled' and at_instant <= $1 order by at_instant, id`, [at]);
}

/** Sets what an announcement says: states of its applications, its own, and the call's once no ranked or decided application waits for its result. */
export async function releaseStates(tx: WriteTx, announcementId: string, callId: string, at: Date): Promise<{ done: boolean }> {
  await tx.rows(`select 1 from application where id in (select application_id from announcement_item where announcement_id = $1) order by id for no key update`, [announcementId]);
  await tx.rows(`update application a set state = case o.result when 'award' then 'awarded' when 'reserve' then 'on-reserve' else 'refused' end, updated_at = $2, version = a.version + 1
    from announcement_item i join outcome o on o.application_id = i.application_id and o.round = i.round
    where i.announcement_id = $1 and a.id = i.application_id and a.state in ('recommended', 'not-recommended')`, [announcementId, at]);
  await tx.rows(`update announcement set state = 'released', released_at = $2, version = version + 1 where id = $1`, [announcementId, at]);
  return { done: await announceCall(tx, callId) };
}

/** Ends a call once something of it was announced and no ranked or decided application waits for its result; answers whether. */
export async function announceCall(tx: WriteTx, callId: string): Promise<boolean> {
  const done = (await tx.row<{ done: boolean }>('select awaits_no_result($1) done', [callId]))?.done ?? false;
  if (done) await tx.rows(`update call set state = 'announced', version = version + 1 where id = $1`, [callId]);
  return done;
}

export interface Recipient { personId: string; email: string; language: Language }

/** Who gets the result of an application: both leads and every member who accepted, each in their own language. */
export function recipientsOfResult(tx: ReadTx, applicationId: string): Promise<Recipient[]> {
  return tx.rows<Recipient>(`select p.id "personId", p.email::text email, p.language from team_member m join person p on p.id = m.person_id
    where m.application_id = $1 and m.state = 'accepted' and p.state <> 'closed' order by m.role, m.side desc, p.email`, [applicationId]);
}
