import { Db, demand, Refused, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { findPerson } from './data/people.queries.js';
import { presentPerson } from './present.js';
import { canCloseAccount } from './shared/rules.js';

/** An administrator ends what an account holds open, closes it, and opens it again. Roles and history stay as they are. */
@Injectable()
export class CloseAccount {
  constructor(private readonly db: Db) {}

  /** Ends every session and access token of a person at once. Answers how many were open. */
  async endSessions(actor: Actor, personId: string) {
    return this.db.write(actor, async (tx) => {
      await this.found(tx, personId);
      const ended = await this.end(tx, actor, personId);
      tx.audit(`person:${personId}`, 'sessions.ended', { ended });
      return { ended };
    });
  }

  /** Refuses `account.own`. Closing one that is closed changes nothing. */
  async close(actor: Actor, personId: string) {
    demand(canCloseAccount(actor.personId, personId));
    return this.db.write(actor, async (tx) => {
      await this.found(tx, personId);
      await tx.rows(`update person set state = 'closed', version = version + 1 where id = $1`, [personId]);
      tx.audit(`person:${personId}`, 'account.closed', { ended: await this.end(tx, actor, personId) });
      return presentPerson(await this.found(tx, personId), actor.language);
    });
  }

  /** Whoever had a password uses it again; others ask for a code. */
  async reopen(actor: Actor, personId: string) {
    return this.db.write(actor, async (tx) => {
      await this.found(tx, personId);
      await tx.rows(`update person set state = case when password_hash is null then 'invited' else 'active' end, version = version + 1 where id = $1 and state = 'closed'`, [personId]);
      tx.audit(`person:${personId}`, 'account.reopened');
      return presentPerson(await this.found(tx, personId), actor.language);
    });
  }

  private async end(tx: WriteTx, actor: Actor, personId: string): Promise<number> {
    const sessions = await tx.rows('update session set ended_at = $2 where person_id = $1 and ended_at is null and expires_at > $2 returning id', [personId, actor.at]);
    const tokens = await tx.rows('update access_token set revoked_at = $2 where person_id = $1 and revoked_at is null and expires_at > $2 returning id', [personId, actor.at]);
    return sessions.length + tokens.length;
  }

  private async found(tx: WriteTx, personId: string) {
    const person = await findPerson(tx, personId);
    if (!person) throw new Refused('not-found');
    return person;
  }
}
