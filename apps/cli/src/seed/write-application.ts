import { answerInvitation, changeMember, createApplication, inviteMember, listInvitations, readApplication, replaceBudget, saveNarrative, signOff, submitApplication, uploadDocument } from '#libs/applications/shared/contract';
import type { Caller, Cast } from './cast.js';
import data from './demo-data.json' with { type: 'json' };
import { placeholderPdf } from '../placeholder-pdf.js';

export type DemoApplication = (typeof data.applications)[number];

export function demoApplication(id: string): DemoApplication {
  const found = data.applications.find((a) => a.id === id);
  if (!found) throw new Error(`the demo has no application ${id}`);
  return found;
}

interface Options {
  /** Other leads than those of the data. */
  leads?: { KG: string; CN: string };
  /** Questions left without an answer, and whether the agreement is missing: a draft to be finished. */
  without?: { questions: string[]; agreement: boolean };
}

async function join(cast: Cast, name: string, applicationId: string): Promise<void> {
  const caller = await cast.as(name);
  const { items } = await caller(listInvitations, {});
  const mine = items.find((i) => i.applicationId === applicationId);
  if (!mine) throw new Error(`${name} has no invitation`);
  await caller(answerInvitation, { params: { id: applicationId, memberId: mine.memberId }, body: { accept: true } });
}

async function version(lead: Caller, id: string): Promise<number> {
  return (await lead(readApplication, { params: { id } })).version;
}

/** Writes one joint application as its two leads and members would; answers its id. */
export async function writeApplication(cast: Cast, callId: string, a: DemoApplication, options: Options = {}): Promise<string> {
  const leads = options.leads ?? { KG: a.leadKg, CN: a.leadCn };
  const lead = await cast.as(leads.KG);
  const { id } = await lead(createApplication, { body: {
    callId, theme: a.theme, titleEn: a.titleEn, titleLocal: a.titleLocal, acronym: a.acronym, keywords: a.keywords, months: a.months, abstractEn: a.abstractEn,
  } });
  await lead(inviteMember, { params: { id }, body: { email: cast.email(leads.CN), side: 'CN', role: 'lead', personMonths: 12 } });
  await join(cast, leads.CN, id);
  const draft = await lead(readApplication, { params: { id } });
  await lead(changeMember, { params: { id, memberId: draft.team.find((m) => m.isMe)?.id ?? '' }, version: draft.version, body: { personMonths: 18 } });
  for (const m of a.members) {
    const side = data.people.find((p) => p.email === m.email)?.institution;
    const ofCn = data.institutions.find((i) => i.slug === side)?.side === 'CN';
    await lead(inviteMember, { params: { id }, body: { email: m.email, side: ofCn ? 'CN' : 'KG', role: 'member', personMonths: m.personMonths } });
    await join(cast, m.email, id);
  }
  const lines = a.budget.map((l) => ({ side: l.side as 'KG' | 'CN', category: l.category, year: l.year, source: l.source, amount: { amount: l.amount, currency: 'CNY' as const } }));
  await lead(replaceBudget, { params: { id }, version: await version(lead, id), body: { lines } });
  const answers = Object.fromEntries(Object.entries(a.narrative).filter(([code]) => !options.without?.questions.includes(code)));
  await lead(saveNarrative, { params: { id }, version: await version(lead, id), body: { answers } });
  if (!options.without?.agreement) {
    const upload = new FormData();
    upload.set('file', new Blob([placeholderPdf(`Cooperation agreement: ${a.titleEn}`)], { type: 'application/pdf' }), 'cooperation-agreement.pdf');
    await lead(uploadDocument, { params: { id }, query: { code: 'cooperation-agreement', language: 'en' }, upload });
  }
  return id;
}

/** Both leads sign the same version, the KG lead submits. */
export async function signAndSubmit(cast: Cast, id: string, declarations: string[], leads: { KG: string; CN: string }): Promise<void> {
  for (const name of [leads.KG, leads.CN]) {
    const lead = await cast.as(name);
    const { contentHash } = await lead(readApplication, { params: { id } });
    await lead(signOff, { params: { id }, body: { contentHash, declarations } });
  }
  await (await cast.as(leads.KG))(submitApplication, { params: { id } });
}
