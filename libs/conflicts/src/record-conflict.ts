import { Db, newId, refuse, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ConflictListeners } from './conflict-listeners.js';
import { findConflict, findPersonByEmail, lockApplication, seesApplication } from './data/conflicts.queries.js';
import { ConflictRecorded } from './events.js';
import { presentConflict } from './present.js';

/** Records conflicts of interest: reported by an officer about somebody, or declared by the person. Either blocks at once. */
@Injectable()
export class RecordConflict {
  constructor(private readonly db: Db, private readonly listeners: ConflictListeners) {}

  /** An officer's report stands confirmed. Refuses `person.unknown`, `conflict.already-known`; an application one may not see is not found. */
  report(actor: Actor, applicationId: string, body: { email: string; reason: string }) {
    return this.db.write(actor, async (tx) => {
      if (!await seesApplication(tx, applicationId)) refuse('not-found');
      const person = await findPersonByEmail(tx, body.email) ?? refuse('person.unknown', '/email');
      await lockApplication(tx, applicationId);
      const id = await this.store(tx, actor, { personId: person.id, applicationId, kind: 'reported', state: 'confirmed', reason: body.reason });
      return presentConflict(await findConflict(tx, id) ?? refuse('not-found'));
    });
  }

  /** The acting person's own declaration, inside the transaction of the use case that asked for it. Refuses `conflict.already-known`. */
  async declare(tx: WriteTx, actor: Actor, applicationId: string, reason: string): Promise<void> {
    if (actor.personId === null) refuse('not-found');
    await lockApplication(tx, applicationId);
    await this.store(tx, actor, { personId: actor.personId, applicationId, kind: 'declared', state: 'declared', reason });
  }

  private async store(tx: WriteTx, actor: Actor, c: { personId: string; applicationId: string; kind: string; state: string; reason: string }): Promise<string> {
    const id = newId();
    await tx.rows('insert into conflict(id, person_id, application_id, kind, state, reason, by_person, at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [id, c.personId, c.applicationId, c.kind, c.state, c.reason, actor.personId, actor.at]);
    tx.audit(`application:${c.applicationId}`, `conflict.${c.kind}`, { conflict: id, person: c.personId });
    tx.emit(ConflictRecorded.type, { personId: c.personId, applicationId: c.applicationId });
    await this.listeners.tell(tx, actor, { personId: c.personId, applicationId: c.applicationId });
    return id;
  }
}
