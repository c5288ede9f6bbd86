import type { Side } from '#libs/kernel';
import { refuse, sideOf, type Actor, type WriteTx } from '#libs/platform';
import { approvalsOf } from './data/calls.queries.js';
import { ApprovalNeeded } from './events.js';
import type { ApprovalSubject } from './shared/states.js';

/**
 * Records one side's approval of something that binds both, and answers whether both have now approved; the first one lets the other side know. The caller holds a lock on the call.
 * Refuses a second approval of the same side (`approval.already-given`).
 */
export async function approveForSide(tx: WriteTx, actor: Actor, callId: string, subject: ApprovalSubject, revision: number): Promise<{ side: Side; both: boolean }> {
  const side = sideOf(actor, 'officer');
  if (!side) refuse('not-found');
  const before = await approvalsOf(tx, callId, subject, revision);
  if (before.some((a) => a.side === side)) refuse('approval.already-given');
  await tx.rows('insert into call_approval(call_id, subject, revision, side, person_id, at) values ($1, $2, $3, $4, $5, $6)', [callId, subject, revision, side, actor.personId, actor.at]);
  tx.audit(`call:${callId}`, `${subject}.approved`, { side, revision });
  if (before.length === 0) tx.emit(ApprovalNeeded.type, { callId, subject, revision, side });
  return { side, both: before.length === 1 };
}

/** Locks the call's row for this transaction (KEY SHARE stays possible) and answers it, or refuses as not found. */
export async function lockCall<T extends object>(tx: WriteTx, callId: string): Promise<T> {
  const row = await tx.row<T>('select * from call where id = $1 for no key update', [callId]);
  if (!row) refuse('not-found');
  return row;
}
