import { readFileSync, writeFileSync } from 'node:fs';
import { join as pathTo } from 'node:path';
import { castVote, proposeAnnouncement, proposePortfolio } from '#libs/awards/shared/contract';
import { createApplication, fileCheck, inviteMember, uploadDocument } from '#libs/applications/shared/contract';
import { approveAmendment, createCall, proposeAmendment, readCall } from '#libs/calls/shared/contract';
import { ReleaseAnnouncements } from '#libs/awards';
import { commitment, ticketOf } from '#libs/optimizer';
import { canonicalJson, plus } from '#libs/kernel';
import { commit, reveal, SECRETS } from '../support/lot.js';
import { FileStore, Jobs, newId, sha256, systemActor } from '#libs/platform';
import { callContent } from '../support/call-content.js';
import { fileForm, join } from '../support/drafts.js';
import { planted, rankedApplications } from '../support/reviewed.js';
import { publishedCall, submittedApplication, type Submitted } from '../support/submitted.js';
import { waitingLetters } from '../support/letters.js';
import { TestApp } from '../support/app.js';
import { filledDatabase, type TestDatabase } from '../support/database.js';
import { people, type People } from './cast.js';

/** Phases in which an application of the world stands. `foreign` is submitted by another team, `foreignDraft` written by it. */
export const PHASES = ['draft', 'submitted', 'oneChecked', 'underReview', 'undecided', 'oneVote', 'decided', 'announced', 'foreign', 'foreignDraft'] as const;
export type Phase = (typeof PHASES)[number];
export type CallPhase = 'draft' | 'open' | 'reviewing' | 'deciding' | 'announced';
export const CALL_PHASES: readonly CallPhase[] = ['draft', 'open', 'reviewing', 'deciding', 'announced'];
export const ASSIGNMENT_STATES = ['proposed', 'published', 'accepted', 'submitted', 'declined', 'void'] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

/** One competition in every phase. */
export interface World {
  t: TestApp; who: People; calls: Record<CallPhase, string>; applications: Record<Phase, string>; assignments: Record<AssignmentState, string>; numbers: Partial<Record<Phase, string>>;
  members: { accepted: string; invited: string }; documents: { draft: string; dossier: string }; announcements: { proposed: string; released: string }; letter: string; job: string;
}

/** The note of an amendment that one side has proposed and approved. */
export const PROPOSED_NOTE = 'Mark-amendment-kept';

/** Words that stand in one application alone: wherever they turn up, that application shows. */
export const markOf = (phase: Phase): string => `Mark-${phase}-kept`;

async function marked(t: TestApp, phase: Phase, id: string, document?: object): Promise<void> {
  const [row] = await t.sql<{ content: string }>('select content from submission where application_id = $1', [id]);
  const content = JSON.parse(row?.content ?? '{}') as object;
  const text = canonicalJson({ ...content, titleEn: markOf(phase), abstractEn: `${markOf(phase)} abstract`, narrative: { objectives: `${markOf(phase)} narrative` }, ...(document && { documents: [document] }) });
  await planted(t, `update submission set content = '${text.replaceAll('\'', '\'\'')}', sha256 = '${sha256(text)}' where application_id = '${id}'`,
    `update application set title_en = '${markOf(phase)}', abstract_en = '${markOf(phase)} abstract', content_hash = '${sha256(text)}' where id = '${id}'`,
    `update narrative_answer set text = '${markOf(phase)} narrative' where application_id = '${id}'`);
}

