import type { Language } from '#libs/kernel';
import { Db, Refused, type Actor, type ReadTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { InstitutionRow } from './data/institution.row.js';
import { findPerson } from './data/people.queries.js';
import { presentMe } from './present.js';

/** One's own account. */
@Injectable()
export class OwnAccount {
  constructor(private readonly db: Db) {}

  read(actor: Actor) { return this.db.read(actor, (tx) => this.me(tx, actor)); }

  update(actor: Actor, language: Language) {
    return this.db.write(actor, async (tx) => {
      await tx.rows('update person set language = $2, version = version + 1 where id = $1', [actor.personId, language]);
      tx.audit(`person:${actor.personId}`, 'account.language-set', { language });
      return this.me(tx, actor);
    });
  }

  private async me(tx: ReadTx, actor: Actor) {
    const person = actor.personId === null ? undefined : await findPerson(tx, actor.personId);
    const institution = person && await tx.repo(InstitutionRow).findOneBy({ id: person.institution_id });
    if (!person || !institution || !actor.until) throw new Refused('session.required');
    return presentMe(person, institution, actor.until);
  }
}
