import type { AssignmentState } from '#libs/assignment/shared/contract';
import type { ReadTx, WriteTx } from '#libs/platform';
import type { CriterionFacts, Scores } from '../shared/rules.js';

export interface OwnAssignment { id: string; call_id: string; application_id: string; state: AssignmentState; number: number; call_state: string; conflict: boolean }

/** A person's own assignment; proposed and void ones do not exist for its reviewer. */
export function ownAssignment(tx: ReadTx, id: string, personId: string | null): Promise<OwnAssignment | undefined> {
  return tx.row<OwnAssignment>(`select s.id, s.call_id, s.application_id, s.state, s.number, c.state call_state, s.application_id = any ((select hidden_applications())::uuid[]) conflict
    from assignment s join call c on c.id = s.call_id where s.id = $1 and s.person_id = $2 and s.state not in ('proposed', 'void')`, [id, personId]);
}

/** The same for a change: nobody closes the reviews of the call meanwhile (others may write theirs), and the assignment is ours. */
export async function lockOwnAssignment(tx: WriteTx, id: string, personId: string | null): Promise<OwnAssignment | undefined> {
  const found = await ownAssignment(tx, id, personId);
  if (!found) return undefined;
  await tx.rows('select 1 from call where id = $1 for share', [found.call_id]);
  await tx.rows('select 1 from assignment where id = $1 for no key update', [id]);
  return ownAssignment(tx, id, personId);
}

export function criteriaOf(tx: ReadTx, callId: string): Promise<CriterionFacts[]> {
  return tx.rows<CriterionFacts>(`select code, names, weight::float8 weight, min::float8 min, max::float8 max, step::float8 step, threshold::float8 threshold
    from call_criterion where call_id = $1 order by position`, [callId]);
}

export async function scoresOf(tx: ReadTx, assignmentId: string): Promise<Scores> {
  const rows = await tx.rows<{ criterion: string; score: number }>('select criterion, score::float8 score from review_score where assignment_id = $1 order by criterion', [assignmentId]);
  return Object.fromEntries(rows.map((r) => [r.criterion, r.score]));
}

/** Replaces all scores of a draft. */
export async function writeScores(tx: WriteTx, assignmentId: string, scores: Scores): Promise<void> {
  await tx.rows('delete from review_score where assignment_id = $1', [assignmentId]);
  await tx.rows('insert into review_score select $1, x.key, x.value::numeric from jsonb_each_text($2) x', [assignmentId, JSON.stringify(scores)]);
}

export interface OtherReview { number: number; scores: Scores; comment: string }

/** Counted reviews of the same application by others, by number; who wrote them is not read at all. */
export function otherReviews(tx: ReadTx, a: OwnAssignment): Promise<OtherReview[]> {
  return tx.rows<OtherReview>('select number, comment, scores from peer_reviews($1)', [a.id]);
}
