import type { Recorded } from '#libs/conflicts';
import type { Actor, WriteTx } from '#libs/platform';
import { AssignmentVoided } from './events.js';

/** Ends what a person had with an application when a conflict is recorded: kept, marked, no longer counted. Only who was invited hears of it. */
export async function voidAssignments(tx: WriteTx, _actor: Actor, { personId, applicationId }: Recorded): Promise<void> {
  const rows = await tx.rows<{ id: string; published_at: Date | null }>(`update assignment set state = 'void'
    where person_id = $1 and application_id = $2 and state not in ('declined', 'void') returning id, published_at`, [personId, applicationId]);
  for (const s of rows) {
    tx.audit(`application:${applicationId}`, 'assignment.voided', { assignment: s.id });
    if (s.published_at) tx.emit(AssignmentVoided.type, { assignmentId: s.id, personId });
  }
}
