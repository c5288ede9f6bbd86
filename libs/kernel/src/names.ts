import type { Language } from './languages.js';
import type { AnySide } from './sides.js';

/** A person's name in its parts; `family` may be empty (Мамбет уулу Нурбек, 买买提·艾力). Never split one string into these. */
export interface PersonName { family: string; given: string; patronymic?: string | null; nativeName?: string | null }

const HAN = /\p{Script=Han}/u;

/** The name in its own order: native script where known; Han names family first without a space, others family first with spaces. */
export function displayName(name: PersonName): string {
  if (name.nativeName) return name.nativeName;
  const parts = [name.family, name.given, name.patronymic ?? ''].filter((p) => p !== '');
  return HAN.test(name.family + name.given) ? parts.join('') : parts.join(' ');
}

/** The Latin (or only) form, family first: for pages in another script than the native name. */
export function plainName(name: PersonName): string {
  return [name.family, name.given].filter((p) => p !== '').join(' ');
}

export interface InstitutionName { side: AnySide; nameEn: string; nameLocal?: string | null }

/** Languages whose readers know an institution of a side by its local name; to others it says nothing in a foreign script. */
const KNOWN_LOCALLY: Record<AnySide, readonly Language[]> = { KG: ['ky', 'ru'], CN: ['zh-CN'], INT: [] };

/** An institution's name for a reader: its local one in the languages of its own side, the English one for everybody else and where there is no other. */
export function institutionName(i: InstitutionName, language: Language): string {
  return KNOWN_LOCALLY[i.side].includes(language) && i.nameLocal ? i.nameLocal : i.nameEn;
}