/** A draft over HTTP with everyone that a team can have. */
async function draftOf(t: TestApp, who: People, callId: string) {
  const { id } = await who.leadKg.call(createApplication, { body: { callId, theme: 'seismology', months: 24, titleEn: markOf('draft') } });
  await join(who.leadKg, id, who.leadCn, 'CN', 'lead');
  await join(who.leadKg, id, who.memberCn, 'CN', 'member');
  await join(who.leadKg, id, who.removed, 'CN', 'member');
  const withDocument = await who.leadKg.call(uploadDocument, { params: { id }, query: { code: 'cooperation-agreement' }, upload: fileForm() });
  const draft = await who.leadKg.call(inviteMember, { params: { id }, body: { email: who.invited.email, side: 'CN', role: 'member', personMonths: 1 } });
  const member = (email: string) => draft.team.find((m) => m.email === email)?.id ?? '';
  await planted(t, `update team_member set state = 'removed' where id = '${member(who.removed.email)}'`);
  return { id, document: withDocument.documents[0]?.id ?? '', accepted: member(who.memberCn.email), invited: member(who.invited.email) };
}

const REVIEWERS = [
  ['proposed', 'reviewerProposed', 'KG'], ['published', 'reviewerPublished', 'CN'], ['accepted', 'reviewerAccepted', 'CN'], ['submitted', 'reviewerSubmitted', 'KG'],
  ['declined', 'reviewerDeclined', 'KG'], ['void', 'reviewerVoid', 'CN'],
] as const;

/** One assignment in each state, a submitted review, and one of the reviewer that the draft proposes. */
async function assignmentsOf(t: TestApp, who: People, callId: string, applicationId: string): Promise<Record<AssignmentState, string>> {
  const at = t.clock.at.toISOString();
  const made = REVIEWERS.map(([state, name, side], n) => ({ state, id: newId(), person: who[name].id, side, number: n + 1 }));
  await planted(t, ...made.flatMap((s) => [
    `insert into reviewer(call_id, person_id, side, max_load, at) values ('${callId}', '${s.person}', '${s.side}', 10, '${at}')`,
    `insert into assignment(id, call_id, application_id, person_id, side, number, state, at, published_at, answered_at)
      values ('${s.id}', '${callId}', '${applicationId}', '${s.person}', '${s.side}', ${s.number}, '${s.state}', '${at}', ${s.state === 'proposed' ? 'null' : `'${at}'`}, null)`,
    ...(s.state === 'submitted' ? [
      `insert into review values ('${s.id}', '${applicationId}', '${s.person}', 'submitted', 'Comment to applicants', 'Comment to the panel', 4, 2, '${at}', '${at}')`,
      `insert into review_score values ('${s.id}', 'quality', 4), ('${s.id}', 'impact', 3.5)`,
    ] : []),
  ]));
  return Object.fromEntries(made.map((s) => [s.state, s.id])) as Record<AssignmentState, string>;
}

const money = (amount: string) => ({ amount, currency: 'CNY' as const });

/** The secret of the Kyrgyz side, revealed and sealed. */
export const SEALED_SECRET = 'The Kyrgyz secret of the lot';

/** Both sides committed to secrets for the first two ranks; the Kyrgyz one is revealed, and sealed. */
async function lotOf(t: TestApp, who: People, callId: string, tied: readonly Submitted[]): Promise<void> {
  await planted(t, ...tied.map((a, n) => `insert into lot_tie values ('${a.id}', '${callId}', 1, ${n + 1})`), `insert into lot_round values ('${callId}', 1, '${t.clock.at.toISOString()}')`);
  await commit(who.officerKg, callId, 'KG', SEALED_SECRET);
  await commit(who.officerCn, callId, 'CN');
  await reveal(who.officerKg, callId, SEALED_SECRET);
}

/** A lot that was drawn before the announcement, for the one application of the call. */
async function drawnLotOf(t: TestApp, who: People, callId: string, a: Submitted): Promise<void> {
  const at = t.clock.at.toISOString();
  const filed = (table: string, what: (side: 'KG' | 'CN') => string) => (['KG', 'CN'] as const).map((side) =>
    `insert into ${table} values ('${newId()}', '${callId}', 1, '${side}', '${what(side)}', '${who[side === 'KG' ? 'officerKg' : 'officerCn'].id}', '${at}')`);
  await planted(t, `insert into lot_tie values ('${a.id}', '${callId}', 1, 1)`, `insert into lot_round values ('${callId}', 1, '${at}', '${at}', '${at}')`,
    ...filed('lot_commitment', (side) => commitment(side, SECRETS[side])), ...filed('lot_secret', (side) => SECRETS[side]),
    `insert into lot_place values ('${a.id}', '${callId}', 1, 1, '${ticketOf(a.number, SECRETS)}', '${at}')`);
}

