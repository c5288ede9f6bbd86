import { lockCall } from '#libs/calls';
import { callStateAt } from '#libs/calls/shared/states';
import { Db, demand, newId, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { findAssignment, insertProposed, type CallView } from './data/assignments.queries.js';
import { findReviewer } from './data/reviewers.queries.js';
import { presentAssignment } from './present.js';
import { affinityOf } from './shared/affinity.js';
import { canAdd, canRemove } from './shared/rules.js';

interface Wanted { id: string; state: string; theme: string; keywords: string[]; given: number | null; next: number }

/** Officers correct the draft pair by pair. Each change voids the approvals of the draft. */
@Injectable()
export class EditDraft {
  constructor(private readonly db: Db) {}

  /** Refuses `reviewer.unknown`, `conflict.blocks`, `assignment.load-exceeded`, `assignment.duplicate`, `application.wrong-state`, `call.wrong-state`. */
  add(actor: Actor, callId: string, body: { applicationId: string; email: string }) {
    return this.db.write(actor, async (tx) => {
      const call = await lockCall<CallView>(tx, callId);
      const reviewer = await findReviewer(tx, callId, body.email);
      const application = await tx.row<Wanted>(`select a.id, a.state, a.theme, a.keywords,
          (select coalesce(max(s.number), 0) + 1 from assignment s where s.application_id = a.id) "next",
          (select f.value::float8 from affinity f where f.application_id = a.id and f.person_id = $3) given
        from application a where a.id = $1 and a.call_id = $2 and a.submitted_at is not null and not a.id = any ((select hidden_applications())::uuid[])`,
      [body.applicationId, callId, reviewer?.person_id ?? null]);
      if (!application) refuse('not-found');
      demand(canAdd(callStateAt(call.state, call.opens_at, call.closes_at, actor.at), application.state));
      if (!reviewer) refuse('reviewer.unknown', '/email');
      const id = newId();
      await insertProposed(tx, callId, actor.at, [{
        id, application_id: application.id, person_id: reviewer.person_id, side: reviewer.side,
        affinity: application.given ?? affinityOf(application, reviewer), number: application.next,
      }]);
      tx.audit(`call:${callId}`, 'assignment.added', { assignment: id, application: application.id, person: reviewer.person_id });
      return presentAssignment(await findAssignment(tx, id) ?? refuse('not-found'));
    });
  }

  /** Refuses `assignment.already-published`. */
  remove(actor: Actor, id: string): Promise<void> {
    return this.db.write(actor, async (tx) => {
      const seen = await findAssignment(tx, id) ?? refuse('not-found');
      await lockCall(tx, seen.call_id);
      const now = await findAssignment(tx, id) ?? refuse('not-found');
      demand(canRemove(now.state));
      await tx.rows('delete from assignment where id = $1', [id]);
      tx.audit(`call:${now.call_id}`, 'assignment.removed', { assignment: id, application: now.application_id, person: now.person_id });
    });
  }
}
