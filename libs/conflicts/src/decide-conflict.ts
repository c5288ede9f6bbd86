import { Db, demand, newId, Refused, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ConflictListeners } from './conflict-listeners.js';
import { conflictOf, findConflict, lockApplication, seesApplication, storeDecision } from './data/conflicts.queries.js';
import { ConflictRecorded } from './events.js';
import { presentConflict } from './present.js';
import { canDecideConflict } from './shared/rules.js';
import type { ConflictKind } from './shared/states.js';

/** An officer confirms a conflict, or dismisses it with a reason: then it no longer blocks. */
@Injectable()
export class DecideConflict {
  constructor(private readonly db: Db, private readonly listeners: ConflictListeners) {}

  /** Refuses `conflict.already-decided`, `conflict.not-dismissible`; what nobody found, declared or reported is not found. A confirmed one ends at once what must end. */
  run(actor: Actor, applicationId: string, personId: string, body: { kind: ConflictKind; state: 'confirmed' | 'dismissed'; reason: string }) {
    return this.db.write(actor, async (tx) => {
      if (!await seesApplication(tx, applicationId)) throw new Refused('not-found');
      await lockApplication(tx, applicationId);
      const conflict = await conflictOf(tx, personId, applicationId, body.kind);
      if (!conflict) throw new Refused('not-found');
      demand(canDecideConflict(conflict, body.state));
      const id = await storeDecision(tx, { id: newId(), personId, applicationId, kind: body.kind, state: body.state, reason: body.reason });
      tx.audit(`application:${applicationId}`, `conflict.${body.state}`, { conflict: id, person: personId, kind: body.kind });
      if (body.state === 'confirmed') {
        tx.emit(ConflictRecorded.type, { personId, applicationId });
        await this.listeners.tell(tx, actor, { personId, applicationId });
      }
      const decided = await findConflict(tx, id);
      if (!decided) throw new Refused('not-found');
      return presentConflict(decided);
    });
  }
}