/** Applications at the votes: one untouched, one with the Kyrgyz vote, one decided and proposed for announcement. */
async function decisionsOf(t: TestApp, who: People, callId: string, call: { id: string; code: string }) {
  const ranked = await rankedApplications(t, call, { kg: who.leadKg, cn: who.leadCn }, [90_000_000, 80_000_000, 70_000_000]);
  const [undecided, oneVote, decided] = ranked as [Submitted, Submitted, Submitted];
  const vote = (chair: keyof People, a: Submitted) => who[chair].call(castVote, { params: { id: a.id }, body: { value: 'yes', amount: money('600000.00'), protocol: 'P-1' } });
  for (const name of ['officerKg', 'chairCn', 'conflictedOfficer'] as const) {
    const { jobId } = await who[name].call(proposePortfolio, { params: { id: callId }, body: { themeMin: { seismology: 1 } } });
    await t.app.get(Jobs).run(jobId);
  }
  await vote('chairKg', oneVote);
  await vote('chairKg', decided);
  await vote('chairCn', decided);
  const { id } = await who.officerKg.call(proposeAnnouncement, { params: { id: callId }, body: { at: plus(t.clock.at, 3_600_000).toISOString() } });
  return { undecided, oneVote, decided, proposed: id };
}

/** A released award with a comment to its applicants, and the letter that told them. */
async function announcedOf(t: TestApp, who: People): Promise<{ call: string; application: Submitted; announcement: string }> {
  const call = await publishedCall({ kg: who.officerKg, cn: who.officerCn }, { code: 'KC-ANNOUNCED' });
  const [application] = await rankedApplications(t, call, { kg: who.leadKg, cn: who.leadCn }, [60_000_000]) as [Submitted];
  const vote = (chair: keyof People) => who[chair].call(castVote, { params: { id: application.id }, body: { value: 'yes', amount: money('500000.00'), protocol: 'P-1' } });
  await vote('chairKg');
  await vote('chairCn');
  const id = newId();
  const at = t.clock.at.toISOString();
  await planted(t, `insert into announcement(id, call_id, at_instant, state, revision, created_by, created_at) values ('${id}', '${call.id}', '${at}', 'scheduled', 1, '${who.officerKg.id}', '${at}')`,
    `insert into announcement_item values ('${id}', '${application.id}', 1)`);
  await t.app.get(ReleaseAnnouncements).run(systemActor(t.clock.at));
  return { call: call.id, application, announcement: id };
}

/** The competition, which the first of a run who asks for it builds and everybody else gets a copy of; the caller stops `t`. */
export async function buildWorld(): Promise<World> {
  const kept = (database: TestDatabase) => pathTo(database.files, 'world.json');
  const t = await TestApp.start({
    database: () => filledDatabase('world', async (database) => {
      const first = await TestApp.start({ database: async () => database });
      const { t: _, ...built } = await build(first);
      writeFileSync(kept(database), JSON.stringify(built));
      await first.app.close();
    }),
  });
  const built = JSON.parse(readFileSync(kept(t.database), 'utf8')) as Omit<World, 't'>;
  const who = Object.fromEntries(Object.entries(built.who).map(([name, { email, id, cookie }]) => [name, { email, id, ...t.callerOf(cookie) }])) as People;
  return { ...built, t, who };
}

