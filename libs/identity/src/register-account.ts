import { Db, newId, Refused, refuse, type Actor } from '#libs/platform';
import type { AnySide, Language } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { ActivationCodes } from './activation-codes.js';
import { InstitutionRow } from './data/institution.row.js';
import { PersonRow } from './data/person.row.js';
import { ActivationRequested } from './events.js';

export interface NewPerson {
  email: string; family: string; given: string; patronymic?: string | null | undefined; nativeName?: string | null | undefined; institutionId: string; orcid?: string | null | undefined; language: Language;
}

/** The row of a person who has no password yet. */
export function invitedPerson(p: NewPerson, side: AnySide, at: Date): PersonRow {
  return {
    id: newId(), email: p.email, family: p.family, given: p.given, patronymic: p.patronymic ?? null, nativeName: p.nativeName ?? null, side, institutionId: p.institutionId,
    orcid: p.orcid ?? null, language: p.language, passwordHash: null, state: 'invited', createdAt: at, version: 1,
  };
}

/** A person asks for an account; the answer never tells whether the address was known. */
@Injectable()
export class RegisterAccount {
  constructor(private readonly db: Db, private readonly codes: ActivationCodes) {}

  async run(actor: Actor, body: NewPerson): Promise<{ email: string }> {
    if (body.family === '' && body.given === '') refuse('field.required', '/given');
    return this.db.write(actor, async (tx) => {
      const institution = await tx.repo(InstitutionRow).findOneBy({ id: body.institutionId });
      if (!institution) throw new Refused('institution.unknown', [{ code: 'institution.unknown', pointer: '/institutionId' }]);
      let person = await tx.repo(PersonRow).findOneBy({ email: body.email });
      if (!person) {
        person = invitedPerson(body, institution.side, actor.at);
        await tx.repo(PersonRow).insert(person);
        tx.audit(`person:${person.id}`, 'account.registered', { side: person.side, institution: institution.id });
      }
      await this.ask(tx, actor, person.id);
      return { email: body.email };
    });
  }

  /** A new code by letter for a known address; nothing but the same answer for another. */
  async again(actor: Actor, email: string): Promise<{ email: string }> {
    return this.db.write(actor, async (tx) => {
      const person = await tx.repo(PersonRow).findOneBy({ email });
      if (person && person.state !== 'closed') await this.ask(tx, actor, person.id);
      else tx.audit('person:unknown', 'account.code-requested', {});
      return { email };
    });
  }

  private async ask(tx: Parameters<Parameters<Db['write']>[1]>[0], actor: Actor, personId: string): Promise<void> {
    const { activationId } = await this.codes.issue(tx, actor, personId);
    tx.audit(`person:${personId}`, 'account.code-requested', { activation: activationId });
    tx.emit(ActivationRequested.type, { activationId, personId });
  }
}
