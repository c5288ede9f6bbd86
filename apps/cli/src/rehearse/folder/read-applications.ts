import { SIDES, type Side } from '#libs/kernel';
import { z } from 'zod';
import { readText } from './files.js';
import type { FolderApplication, FolderMember } from './folder.js';
import type { Directory } from './read-people.js';
import { Amount, Coded, Filled, maybe, Numeric, readShape, sentenceOf, Text } from './shapes.js';
import { UnusableInput } from './unusable-input.js';

const FILE = 'applications.jsonl';
const SUBMIT_AT = -3600;

const SideCode = z.enum(SIDES, { error: 'is not KG or CN' });
const Member = z.object({ email: Filled, role: maybe(Text), personMonths: maybe(Numeric), accepts: maybe(z.boolean('is not true or false')) });
const Line = z.object({ side: SideCode, category: Text, year: Numeric, source: Text, amountCny: Amount });

const ApplicationLine = z.object({
  id: Filled,
  titleEn: maybe(Text),
  titleLocal: maybe(z.union([Text.transform((text) => ({ KG: text, CN: text })), z.object({ KG: maybe(Text), CN: maybe(Text) })])),
  acronym: maybe(Text),
  theme: Filled,
  keywords: maybe(z.union([z.array(Text), z.string().transform((list) => list.split(';').map((word) => word.trim()))])),
  months: Numeric,
  leadKg: maybe(Text),
  leadCn: maybe(Text),
  members: maybe(z.array(Member)),
  budget: maybe(z.array(Line)),
  narrative: maybe(z.record(z.string(), maybe(z.string('is not a text')))),
  documents: maybe(z.array(Coded)),
  abstractEn: maybe(Text),
  signedOffBy: z.unknown().optional(),
  submitAt: maybe(Numeric),
});
type ApplicationLine = z.output<typeof ApplicationLine>;

/** Reads one line at a time, so that each fault names its line. */
class Lines {
  private readonly ids = new Set<string>();

  constructor(private readonly directory: Directory) {}

  read(text: string, line: number): FolderApplication {
    const fail = (reason: string): never => { throw new UnusableInput(FILE, line, reason); };
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return fail('is not JSON');
    }
    const result = readShape(ApplicationLine, json);
    if ('issue' in result) return fail(sentenceOf(result.issue));
    if (this.ids.has(result.data.id)) fail(`the id ${result.data.id} is used twice`);
    this.ids.add(result.data.id);
    return this.applicationOf(result.data, line, fail);
  }

  private applicationOf(a: ApplicationLine, line: number, fail: (reason: string) => never): FolderApplication {
    const person = (reference: string) => this.directory.find(reference) ?? fail(`${reference} is not in people.csv`);
    const members = (a.members ?? []).map((m) => ({
      email: person(m.email).email, side: person(m.email).side, role: /^lead\b/i.test(m.role ?? '') ? 'lead' as const : 'member' as const, personMonths: m.personMonths ?? 0, accepts: m.accepts ?? true,
    }));
    const lead = (reference: string | null): FolderMember | null => {
      if (reference === null) return null;
      const { email, side } = person(reference);
      // A lead may be listed among the members too: the same person, once.
      const listed = members.find((m) => m.email === email);
      return { email, side, accepts: listed?.accepts ?? true, personMonths: listed?.personMonths ?? 0 };
    };
    const leads: Record<Side, FolderMember | null> = { KG: lead(a.leadKg), CN: lead(a.leadCn) };
    const narrative = Object.entries(a.narrative ?? {}).flatMap(([code, answer]) => (answer === null ? [] : [[code, answer] as const]));
    return {
      id: a.id, line, titleEn: a.titleEn ?? '', titleLocal: { KG: a.titleLocal?.KG ?? '', CN: a.titleLocal?.CN ?? '' }, acronym: a.acronym ?? '', theme: a.theme,
      keywords: (a.keywords ?? []).filter((word) => word !== ''), months: a.months, abstractEn: a.abstractEn ?? '', leads,
      members: members.filter((m) => m.email !== leads.KG?.email && m.email !== leads.CN?.email), budget: a.budget ?? [], narrative: Object.fromEntries(narrative),
      documents: (a.documents ?? []).map(({ code }) => code), signedOffBy: signersOf(a.signedOffBy, fail), submitAt: a.submitAt ?? SUBMIT_AT,
    };
  }
}

/** Absent means both; an empty list means nobody. */
function signersOf(value: unknown, fail: (reason: string) => never): Side[] {
  if (value === undefined || value === null) return [...SIDES];
  const signers = z.array(SideCode).safeParse(value);
  return signers.success ? SIDES.filter((side) => signers.data.includes(side)) : fail('signedOffBy is not a list of KG and CN');
}

/** @throws UnusableInput naming the first line that does not fit */
export function parseApplications(text: string, directory: Directory): FolderApplication[] {
  const lines = new Lines(directory);
  return text.split(/\r\n|\r|\n/).flatMap((line, n) => (line.trim() === '' ? [] : [lines.read(line, n + 1)]));
}

export function readApplications(folder: string, directory: Directory): FolderApplication[] {
  return parseApplications(readText(folder, FILE) ?? '', directory);
}
