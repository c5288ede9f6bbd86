import { ANY_SIDES, Email, type AnySide } from '#libs/kernel';
import { type Row, readTable } from './csv-table.js';
import type { FolderInstitution, FolderPerson } from './folder.js';

/** Bare id in small letters of a ROR id or its URL. */
function bareRor(cell: string): string | null {
  return cell.replace(/^(https?:\/\/)?(www\.)?ror\.org\//i, '').replace(/\/$/, '').toLowerCase() || null;
}

/** Institutions by their id in the file. Two ids with one ROR id are the same institution. */
export function readInstitutions(folder: string): Map<string, FolderInstitution> {
  const rows = readTable(folder, 'institutions.csv', { required: ['id', 'name_en', 'country', 'side'], optional: ['ror', 'name_local', 'parent'] }) ?? [];
  const byId = new Map<string, FolderInstitution>();
  const byRor = new Map<string, FolderInstitution>();
  for (const row of rows) {
    const id = row.filled('id');
    if (byId.has(id)) row.fail(`the id ${id} is used twice`);
    const ror = bareRor(row.cell('ror'));
    const same = ror === null ? undefined : byRor.get(ror);
    const institution = same ?? institutionOf(row, byId.size, ror);
    if (same && same.side !== row.oneOf('side', ANY_SIDES)) row.fail(`another row has this ROR id and the side ${same.side}`);
    byId.set(id, institution);
    if (ror !== null) byRor.set(ror, institution);
  }
  for (const row of rows) setParent(row, byId);
  return byId;
}

function institutionOf(row: Row, n: number, ror: string | null): FolderInstitution {
  const country = row.filled('country').toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) row.fail(`country is “${country}”, not a code of two letters`);
  return {
    slug: `folder-${n + 1}`, ror: ror === null ? null : `https://ror.org/${ror}`, nameEn: row.cell('name_en') || row.filled('name_local'), nameLocal: row.cell('name_local'),
    country, side: row.oneOf('side', ANY_SIDES), parent: null,
  };
}

function setParent(row: Row, byId: ReadonlyMap<string, FolderInstitution>): void {
  const id = row.cell('parent');
  if (id === '') return;
  const parent = byId.get(id) ?? row.fail(`the parent ${id} is not in this file`);
  const child = byId.get(row.filled('id'));
  if (child && child !== parent) child.parent ??= parent.slug;
}

const orcidOf = (text: string) => text.replace(/^(https?:\/\/)?(www\.)?orcid\.org\//i, '').toUpperCase();
const ORCID = /^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/;

/** The people of the folder, found by e-mail or ORCID iD, never by name. */
export class Directory {
  readonly people: FolderPerson[] = [];
  private readonly byKey = new Map<string, FolderPerson>();

  find(reference: string): FolderPerson | undefined {
    return this.byKey.get(reference.trim().toLowerCase()) ?? this.byKey.get(orcidOf(reference.trim()));
  }

  /** Rows with the same e-mail or ORCID iD are one person, whose account has the first one's address. */
  add(person: FolderPerson): void {
    const known = this.find(person.email) ?? (person.orcid === null ? undefined : this.find(person.orcid));
    if (!known) this.people.push(person);
    const one = known ?? person;
    one.orcid ??= person.orcid;
    this.byKey.set(person.email, one);
    if (one.orcid !== null) this.byKey.set(one.orcid, one);
  }

  /** The person that a cell names. */
  of(row: Row, column: string): FolderPerson {
    const reference = row.filled(column);
    return this.find(reference) ?? row.fail(`${reference} is not in people.csv`);
  }
}

function personOf(row: Row, institutions: ReadonlyMap<string, FolderInstitution>): FolderPerson {
  const email = Email.safeParse(row.filled('email'));
  if (!email.success) row.fail(`“${row.cell('email')}” is not an e-mail address`);
  const id = row.filled('institution');
  const institution = institutions.get(id) ?? row.fail(`the institution ${id} is not in institutions.csv`);
  const side: AnySide = row.oneOf('side', ANY_SIDES);
  if (side !== institution.side) row.fail(`the side is ${side}, but that of the institution ${id} is ${institution.side}`);
  const orcid = orcidOf(row.cell('orcid')) || null;
  if (orcid !== null && !ORCID.test(orcid)) row.fail(`“${row.cell('orcid')}” is not an ORCID iD`);
  const nativeName = row.cell('native_name') || null;
  const family = row.cell('family');
  const given = row.cell('given') || (family === '' ? nativeName ?? row.fail('the person has no name') : '');
  return { email: email.data, family, given, patronymic: row.cell('patronymic') || null, nativeName, side, institution: institution.slug, orcid };
}

export function readPeople(folder: string, institutions: ReadonlyMap<string, FolderInstitution>): Directory {
  const columns = { required: ['email', 'side', 'institution'], optional: ['family', 'given', 'patronymic', 'native_name', 'orcid'] };
  const directory = new Directory();
  for (const row of readTable(folder, 'people.csv', columns) ?? []) directory.add(personOf(row, institutions));
  return directory;
}
