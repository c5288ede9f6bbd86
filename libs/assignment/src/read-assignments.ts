import { Db, refuse, sideOf, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { findCall } from './data/assignments.queries.js';
import { readDraft } from './read-draft.js';

/** The draft or published assignment of a call, for officers. */
@Injectable()
export class ReadAssignments {
  constructor(private readonly db: Db) {}

  list(actor: Actor, callId: string) {
    return this.db.read(actor, async (tx) => {
      const call = await findCall(tx, callId) ?? refuse('not-found');
      return readDraft(tx, call, actor.at, sideOf(actor, 'officer'));
    });
  }
}
