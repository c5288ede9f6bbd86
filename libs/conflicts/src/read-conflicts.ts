import { Db, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { conflictsOfCall, kindsBetween, seesApplication } from './data/conflicts.queries.js';
import { presentConflict } from './present.js';

/** Officers look up conflicts of interest; those between themselves and an application hide that application. */
@Injectable()
export class ReadConflicts {
  constructor(private readonly db: Db) {}

  list(actor: Actor, callId: string) {
    return this.db.read(actor, async (tx) => {
      if (!await tx.row('select 1 from call where id = $1', [callId])) refuse('not-found');
      return { items: (await conflictsOfCall(tx, callId)).map(presentConflict) };
    });
  }

  /** "May this person review that?", before anyone is invited. */
  ask(actor: Actor, applicationId: string, personId: string) {
    return this.db.read(actor, async (tx) => {
      if (!await seesApplication(tx, applicationId)) refuse('not-found');
      if (!await tx.row('select 1 from person where id = $1', [personId])) refuse('not-found');
      const kinds = await kindsBetween(tx, personId, applicationId);
      return { may: kinds.length === 0, kinds };
    });
  }
}
