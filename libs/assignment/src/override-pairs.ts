import { lockCall } from '#libs/calls';
import { callStateAt } from '#libs/calls/shared/states';
import { Db, demand, refuse, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { CallView } from './data/assignments.queries.js';
import { isReviewer } from './data/reviewers.queries.js';
import { canOverride } from './shared/rules.js';
import type { OverrideKind } from './data/pool.queries.js';

interface Pair { id: string; applicationId: string; personId: string }

/** Officers settle single pairs for every run to come: locked ones stay, banned ones never return. A pair has one override or none. */
@Injectable()
export class OverridePairs {
  constructor(private readonly db: Db) {}

  /**
   * A ban takes the pair out of the draft at once; a lock is kept by the next run. Refuses `reviewer.unknown`, `conflict.blocks`, `assignment.load-exceeded`,
   * `assignment.places-locked`, `application.wrong-state`, `call.wrong-state`.
   */
  set(actor: Actor, pair: Pair, kind: OverrideKind): Promise<void> {
    return this.db.write(actor, async (tx) => {
      await this.checked(tx, actor, pair);
      if (!await isReviewer(tx, pair.id, pair.personId)) refuse('reviewer.unknown');
      const before = await tx.row<{ kind: OverrideKind }>('select kind from assignment_override where application_id = $1 and person_id = $2', [pair.applicationId, pair.personId]);
      if (kind === 'banned') {
        const out = await tx.row<{ id: string }>(`delete from assignment where application_id = $1 and person_id = $2 and state = 'proposed' returning id`, [pair.applicationId, pair.personId]);
        if (out) tx.audit(`call:${pair.id}`, 'assignment.removed', { assignment: out.id, application: pair.applicationId, person: pair.personId });
      }
      await tx.rows(`insert into assignment_override(application_id, person_id, call_id, kind, by_person, at) values ($1, $2, $3, $4, $5, $6)
        on conflict (application_id, person_id) do update set kind = excluded.kind, by_person = excluded.by_person, at = excluded.at`,
      [pair.applicationId, pair.personId, pair.id, kind, actor.personId, actor.at]);
      tx.audit(`call:${pair.id}`, 'assignment.override-set', { application: pair.applicationId, person: pair.personId, kind, before: before?.kind ?? null });
    });
  }

  /** Refuses `call.wrong-state`, `application.wrong-state`; where there is none, `not-found`. */
  lift(actor: Actor, pair: Pair): Promise<void> {
    return this.db.write(actor, async (tx) => {
      await this.checked(tx, actor, pair);
      const gone = await tx.row<{ kind: OverrideKind }>('delete from assignment_override where application_id = $1 and person_id = $2 and call_id = $3 returning kind', [pair.applicationId, pair.personId, pair.id]);
      if (!gone) refuse('not-found');
      tx.audit(`call:${pair.id}`, 'assignment.override-lifted', { application: pair.applicationId, person: pair.personId, kind: gone.kind });
    });
  }

  private async checked(tx: WriteTx, actor: Actor, pair: Pair): Promise<void> {
    const call = await lockCall<CallView>(tx, pair.id);
    const application = await tx.row<{ state: string }>(`select state from application
      where id = $1 and call_id = $2 and submitted_at is not null and not id = any ((select hidden_applications())::uuid[])`, [pair.applicationId, pair.id]) ?? refuse('not-found');
    demand(canOverride(callStateAt(call.state, call.opens_at, call.closes_at, actor.at), application.state));
  }
}
