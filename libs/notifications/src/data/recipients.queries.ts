import { otherSide, type Language, type Side } from '#libs/kernel';
import type { ReadTx } from '#libs/platform';

/** Whom a letter is for; without a person it goes to an address that has no account yet. */
export interface Recipient { person_id: string | null; email: string; language: Language }

const PERSON = `select p.id person_id, p.email::text email, p.language from person p`;

export async function personById(tx: ReadTx, personId: string): Promise<Recipient[]> {
  return tx.rows<Recipient>(`${PERSON} where p.id = $1 and p.state <> 'closed'`, [personId]);
}

/** Leads of an application who have accepted; with `besides`, only the other side's. */
export async function leadsOf(tx: ReadTx, applicationId: string, besides?: Side): Promise<Recipient[]> {
  return tx.rows<Recipient>(`${PERSON} join team_member m on m.person_id = p.id
    where m.application_id = $1 and m.role = 'lead' and m.state = 'accepted' and p.state <> 'closed' and ($2::text is null or m.side = $2) order by p.email`,
  [applicationId, besides ? otherSide(besides) : null]);
}

/** Everybody in the team of an application who has accepted. */
export async function teamOf(tx: ReadTx, applicationId: string): Promise<Recipient[]> {
  return tx.rows<Recipient>(`${PERSON} join team_member m on m.person_id = p.id where m.application_id = $1 and m.state = 'accepted' and p.state <> 'closed' order by p.email`, [applicationId]);
}

/** The invited person, in their language where they have an account, in English otherwise. */
export async function invitedMember(tx: ReadTx, memberId: string): Promise<Recipient[]> {
  return tx.rows<Recipient>(`select p.id person_id, coalesce(p.email, m.email)::text email, coalesce(p.language, 'en') "language"
    from team_member m left join person p on p.id = m.person_id or (m.person_id is null and p.email = m.email)
    where m.id = $1 and p.state is distinct from 'closed'`, [memberId]);
}

export async function reviewerOf(tx: ReadTx, assignmentId: string): Promise<Recipient[]> {
  return tx.rows<Recipient>(`${PERSON} join assignment a on a.person_id = p.id where a.id = $1 and p.state <> 'closed'`, [assignmentId]);
}

/** Everybody who holds one of these roles, for whichever side. */
export async function holders(tx: ReadTx, ...roles: ('officer' | 'chair' | 'auditor')[]): Promise<Recipient[]> {
  return tx.rows<Recipient>(`${PERSON} where p.state <> 'closed' and exists (select 1 from role_grant g where g.person_id = p.id and g.role = any ($1)) order by p.email`, [roles]);
}

/** Officers of one side. */
export async function officersOf(tx: ReadTx, side: Side): Promise<Recipient[]> {
  return tx.rows<Recipient>(`${PERSON} where p.state <> 'closed' and exists (select 1 from role_grant g where g.person_id = p.id and g.role = 'officer' and g.side = $1) order by p.email`, [side]);
}

/** Officers of both sides who may know of an application: it was submitted, and no conflict hides it from them. */
export async function officersFor(tx: ReadTx, applicationId: string): Promise<Recipient[]> {
  return tx.rows<Recipient>(`${PERSON} join application a on a.id = $1 and a.submitted_at is not null
    where p.state <> 'closed' and exists (select 1 from role_grant g where g.person_id = p.id and g.role = 'officer') and not has_conflict(p.id, a.id) order by p.email`, [applicationId]);
}

/** Everybody who has accepted to take part in an application of the call that is written or submitted and stands; each once. */
export async function applicantsOf(tx: ReadTx, callId: string): Promise<Recipient[]> {
  return tx.rows<Recipient>(`${PERSON} where p.state <> 'closed' and exists (select 1 from team_member m join application a on a.id = m.application_id
    where a.call_id = $1 and (a.state = 'draft' or counts_as_submitted(a.state)) and m.person_id = p.id and m.state = 'accepted') order by p.email`, [callId]);
}
