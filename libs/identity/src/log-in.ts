import { HOUR_MS, plus } from '#libs/kernel';
import { Db, newId, newSecret, sha256, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { SessionRow } from './data/account.rows.js';
import { InstitutionRow } from './data/institution.row.js';
import { findPerson } from './data/people.queries.js';
import { PersonRow } from './data/person.row.js';
import { passwordFits } from './passwords.js';
import { presentMe } from './present.js';
import { SESSION_HOURS } from './shared/limits.js';

/** Opens and ends sessions; the cookie holds a secret of which only the hash is stored. */
@Injectable()
export class LogIn {
  constructor(private readonly db: Db) {}

  /** Id of the active person with this address and password, or null; takes as long for an unknown address. */
  async verify(actor: Actor, email: string, password: string): Promise<string | null> {
    const person = await this.db.read(actor, (tx) => tx.repo(PersonRow).findOneBy({ email }));
    const fits = await passwordFits(person?.state === 'active' ? person.passwordHash : null, password);
    return fits && person ? person.id : null;
  }

  async run(actor: Actor, personId: string) {
    const secret = newSecret();
    const expiresAt = plus(actor.at, SESSION_HOURS * HOUR_MS);
    const me = await this.db.write({ ...actor, personId }, async (tx) => {
      const id = newId();
      await tx.repo(SessionRow).insert({ id, personId, secretHash: sha256(secret), createdAt: actor.at, expiresAt, endedAt: null });
      tx.audit(`person:${personId}`, 'session.opened', { session: id });
      const person = await findPerson(tx, personId);
      const institution = person && await tx.repo(InstitutionRow).findOneBy({ id: person.institution_id });
      if (!person || !institution) throw new Error('a person without an institution');
      return presentMe(person, institution, expiresAt);
    });
    return { me, secret, expiresAt };
  }

  /** Ends the session of a secret; does nothing when there is none. */
  async end(actor: Actor, secret: string): Promise<void> {
    const session = await this.db.read(actor, (tx) => tx.repo(SessionRow).findOneBy({ secretHash: sha256(secret) }));
    if (!session || session.endedAt) return;
    await this.db.write(actor, async (tx) => {
      await tx.repo(SessionRow).update({ id: session.id }, { endedAt: actor.at });
      tx.audit(`person:${session.personId}`, 'session.ended', { session: session.id });
    });
  }
}
