import {
  answerInvitation, createApplication, inviteMember, listInvitations, readApplication, replaceBudget, saveNarrative, signOff, uploadDocument,
} from '#libs/applications/shared/contract';
import { OTHER_DOCUMENT } from '#libs/applications/shared/limits';
import { SIDES, type AnySide, type Side } from '#libs/kernel';
import { DECLARATIONS } from './call.js';
import type { Competition, Entry } from './competition.js';
import { inParallel } from './concurrency.js';
import type { FolderApplication, FolderMember } from './folder/folder.js';
import { wordsFor, type Tally } from './journal.js';
import type { Participant } from './participant.js';
import { placeholderPdf } from '../placeholder-pdf.js';

type Lead = FolderMember & { side: Side };

/** Who leads a side: named as lead, or else listed among the members as one. */
function leadOf(application: FolderApplication, side: Side): FolderMember | undefined {
  return application.leads[side] ?? application.members.find((member) => member.role === 'lead' && member.side === side);
}

/** The leads who take part, of the Kyrgyz side first. */
export function activeLeads(application: FolderApplication): Lead[] {
  return SIDES.flatMap((side) => {
    const lead = leadOf(application, side);
    return lead?.accepts ? [{ ...lead, side }] : [];
  });
}

/** Who starts the application: a lead who can lead the own side, or whoever is named. */
function founderOf(application: FolderApplication): Lead | undefined {
  const named = SIDES.flatMap((side) => {
    const lead = application.leads[side];
    return lead ? [{ ...lead, asked: side }] : [];
  });
  const fitting = named.filter((lead) => lead.side === lead.asked);
  const founder = fitting.find((lead) => lead.accepts) ?? fitting[0] ?? named[0];
  return founder ? { ...founder, side: founder.asked } : activeLeads(application)[0];
}

interface Invitee { email: string; side: AnySide; role: 'lead' | 'member'; personMonths: number; accepts: boolean }

function inviteesOf(application: FolderApplication, founder: Lead): Invitee[] {
  const leads = SIDES.flatMap((side) => {
    const lead = application.leads[side];
    return lead ? [{ ...lead, side, role: 'lead' as const }] : [];
  });
  return [...leads, ...application.members].filter(({ email }) => email !== founder.email);
}

/** The founder writes everything that one person alone can write. */
async function write(founder: Participant, application: FolderApplication, { callId, folder }: Competition): Promise<string> {
  const { titleEn, titleLocal, acronym, theme, keywords, months, abstractEn } = application;
  let { id, version } = await founder.call(createApplication, { body: { callId, titleEn, titleLocal, acronym, theme, keywords, months, abstractEn } });
  const params = { id };
  if (application.budget.length) {
    const lines = application.budget.map(({ amountCny, ...line }) => ({ ...line, amount: { amount: amountCny, currency: 'CNY' as const } }));
    ({ version } = await founder.call(replaceBudget, { params, version, body: { lines } }));
  }
  if (Object.keys(application.narrative).length) ({ version } = await founder.call(saveNarrative, { params, version, body: { answers: application.narrative } }));
  for (const code of application.documents) {
    const upload = new FormData();
    upload.set('file', new Blob([placeholderPdf(`${application.id}: ${code}`)], { type: 'application/pdf' }), `${code}.pdf`);
    // What the call does not ask for by name is attached as another document.
    const asked = folder.call.requiredDocuments.includes(code);
    await founder.call(uploadDocument, { params, query: { code: asked ? code : OTHER_DOCUMENT, language: 'en' }, upload });
  }
  return id;
}

async function accept(invited: Participant, applicationId: string): Promise<void> {
  const { items } = await invited.call(listInvitations, {});
  const invitation = items.find((item) => item.applicationId === applicationId);
  if (!invitation) throw new Error(`${invited.email} does not see the invitation`);
  await invited.call(answerInvitation, { params: { id: applicationId, memberId: invitation.memberId }, body: { accept: true } });
}

async function sign(lead: Participant, id: string): Promise<void> {
  const { contentHash } = await lead.call(readApplication, { params: { id } });
  await lead.call(signOff, { params: { id }, body: { contentHash, declarations: DECLARATIONS } });
}

async function draft(competition: Competition, entry: Entry, lead: Lead): Promise<void> {
  const { application } = entry;
  const { as } = competition.cast;
  const founder = as(lead.email);
  const id = await write(founder, application, competition);
  entry.id = id;
  const invitees = inviteesOf(application, lead);
  for (const { email, side, role, personMonths } of invitees) await founder.call(inviteMember, { params: { id }, body: { email, side, role, personMonths } });
  for (const { email, accepts } of invitees) if (accepts) await accept(as(email), id);
  for (const { email, side } of activeLeads(application)) if (application.signedOffBy.includes(side)) await sign(as(email), id);
}

/** Teams form and write their applications, and leads sign them. */
export async function draftAll(competition: Competition, tally: Tally): Promise<void> {
  await inParallel(competition.entries, async (entry) => {
    const { application, order } = entry;
    const founder = founderOf(application);
    if (!founder) {
      tally.refuse(application.id, 'team.lead-missing', wordsFor('team.lead-missing', { side: SIDES.join(', ') }), order);
      entry.ended = true;
    } else if (await competition.step(entry, tally, () => draft(competition, entry, founder))) {
      tally.accept();
    }
  });
}
