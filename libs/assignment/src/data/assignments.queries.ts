import { approvalsOf } from '#libs/calls';
import { callStateAt, type StoredCallState } from '#libs/calls/shared/states';
import type { AnySide, StoredTitles } from '#libs/kernel';
import type { ReadTx, WriteTx } from '#libs/platform';
import type { DraftFacts } from '../shared/rules.js';
import type { AssignmentState } from '../shared/states.js';

export interface CallView { id: string; state: StoredCallState; opens_at: Date; closes_at: Date; reviewers_kg: number; reviewers_cn: number; reviewers_int: number }

/** The call without a lock, for screens. */
export async function findCall(tx: ReadTx, callId: string): Promise<CallView | undefined> {
  return tx.row<CallView>('select id, state, opens_at, closes_at, reviewers_kg, reviewers_cn, reviewers_int from call where id = $1', [callId]);
}

/** The revision of the draft to which approvals refer; 0 before anything was proposed. */
export async function draftRevision(tx: ReadTx, callId: string): Promise<number> {
  return (await tx.row<{ revision: number }>('select revision from assignment_draft where call_id = $1', [callId]))?.revision ?? 0;
}

/** What the rules ask about a call's draft, at an instant, as far as the actor may know: an application that a conflict hides counts for nothing. */
export async function draftFacts(tx: ReadTx, call: CallView, at: Date): Promise<DraftFacts> {
  const counts = await tx.row<{ unchecked: number; eligible: number; proposed: number }>(`select
    (select count(*)::int from application where call_id = $1 and state = 'submitted' and not id = any ((select hidden_applications())::uuid[])) unchecked,
    (select count(*)::int from application where call_id = $1 and state = 'eligible' and not id = any ((select hidden_applications())::uuid[])) eligible,
    (select count(*)::int from assignment where call_id = $1 and state = 'proposed' and not application_id = any ((select hidden_applications())::uuid[])) proposed`, [call.id]);
  const approvals = await approvalsOf(tx, call.id, 'assignment', await draftRevision(tx, call.id));
  return {
    callState: callStateAt(call.state, call.opens_at, call.closes_at, at),
    unchecked: counts?.unchecked ?? 0, eligible: counts?.eligible ?? 0, proposed: counts?.proposed ?? 0,
    approved: approvals.map((a) => a.side),
  };
}

/** Whether an application of the call still lacks a check, hidden ones among them: what binds both sides waits for all. */
export async function isAnyUnchecked(tx: ReadTx, callId: string): Promise<boolean> {
  return await tx.row(`select 1 from application where call_id = $1 and state = 'submitted'`, [callId]) !== undefined;
}

export interface AssignmentView {
  id: string; call_id: string; application_id: string; application_number: string; title_en: string; title_local: StoredTitles; person_id: string; email: string;
  family: string; given: string; patronymic: string | null; native_name: string | null; side: AnySide; affinity: number | null; state: AssignmentState; number: number;
}

const VIEW = `select s.id, s.call_id, s.application_id, a.number application_number, a.title_en, a.title_local, s.person_id, p.email::text email, p.family, p.given, p.patronymic, p.native_name, s.side,
    s.affinity::float8 affinity, s.state, s.number
  from assignment s join application a on a.id = s.application_id join person p on p.id = s.person_id
  where not s.application_id = any ((select hidden_applications())::uuid[])`;

/** Assignments of a call in order of application and reviewer, without applications that the viewer may not see. */
export async function assignmentsOf(tx: ReadTx, callId: string): Promise<AssignmentView[]> {
  return tx.rows<AssignmentView>(`${VIEW} and s.call_id = $1 order by a.number, array_position(array['KG', 'CN', 'INT'], s.side), p.email`, [callId]);
}

/** One assignment, unless its application is hidden from the viewer. */
export async function findAssignment(tx: ReadTx, id: string): Promise<AssignmentView | undefined> {
  return tx.row<AssignmentView>(`${VIEW} and s.id = $1`, [id]);
}

export interface NewAssignment { id: string; application_id: string; person_id: string; side: AnySide; affinity: number; number: number }

/** Stores proposed pairs; the database refuses a pair in conflict and a load that is exceeded. */
export async function insertProposed(tx: WriteTx, callId: string, at: Date, rows: readonly NewAssignment[]): Promise<void> {
  await tx.rows(`insert into assignment(id, call_id, application_id, person_id, side, affinity, number, state, at)
    select x.id, $1, x.application_id, x.person_id, x.side, x.affinity, x.number, 'proposed', $2
      from jsonb_to_recordset($3) x(id uuid, application_id uuid, person_id uuid, side text, affinity numeric, number int)`, [callId, at, JSON.stringify(rows)]);
}

/** Proposed pairs between which a conflict stands by now; null for one of an application that the viewer may not see. */
export async function conflictedProposals(tx: ReadTx, callId: string): Promise<{ id: string | null }[]> {
  return tx.rows('select id from conflicted_proposals($1)', [callId]);
}