async function build(t: TestApp): Promise<World> {
  const who = await people(t);
  const officers = { kg: who.officerKg, cn: who.officerCn };
  const free = { maxApplicationsPerLead: null, maxApplicationsPerPerson: null };
  const draftCall = await who.officerKg.call(createCall, { body: callContent({ code: 'KC-DRAFT' }) });
  const open = await publishedCall(officers, { code: 'KC-OPEN', ...free });
  const { version, content } = await who.officerKg.call(readCall, { params: { id: open.id } });
  const { revision } = await who.officerKg.call(proposeAmendment, { params: { id: open.id }, version, body: { content: { ...content, places: 11 }, note: { en: PROPOSED_NOTE } } });
  await who.officerKg.call(approveAmendment, { params: { id: open.id, revision } });
  const reviewing = await publishedCall(officers, { code: 'KC-REVIEW', ...free });
  const deciding = await publishedCall(officers, { code: 'KC-DECIDE', ...free });
  const team = { kg: who.leadKg, cn: who.leadCn };
  const draft = await draftOf(t, who, open.id);
  const foreignDraft = await who.otherLeadKg.call(createApplication, { body: { callId: open.id, theme: 'biomedicine', months: 12, titleEn: markOf('foreignDraft') } });
  const submitted = await submittedApplication(t, open, 1, team);
  const oneChecked = await submittedApplication(t, open, 2, team);
  const foreign = await submittedApplication(t, open, 3, { kg: who.otherLeadKg, cn: who.otherLeadCn });
  const underReview = await submittedApplication(t, reviewing, 1, team, { state: 'under-review' });
  await planted(t, `update call set state = 'reviewing' where id = '${reviewing.id}'`);
  const file = await t.app.get(FileStore).put((async function* () { yield Buffer.from('%PDF-1.7 dossier'); })());
  const document = { id: newId(), code: 'cooperation-agreement', name: 'agreement.pdf', language: 'en', type: 'application/pdf', bytes: file.bytes, sha256: file.sha256 };
  for (const [phase, a] of Object.entries({ submitted, oneChecked, foreign })) await marked(t, phase as Phase, a.id);
  await marked(t, 'underReview', underReview.id, document);
  await who.officerKg.call(fileCheck, { params: { id: oneChecked.id }, body: { verdict: 'pass', reason: null, note: 'The Kyrgyz check' } });
  const assignments = await assignmentsOf(t, who, reviewing.id, underReview.id);
  const decisions = await decisionsOf(t, who, deciding.id, deciding);
  await lotOf(t, who, deciding.id, [decisions.undecided, decisions.oneVote]);
  const announced = await announcedOf(t, who);
  await drawnLotOf(t, who, announced.call, announced.application);
  for (const phase of ['undecided', 'oneVote', 'decided'] as const) await marked(t, phase, decisions[phase].id);
  await marked(t, 'announced', announced.application.id);
  await waitingLetters(t, 1, 'submitted', who.leadKg, submitted.id, { applicationId: submitted.id });
  await waitingLetters(t, 1, 'result', who.leadCn, announced.application.id, { applicationId: announced.application.id, announcementId: announced.announcement });
  const job = newId();
  await planted(t, `insert into job(id, kind, owner_id, subject, input, state, created_at) values ('${job}', 'assign', '${who.officerKg.id}', '${reviewing.id}', '{}', 'done', '${t.clock.at.toISOString()}')`);
  const [letter] = await t.sql<{ id: string }>('select id from letter where application_id = $1', [submitted.id]);
  const all = { submitted, oneChecked, underReview, foreign, undecided: decisions.undecided, oneVote: decisions.oneVote, decided: decisions.decided, announced: announced.application };
  return {
    t, who, calls: { draft: draftCall.id, open: open.id, reviewing: reviewing.id, deciding: deciding.id, announced: announced.call },
    applications: { draft: draft.id, foreignDraft: foreignDraft.id, ...Object.fromEntries(Object.entries(all).map(([k, a]) => [k, a.id])) } as Record<Phase, string>,
    numbers: Object.fromEntries(Object.entries(all).map(([k, a]) => [k, a.number])),
    assignments, members: { accepted: draft.accepted, invited: draft.invited }, documents: { draft: draft.document, dossier: document.id },
    announcements: { proposed: decisions.proposed, released: announced.announcement }, letter: letter?.id ?? '', job,
  };
}
