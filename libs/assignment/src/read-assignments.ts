import { Db, refuse, sideOf, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { assignmentsOf, draftFacts, findCall } from './data/assignments.queries.js';
import { presentAssignments } from './present.js';

/** The draft or published assignment of a call, for officers. */
@Injectable()
export class ReadAssignments {
  constructor(private readonly db: Db) {}

  list(actor: Actor, callId: string) {
    return this.db.read(actor, async (tx) => {
      const call = await findCall(tx, callId) ?? refuse('not-found');
      return presentAssignments(await assignmentsOf(tx, callId), await draftFacts(tx, call, actor.at), sideOf(actor, 'officer'));
    });
  }
}
