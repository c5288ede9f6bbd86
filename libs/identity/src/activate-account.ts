import { Db, demand, Refused, sha256, unanswered, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ActivationRow } from './data/account.rows.js';
import { PersonRow } from './data/person.row.js';
import { hashPassword } from './passwords.js';
import { canUseCode, canUsePassword } from './shared/rules.js';

/** Confirms an account by its code and sets the password; a wrong code counts as an attempt on all open codes of the address. */
@Injectable()
export class ActivateAccount {
  constructor(private readonly db: Db) {}

  async run(actor: Actor, body: { email: string; code: string; password: string }): Promise<{ email: string }> {
    demand(canUsePassword(body.password, body.email));
    const passwordHash = await hashPassword(body.password);
    const codeHash = sha256(body.code.trim().toUpperCase());
    const done = await this.db.write(unanswered(actor), async (tx) => {
      const person = await tx.repo(PersonRow).findOneBy({ email: body.email });
      const open = person ? await tx.repo(ActivationRow).findBy({ personId: person.id }) : [];
      const mine = open.find((a) => a.codeHash === codeHash && canUseCode(a, actor.at).ok);
      if (!person || person.state === 'closed' || !mine) {
        if (person) await tx.rows('update activation set attempts = attempts + 1 where person_id = $1 and used_at is null', [person.id]);
        tx.audit(`person:${person?.id ?? 'unknown'}`, 'account.code-refused', {});
        return false;
      }
      await tx.repo(ActivationRow).update({ id: mine.id }, { usedAt: actor.at });
      await tx.repo(PersonRow).update({ id: person.id }, { passwordHash, state: 'active', version: person.version + 1 });
      await tx.rows('update session set ended_at = $2 where person_id = $1 and ended_at is null', [person.id, actor.at]);
      tx.audit(`person:${person.id}`, 'account.activated', { activation: mine.id });
      return true;
    });
    if (!done) throw new Refused('activation.invalid', [{ code: 'activation.invalid', pointer: '/code' }]);
    return { email: body.email };
  }
}
