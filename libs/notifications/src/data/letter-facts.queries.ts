import type { ApprovalSubject } from '#libs/calls/shared/states';
import type { AnySide, Side } from '#libs/kernel';
import type { ReadTx } from '#libs/platform';
import type { Facts } from '../templates/facts.js';

/** The reader of a letter: the person, or the bare address where there is no account. */
export interface Reader { personId: string | null; email: string }

/** True while the reader stands in the team of application `a`; `$2` is the person, `$3` the address. */
const IN_TEAM = `exists (select 1 from team_member m where m.application_id = a.id and m.state in ('invited', 'accepted') and (m.person_id = $2 or m.email = $3))`;
const APPLICATION = `from application a join call c on c.id = a.call_id`;
type Found<T> = Omit<T, 'page'>;

// Each query answers nothing when the letter is no longer for its reader: they left the team, the code was used, the assignment is void.

/** `until` and the id from which the code is derived. */
export async function activationFacts(tx: ReadTx, activationId: string, r: Reader) {
  return tx.row<{ id: string; email: string; until: Date }>(`select v.id, p.email::text email, v.expires_at until from activation v join person p on p.id = v.person_id
    where v.id = $1 and v.person_id = $2 and p.state <> 'closed' and v.used_at is null and v.expires_at > app_at()`, [activationId, r.personId]);
}

export interface InvitationFacts { call: string; role: 'lead' | 'member'; side: AnySide; family: string | null; given: string | null; patronymic: string | null; nativeName: string | null }

export async function invitationFacts(tx: ReadTx, memberId: string, r: Reader) {
  return tx.row<InvitationFacts>(`select c.code call, m.role, m.side, i.family, i.given, i.patronymic, i.native_name "nativeName"
    from team_member m join application a on a.id = m.application_id join call c on c.id = a.call_id left join person i on i.id = m.invited_by
    where m.id = $1 and m.state <> 'removed' and (m.person_id = $2 or m.email = $3)`, [memberId, r.personId, r.email]);
}

export async function signedFacts(tx: ReadTx, applicationId: string, r: Reader, side: Side) {
  const found = await tx.row<{ ref: string }>(`select coalesce(a.number, c.code) ref ${APPLICATION} where a.id = $1 and ${IN_TEAM}`, [applicationId, r.personId, r.email]);
  return found && { ...found, side } satisfies Found<Facts['signed']>;
}

export async function submittedFacts(tx: ReadTx, applicationId: string, r: Reader) {
  return tx.row<Found<Facts['submitted']>>(`select s.number, s.received_at "at", s.sha256 from application a join submission s on s.application_id = a.id where a.id = $1 and ${IN_TEAM}`,
    [applicationId, r.personId, r.email]);
}

export async function checkedFacts(tx: ReadTx, applicationId: string, r: Reader) {
  return tx.row<Found<Facts['checked']>>(`select a.number, a.state <> 'ineligible' passed from application a
    where a.id = $1 and a.state not in ('draft', 'submitted', 'not-submitted') and ${IN_TEAM}`, [applicationId, r.personId, r.email]);
}

export async function notSubmittedFacts(tx: ReadTx, applicationId: string, r: Reader) {
  return tx.row<Found<Facts['not-submitted']>>(`select c.code call, c.closes_at "closedAt" ${APPLICATION} where a.id = $1 and a.state = 'not-submitted' and ${IN_TEAM}`,
    [applicationId, r.personId, r.email]);
}

/** Only while the notice runs: neither taken back nor in effect. */
export async function noticeFacts(tx: ReadTx, applicationId: string, r: Reader, noticeId: string) {
  return tx.row<Found<Facts['withdrawal-given']>>(`select coalesce(a.number, c.code) ref, w.side, w.effective_from "from" ${APPLICATION} join withdrawal w on w.application_id = a.id
    where a.id = $1 and ${IN_TEAM} and w.id = $4 and w.taken_back_at is null and w.effective_at is null`, [applicationId, r.personId, r.email, noticeId]);
}

