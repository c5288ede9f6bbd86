import { CallRow } from '#libs/calls';
import { Db, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { candidatesOf, ownProposal, ownRun } from './data/portfolio.queries.js';
import { presentPortfolio } from './present-portfolio.js';

/** A person's own portfolio proposal for a call, and how far its run is. */
@Injectable()
export class ReadPortfolio {
  constructor(private readonly db: Db) {}

  run(actor: Actor, callId: string) {
    return this.db.read(actor, async (tx) => {
      const call = await tx.repo(CallRow).findOneBy({ id: callId }) ?? refuse('not-found');
      const [run, proposal, candidates] = [await ownRun(tx, callId, actor.personId), await ownProposal(tx, callId), await candidatesOf(tx, callId)];
      return presentPortfolio({ call: call.state, run, proposal, candidates });
    });
  }
}
