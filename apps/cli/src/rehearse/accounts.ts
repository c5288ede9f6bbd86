import { randomBytes } from 'node:crypto';
import { activate, grantRole, importInstitutions, importPeople } from '#libs/identity/shared/contract';
import { SIDES, type AnySide, type Language, type Side } from '#libs/kernel';
import { createFirstAdministrator } from '../admin/first-administrator.js';
import { chunksOf, inParallel } from './concurrency.js';
import type { Folder, FolderInstitution, FolderPerson } from './folder/folder.js';
import type { Tally } from './journal.js';
import { settledLetters } from './letters.js';
import { Participant, visitor, type Connection } from './participant.js';

/** Everybody who plays. */
export interface Cast {
  administrator: Participant;
  officers: Record<Side, Participant>;
  chairs: Record<Side, Participant>;
  auditor: Participant;
  /** The person of the folder with this address. */
  as(email: string): Participant;
}

const INSTITUTIONS_AT_ONCE = 500;
const PEOPLE_AT_ONCE = 100;
const LANGUAGE: Readonly<Record<AnySide, Language>> = { KG: 'ky', CN: 'zh-CN', INT: 'en' };

const ministry = (side: Side): FolderInstitution => ({
  slug: `ministry-${side.toLowerCase()}`, ror: null, nameEn: `Ministry of the side ${side} (rehearsal)`, nameLocal: '', country: side, side, parent: null,
});

function official(name: string, side: Side): FolderPerson {
  const email = `${name}@rehearsal.kopuro.test`;
  return { email, family: 'Rehearsal', given: name, patronymic: null, nativeName: null, side, institution: ministry(side).slug, orcid: null };
}

const officers = { KG: official('officer.kg', 'KG'), CN: official('officer.cn', 'CN') };
const chairs = { KG: official('chair.kg', 'KG'), CN: official('chair.cn', 'CN') };
const auditor = official('auditor', 'KG');

async function addInstitutions(administrator: Participant, all: readonly FolderInstitution[]): Promise<void> {
  // Parents in a second round: a parent may stand anywhere in the file.
  const alone = all.map((institution) => ({ ...institution, parent: null }));
  for (const institutions of [...chunksOf(alone, INSTITUTIONS_AT_ONCE), ...chunksOf(all.filter(({ parent }) => parent !== null), INSTITUTIONS_AT_ONCE)]) {
    await administrator.call(importInstitutions, { body: { institutions } });
  }
}

interface Invited { email: string; id: string; code: string }

async function addPeople(administrator: Participant, all: readonly FolderPerson[]): Promise<Invited[]> {
  const invited: Invited[] = [];
  for (const some of chunksOf(all, PEOPLE_AT_ONCE)) {
    const people = some.map(({ side, ...person }) => ({ ...person, language: LANGUAGE[side] }));
    const { items } = await administrator.call(importPeople, { body: { people } });
    for (const { email, id, code } of items) {
      if (code === null) throw new Error(`${email} has an account already`);
      invited.push({ email, id, code });
    }
  }
  return invited;
}

const newPassword = () => randomBytes(18).toString('base64url');

async function addAdministrator(connection: Connection, appUrl: string, at: Date): Promise<Participant> {
  const person = { email: 'admin@rehearsal.kopuro.test', password: newPassword() };
  await createFirstAdministrator({ appUrl }, person, at);
  return new Participant(connection, person.email, person.password);
}

async function giveRoles(administrator: Participant, invited: readonly Invited[]): Promise<void> {
  const idOf = ({ email }: FolderPerson) => invited.find((one) => one.email === email)?.id ?? '';
  for (const side of SIDES) {
    await administrator.call(grantRole, { params: { id: idOf(officers[side]) }, body: { role: 'officer', side } });
    await administrator.call(grantRole, { params: { id: idOf(chairs[side]) }, body: { role: 'chair', side } });
  }
  await administrator.call(grantRole, { params: { id: idOf(auditor) }, body: { role: 'auditor', side: null } });
}

/** Brings institutions, people and roles into the empty system; everybody sets a password of their own. */
export async function enrol(folder: Folder, connection: Connection, appUrl: string, at: Date, tally: Tally): Promise<Cast> {
  const administrator = await addAdministrator(connection, appUrl, at);
  await tally.must('institutions', () => addInstitutions(administrator, [...SIDES.map(ministry), ...folder.institutions]));
  const officials = [...Object.values(officers), ...Object.values(chairs), auditor];
  const invited = await tally.must('people', () => addPeople(administrator, [...officials, ...folder.people]));
  // A code that is used before its letter goes out leaves a letter with nothing to say.
  await settledLetters(administrator, connection.signal, { atLeast: invited.length, quietMs: 0 });
  const people = new Map<string, Participant>();
  const ask = visitor(connection);
  await inParallel(invited, async ({ email, code }, n) => {
    const password = newPassword();
    people.set(email, new Participant(connection, email, password));
    if (await tally.attempt(email, n, () => ask(activate, { body: { email, code, password } })) && n >= officials.length) tally.accept();
  });
  await tally.must('roles', () => giveRoles(administrator, invited));
  const as = (email: string) => {
    const person = people.get(email);
    if (!person) throw new Error(`${email} does not take part`);
    return person;
  };
  return {
    administrator, auditor: as(auditor.email), as,
    officers: { KG: as(officers.KG.email), CN: as(officers.CN.email) }, chairs: { KG: as(chairs.KG.email), CN: as(chairs.CN.email) },
  };
}