/** For the team, and for an officer who may know of a submitted application. */
export async function withdrawnFacts(tx: ReadTx, applicationId: string, r: Reader) {
  return tx.row<{ ref: string }>(`select coalesce(a.number, c.code) ref ${APPLICATION} where a.id = $1 and a.state = 'withdrawn' and (${IN_TEAM}
    or (a.submitted_at is not null and exists (select 1 from role_grant g where g.person_id = $2 and g.role = 'officer') and not has_conflict($2, a.id)))`, [applicationId, r.personId, r.email]);
}

export async function reviewFacts(tx: ReadTx, assignmentId: string, r: Reader, isVoid: boolean) {
  return tx.row<{ number: string }>(`select a.number from assignment s join application a on a.id = s.application_id
    where s.id = $1 and s.person_id = $2 and s.state <> 'proposed' and (s.state = 'void') = $3`, [assignmentId, r.personId, isVoid]);
}

/** A call, for those who hold one of these roles. */
export async function callFacts(tx: ReadTx, callId: string, r: Reader, ...roles: ('officer' | 'chair')[]) {
  return tx.row<{ call: string }>(`select c.code call from call c where c.id = $1 and exists (select 1 from role_grant g where g.person_id = $2 and g.role = any ($3))`, [callId, r.personId, roles]);
}

/** One side's approval, for an officer of the other one; `waits` while theirs is missing and the revision is still to be approved. */
export async function approvalFacts(tx: ReadTx, callId: string, r: Reader, subject: ApprovalSubject, revision: number, side: Side) {
  return tx.row<{ call: string; waits: boolean }>(`select c.code call, not exists (select 1 from call_approval o where o.call_id = c.id and o.subject = p.subject and o.revision = p.revision and o.side <> p.side)
      and case p.subject
        when 'publication' then c.state = 'awaiting-approval' and c.revision = p.revision
        when 'amendment' then exists (select 1 from call_amendment m where m.call_id = c.id and m.revision = p.revision and m.state = 'proposed')
        when 'assignment' then exists (select 1 from assignment_draft d where d.call_id = c.id and d.revision = p.revision)
        when 'lot' then not exists (select 1 from lot_place l where l.call_id = c.id)
        when 'announcement' then exists (select 1 from announcement n where n.call_id = c.id and n.revision = p.revision and n.state = 'proposed')
        else true end waits
    from call c join call_approval p on p.call_id = c.id and p.subject = $3 and p.revision = $4 and p.side = $5
    where c.id = $1 and exists (select 1 from role_grant g where g.person_id = $2 and g.role = 'officer' and g.side <> p.side)`, [callId, r.personId, subject, revision, side]);
}

/** An edition of a call, for those who still take part in it; `closesAt` is what is valid now. */
export async function amendedFacts(tx: ReadTx, callId: string, r: Reader, edition: number) {
  return tx.row<Found<Facts['call-amended']>>(`select c.code call, e.since "at", c.closes_at "closesAt" from call c join call_edition e on e.call_id = c.id and e.number = $4
    where c.id = $1 and exists (select 1 from application a where a.call_id = c.id and ${IN_TEAM})`, [callId, r.personId, r.email, edition]);
}

/** For an auditor: who read more than one person's work explains. */
export async function bulkLookFacts(tx: ReadTx, personId: string, r: Reader) {
  return tx.row<{ family: string; given: string; patronymic: string | null; nativeName: string | null }>(`select p.family, p.given, p.patronymic, p.native_name "nativeName" from person p
    where p.id = $1 and exists (select 1 from role_grant g where g.person_id = $2 and g.role = 'auditor')`, [personId, r.personId]);
}

/** A result exists for its team once its announcement was released, never before. */
export async function resultFacts(tx: ReadTx, applicationId: string, r: Reader, announcementId: string) {
  return tx.row<Facts['result']>(`select a.number, o.result, o.amount_fen::float8 "amountFen" from application a
    join announcement_item i on i.application_id = a.id join announcement n on n.id = i.announcement_id join outcome o on o.application_id = a.id and o.round = i.round
    where a.id = $1 and n.id = $4 and n.state = 'released' and ${IN_TEAM}`, [applicationId, r.personId, r.email, announcementId]);
}
