import type { Recorded } from '#libs/conflicts';
import type { Actor, WriteTx } from '#libs/platform';
import { AssignmentVoided } from './events.js';

/** Ends what a person had with an application when a conflict is recorded: kept, marked, no longer counted. Only who was invited hears of it. */
export async function voidAssignments(tx: WriteTx, _actor: Actor, { personId, applicationId }: Recorded): Promise<void> {
  const rows = await tx.rows<{ id: string; published_at: Date | null }>('select id, published_at from void_assignments($1, $2)', [personId, applicationId]);
  for (const s of rows) {
    tx.audit(`application:${applicationId}`, 'assignment.voided', { assignment: s.id });
    if (s.published_at) tx.emit(AssignmentVoided.type, { assignmentId: s.id, personId });
  }
}
