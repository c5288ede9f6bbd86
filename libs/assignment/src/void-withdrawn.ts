import type { Actor, WriteTx } from '#libs/platform';
import { AssignmentVoided } from './events.js';

/** Ends all assignments of an application that was withdrawn: kept, marked, no longer counted. Only who was invited hears of it. */
export async function voidWithdrawn(tx: WriteTx, _actor: Actor, { id }: { id: string }): Promise<void> {
  const rows = await tx.rows<{ id: string; person_id: string; published_at: Date | null }>('select id, person_id, published_at from void_withdrawn($1)', [id]);
  for (const s of rows) {
    tx.audit(`application:${id}`, 'assignment.voided', { assignment: s.id });
    if (s.published_at) tx.emit(AssignmentVoided.type, { assignmentId: s.id, personId: s.person_id });
  }
}
