import { approveForSide, lockCall } from '#libs/calls';
import { Db, demand, refuse, Refused, sideOf, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { conflictedProposals, draftFacts, draftRevision, findCall, isAnyUnchecked, type CallView } from './data/assignments.queries.js';
import { AssignmentPublished } from './events.js';
import { readDraft } from './read-draft.js';
import { canApprove } from './shared/rules.js';

/** Both sides approve the same draft; the second approval publishes it, opens the reviews and tells the reviewers. */
@Injectable()
export class ApproveAssignments {
  constructor(private readonly db: Db) {}

  /** Conflicts are looked up again here. Refuses `call.wrong-state`, `assignment.not-ready`, `assignment.nothing-proposed`, `conflict.blocks`, `approval.already-given`. */
  run(actor: Actor, callId: string) {
    return this.db.write(actor, async (tx) => {
      const call = await lockCall<CallView>(tx, callId);
      const side = sideOf(actor, 'officer') ?? refuse('not-found');
      demand(canApprove(await draftFacts(tx, call, actor.at), side));
      await this.refuseConflicts(tx, callId);
      const { both } = await approveForSide(tx, actor, callId, 'assignment', await draftRevision(tx, callId));
      // A side that cannot see an application that waits may approve; the publication leaves none behind.
      if (both && await isAnyUnchecked(tx, callId)) refuse('assignment.not-ready');
      if (both) await this.publish(tx, actor, callId);
      const after = await findCall(tx, callId) ?? refuse('not-found');
      return readDraft(tx, after, actor.at, side);
    });
  }

  /** Names the pairs in conflict by their assignments, as far as the officer may see them. */
  private async refuseConflicts(tx: WriteTx, callId: string): Promise<void> {
    const found = await conflictedProposals(tx, callId);
    if (!found.length) return;
    throw new Refused('conflict.blocks', found.map((f) => ({ code: 'conflict.blocks', pointer: f.id === null ? '' : `#/assignments/${f.id}` })));
  }

  private async publish(tx: WriteTx, actor: Actor, callId: string): Promise<void> {
    await tx.rows(`update call set state = 'reviewing', version = version + 1 where id = $1`, [callId]);
    const applications = await tx.rows<{ id: string }>(`update application set state = 'under-review', version = version + 1, updated_at = $2
      where call_id = $1 and state = 'eligible' returning id`, [callId, actor.at]);
    for (const a of applications) tx.audit(`application:${a.id}`, 'application.review-opened', {});
    const published = await tx.rows<{ id: string; person_id: string }>('select id, person_id from publish_assignments($1)', [callId]);
    for (const s of published) tx.emit(AssignmentPublished.type, { assignmentId: s.id, personId: s.person_id });
    tx.audit(`call:${callId}`, 'assignment.published', { assignments: published.length });
  }
}
