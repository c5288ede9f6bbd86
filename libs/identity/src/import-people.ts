import { Db, newId, Refused, type Actor, type WriteTx } from '#libs/platform';
import type { AnySide, Language } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { ActivationCodes } from './activation-codes.js';
import { InstitutionRow } from './data/institution.row.js';
import { PersonRow } from './data/person.row.js';
import { ActivationRequested } from './events.js';
import { handsOutFor } from './policy.js';
import { invitedPerson } from './register-account.js';
import { canHandOverCode } from './shared/rules.js';

export interface ImportedPerson {
  email: string; family: string; given: string; patronymic?: string | null | undefined; nativeName?: string | null | undefined; institution: string; orcid?: string | null | undefined; language?: Language | undefined;
}
export interface ImportedInstitution { slug: string; ror?: string | null | undefined; nameEn: string; nameLocal: string; country: string; side: AnySide; parent?: string | null | undefined }

/** Adds many institutions or people at once: all or none, the first wrong row is named. */
@Injectable()
export class ImportPeople {
  constructor(private readonly db: Db, private readonly codes: ActivationCodes) {}

  async institutions(actor: Actor, rows: readonly ImportedInstitution[]) {
    return this.db.write(actor, async (tx) => {
      const ids = new Map<string, string>();
      for (const r of rows) {
        const known = await tx.repo(InstitutionRow).findOneBy({ slug: r.slug });
        const id = known?.id ?? newId();
        ids.set(r.slug, id);
        if (!known) await tx.repo(InstitutionRow).insert({ id, ror: r.ror ?? null, slug: r.slug, nameEn: r.nameEn, nameLocal: r.nameLocal, country: r.country, side: r.side, parentId: null });
      }
      for (const [n, r] of rows.entries()) {
        if (!r.parent) continue;
        const parentId = ids.get(r.parent) ?? (await tx.repo(InstitutionRow).findOneBy({ slug: r.parent }))?.id;
        if (!parentId) throw new Refused('institution.unknown', [{ code: 'institution.unknown', pointer: `/institutions/${n}/parent` }]);
        await tx.repo(InstitutionRow).update({ slug: r.slug }, { parentId });
      }
      tx.audit('institutions', 'institutions.imported', { slugs: rows.map((r) => r.slug) });
      return { items: rows.map((r) => ({ slug: r.slug, id: ids.get(r.slug) ?? '' })) };
    });
  }

  /** Answers for each row the code by which that person sets a password; null where the account is already active or of the other side. */
  async people(actor: Actor, rows: readonly ImportedPerson[]) {
    return this.db.write(actor, async (tx) => {
      const items = [];
      for (const [n, row] of rows.entries()) items.push(await this.person(tx, actor, row, n));
      return { items };
    });
  }

  private async person(tx: WriteTx, actor: Actor, row: ImportedPerson, n: number) {
    const known = await tx.repo(PersonRow).findOneBy({ email: row.email });
    if (known && known.state !== 'invited') return { email: row.email, id: known.id, code: null };
    if (row.family === '' && row.given === '') throw new Refused('field.required', [{ code: 'field.required', pointer: `/people/${n}/given` }]);
    let id = known?.id;
    let side = known?.side;
    if (!id) {
      const institution = await this.institutionOf(tx, row.institution);
      if (!institution) throw new Refused('institution.unknown', [{ code: 'institution.unknown', pointer: `/people/${n}/institution` }]);
      if (row.orcid && await tx.repo(PersonRow).existsBy({ orcid: row.orcid })) throw new Refused('orcid.taken', [{ code: 'orcid.taken', pointer: `/people/${n}/orcid` }]);
      const person = invitedPerson({ ...row, institutionId: institution.id, language: row.language ?? (institution.side === 'CN' ? 'zh-CN' : institution.side === 'KG' ? 'ru' : 'en') }, institution.side, actor.at);
      await tx.repo(PersonRow).insert(person);
      id = person.id;
      side = person.side;
    }
    const { activationId, code } = await this.codes.issue(tx, actor, id);
    tx.audit(`person:${id}`, 'account.imported', { activation: activationId });
    tx.emit(ActivationRequested.type, { activationId, personId: id });
    // A system without people makes its first ones itself; an officer learns no code of the other side's people, who get it by letter.
    const handed = actor.personId === null || canHandOverCode(handsOutFor(actor), { state: 'invited', side: side ?? 'INT', roles: 0 }).ok;
    return { email: row.email, id, code: handed ? code : null };
  }

  private institutionOf(tx: WriteTx, name: string): Promise<InstitutionRow | null> {
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);
    return tx.repo(InstitutionRow).findOneBy(isId ? { id: name } : name.startsWith('https://ror.org/') ? { ror: name } : { slug: name });
  }
}
