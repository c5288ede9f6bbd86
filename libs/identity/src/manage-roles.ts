import type { Language } from '#libs/kernel';
import { Db, demand, refuse, Refused, type Actor, type Role, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ActivationCodes } from './activation-codes.js';
import { findPerson } from './data/people.queries.js';
import { handsOutFor } from './policy.js';
import { presentPerson } from './present.js';
import { canGrantRole, canHandOverCode } from './shared/rules.js';

/** Gives and takes roles, and hands out codes as the second channel. */
@Injectable()
export class ManageRoles {
  constructor(private readonly db: Db, private readonly codes: ActivationCodes) {}

  async grant(actor: Actor, personId: string, body: { role: Role; side: 'KG' | 'CN' | null }) {
    demand(canGrantRole(actor.personId, personId));
    return this.db.write(actor, async (tx) => {
      const person = await findPerson(tx, personId);
      if (!person) throw new Refused('not-found');
      const ofSide = body.role === 'officer' || body.role === 'chair';
      if (ofSide && body.side === null) refuse('field.required', '/side');
      if (ofSide && body.side !== person.side) refuse('person.side-mismatch', '/side');
      await tx.rows('insert into role_grant(person_id, role, side, granted_by, at) values ($1, $2, $3, $4, $5) on conflict do nothing',
        [personId, body.role, ofSide ? body.side : null, actor.personId, actor.at]);
      tx.audit(`person:${personId}`, 'role.granted', body);
      return this.shown(tx, personId, actor.language);
    });
  }

  async revoke(actor: Actor, personId: string, role: Role) {
    return this.db.write(actor, async (tx) => {
      const gone = await tx.rows('delete from role_grant where person_id = $1 and role = $2 returning person_id', [personId, role]);
      if (!gone.length) throw new Refused('not-found');
      tx.audit(`person:${personId}`, 'role.revoked', { role });
      return this.shown(tx, personId, actor.language);
    });
  }

  async code(actor: Actor, personId: string) {
    return this.db.write(actor, async (tx) => {
      const person = await findPerson(tx, personId);
      if (!person) throw new Refused('not-found');
      demand(canHandOverCode(handsOutFor(actor), { state: person.state, side: person.side, roles: person.roles.length }));
      const { activationId, code, expiresAt } = await this.codes.issue(tx, actor, personId);
      tx.audit(`person:${personId}`, 'account.code-issued', { activation: activationId });
      return { code, expiresAt: expiresAt.toISOString() };
    });
  }

  private async shown(tx: WriteTx, personId: string, language: Language) {
    const person = await findPerson(tx, personId);
    if (!person) throw new Refused('not-found');
    return presentPerson(person, language);
  }
}
