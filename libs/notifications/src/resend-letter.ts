import { Db, demand, Refused, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { lockLetter, requeueLetter } from './data/letters.queries.js';
import { presentDelivery } from './present.js';
import { canResend } from './shared/rules.js';

/** A person decides that a failed or uncertain letter goes out again. */
@Injectable()
export class ResendLetter {
  constructor(private readonly db: Db) {}

  /** Refuses `letter.not-resendable`; a letter about a hidden application is not found. */
  async run(actor: Actor, id: string) {
    return this.db.write(actor, async (tx) => {
      const letter = await lockLetter(tx, id);
      if (!letter) throw new Refused('not-found');
      demand(canResend(letter.state));
      const queued = await requeueLetter(tx, id);
      if (!queued) throw new Refused('not-found');
      tx.audit(`letter:${id}`, 'letter.resent', { from: letter.state });
      return presentDelivery(queued);
    });
  }
}
