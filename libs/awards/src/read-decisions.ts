import { CallRow } from '#libs/calls';
import { Db, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { decisionsOf } from './data/decisions.queries.js';
import { presentDecisions } from './present.js';

/** The ranked applications of a call with what the viewer may know of votes and outcomes. */
@Injectable()
export class ReadDecisions {
  constructor(private readonly db: Db) {}

  run(actor: Actor, callId: string) {
    return this.db.read(actor, async (tx) => {
      const call = await tx.repo(CallRow).findOneBy({ id: callId });
      if (!call) refuse('not-found');
      return presentDecisions(call, await decisionsOf(tx, callId), actor);
    });
  }
}
