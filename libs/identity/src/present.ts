import type { InstitutionRow } from './data/institution.row.js';
import type { PersonView } from './data/people.queries.js';
import { institutionName, type Language } from '#libs/kernel';
import type { Grant } from '#libs/platform';

export function presentInstitution(i: Omit<InstitutionRow, 'slug'>) {
  return { id: i.id, ror: i.ror, nameEn: i.nameEn, nameLocal: i.nameLocal, country: i.country, side: i.side, parentId: i.parentId };
}

function presentRoles(roles: readonly Grant[]) {
  return roles.map((r) => ({ role: r.role, side: r.side === 'INT' ? null : r.side }));
}

export function presentPerson(p: PersonView, language: Language) {
  return {
    id: p.id, email: p.email, family: p.family, given: p.given, patronymic: p.patronymic, nativeName: p.native_name, side: p.side,
    institution: institutionName({ side: p.side, nameEn: p.institution_en, nameLocal: p.institution_local }, language), state: p.state, roles: presentRoles(p.roles),
  };
}

/** A person for themselves; `until`: when their session ends. */
export function presentMe(p: PersonView, institution: InstitutionRow, until: Date) {
  return {
    id: p.id, email: p.email, family: p.family, given: p.given, patronymic: p.patronymic, nativeName: p.native_name, side: p.side,
    institution: presentInstitution(institution), language: p.language, roles: presentRoles(p.roles), sessionEndsAt: until.toISOString(),
  };
}
