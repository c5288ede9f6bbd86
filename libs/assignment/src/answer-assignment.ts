import { lockApplication, RecordConflict } from '#libs/conflicts';
import { Db, demand, refuse, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ownAssignments } from './data/own.queries.js';
import { AssignmentAnswered } from './events.js';
import { presentOwn } from './present.js';
import { canAnswer, type Reply } from './shared/rules.js';
import type { AssignmentState } from './shared/states.js';

interface Mine { id: string; application_id: string; state: AssignmentState; blocked: boolean }

/** A reviewer declares conflicts first, then accepts or declines. */
@Injectable()
export class AnswerAssignment {
  constructor(private readonly db: Db, private readonly conflicts: RecordConflict) {}

  /** Refuses `assignment.already-answered`, `conflict.blocks`, `conflict.undeclared`. A conflict declared after accepting makes the assignment void. */
  run(actor: Actor, id: string, reply: Reply & { conflictReason?: string | undefined }) {
    return this.db.write(actor, async (tx) => {
      const personId = actor.personId ?? refuse('not-found');
      const seen = await this.mine(tx, personId, id, '');
      if (reply.conflict) await lockApplication(tx, seen.application_id);
      const mine = await this.mine(tx, personId, id, 'for no key update of s');
      if (mine.blocked && mine.state !== 'void') refuse('conflict.blocks');
      demand(canAnswer(mine.state, reply));
      if (mine.state === 'published') await this.settle(tx, actor, mine, reply);
      if (reply.conflict) await this.conflicts.declare(tx, actor, mine.application_id, reply.conflictReason ?? '');
      return presentOwn((await ownAssignments(tx, personId, id))[0] ?? refuse('not-found'), actor.language);
    });
  }

  private async settle(tx: WriteTx, actor: Actor, mine: Mine, reply: Reply): Promise<void> {
    const accepted = reply.accept && !reply.conflict;
    const reason = accepted ? null : reply.conflict ? 'conflict' : reply.declineReason ?? null;
    await tx.rows('update assignment set state = $2, decline_reason = $3, answered_at = $4 where id = $1', [mine.id, accepted ? 'accepted' : 'declined', reason, actor.at]);
    tx.audit(`application:${mine.application_id}`, accepted ? 'assignment.accepted' : 'assignment.declined', { assignment: mine.id, reason });
    tx.emit(AssignmentAnswered.type, { assignmentId: mine.id, personId: actor.personId, accepted });
  }

  private async mine(tx: WriteTx, personId: string, id: string, lock: '' | 'for no key update of s'): Promise<Mine> {
    return await tx.row<Mine>(`select s.id, s.application_id, s.state, has_conflict(s.person_id, s.application_id) blocked
      from assignment s where s.id = $1 and s.person_id = $2 and s.published_at is not null ${lock}`, [id, personId]) ?? refuse('not-found');
  }
}
