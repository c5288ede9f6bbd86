import { callContent } from '../support/call-content.js';
import { fileForm } from '../support/drafts.js';
import { CAST, type Name } from './cast.js';
import { READERS } from './expected.js';
import { ASSIGNMENT_STATES, CALL_PHASES, PHASES, type Phase, type World } from './world.js';

interface Target {
  object: string; params: Record<string, string>;
  /** May write it, or is told by a named refusal why not now: not sent here. */
  who: readonly Name[];
}
interface Write { objects: (w: World) => Target[]; options?: (w: World) => { body: unknown }; form?: () => FormData; query?: string; ifMatch?: true }

const OFFICERS: Name[] = ['officerKg', 'officerCn', 'conflictedOfficer'];
const MANAGERS: Name[] = [...OFFICERS, 'administrator'];
const PERSONS = CAST.filter((n) => n !== 'anonymous');
const LEADS: Name[] = ['leadKg', 'leadCn', 'otherLeadKg', 'otherLeadCn'];

/** Writes to applications in every phase by those of `role` who see them. */
const onApplications = (may: (n: Name) => boolean, extra: (w: World) => Record<string, string> = () => ({})) => (w: World): Target[] =>
  PHASES.map((p: Phase) => ({ object: p, params: { id: w.applications[p], ...extra(w) }, who: READERS[p].filter(may) }));
const byLeads = onApplications((n) => LEADS.includes(n));
const submittedBy = (names: readonly Name[]) => (w: World) => onApplications((n) => names.includes(n))(w).map((x) => (x.object.endsWith('raft') ? { ...x, who: [] } : x));
const onCalls = (who: readonly Name[]) => (w: World): Target[] => CALL_PHASES.map((p) => ({ object: `${p} call`, params: { id: w.calls[p] }, who }));
const onAssignments = (w: World): Target[] => ASSIGNMENT_STATES.map((s) =>
  ({ object: `${s} assignment`, params: { id: w.assignments[s] }, who: s === 'proposed' ? [] : [`reviewer${s[0]?.toUpperCase()}${s.slice(1)}` as Name] }));
const onPair = (w: World): Target[] => [{ object: 'pair of the call under review', params: { id: w.calls.reviewing, applicationId: w.applications.underReview, personId: w.who.reviewerAccepted.id }, who: ['officerKg', 'officerCn'] }];
const once = (who: readonly Name[], params: (w: World) => Record<string, string> = () => ({})) => (w: World): Target[] => [{ object: 'it', params: params(w), who }];
const money = { amount: '1000.00', currency: 'CNY' };
const body = (value: unknown) => () => ({ body: value });

/** A valid-looking request for every write, and who may try it; everybody else meets what a random id meets. */
export const WRITES: Record<string, Write> = {
  logIn: { objects: () => [] }, logOut: { objects: () => [] }, register: { objects: () => [] }, requestCode: { objects: () => [] }, activate: { objects: () => [] },
  updateMe: { objects: once(PERSONS), options: body({ language: 'en' }) },
  importInstitutions: { objects: once(MANAGERS), options: body({ institutions: [{ slug: 'x', nameEn: 'X', nameLocal: '', country: 'KG', side: 'KG' }] }) },
  importPeople: { objects: once(MANAGERS), options: body({ people: [{ email: 'x@access.example', family: 'X', given: '', institution: 'team-kg' }] }) },
  issueCode: { objects: once(MANAGERS, (w) => ({ id: w.who.researcher.id })) },
  grantRole: { objects: once(['administrator'], (w) => ({ id: w.who.researcher.id })), options: body({ role: 'officer', side: 'KG' }) },
  revokeRole: { objects: once(['administrator'], (w) => ({ id: w.who.officerKg.id, role: 'officer' })) },
  endSessions: { objects: once(['administrator'], (w) => ({ id: w.who.researcher.id })) },
  closeAccount: { objects: once(['administrator'], (w) => ({ id: w.who.researcher.id })) },
  reopenAccount: { objects: once(['administrator'], (w) => ({ id: w.who.researcher.id })) },
  createToken: { objects: once(PERSONS), options: body({ name: 'x', days: 1 }) },
  revokeToken: { objects: once([]) },
  verifyAudit: { objects: once(['auditor', 'auditorOfCn', 'conflictedAuditor']) },
  reportConflict: { objects: submittedBy(OFFICERS), options: (w) => ({ body: { email: w.who.reviewerAccepted.email, reason: 'x' } }) },
  decideConflict: { objects: (w) => submittedBy(OFFICERS)(w).map((x) => ({ ...x, params: { ...x.params, personId: w.who.reviewerAccepted.id } })), options: body({ kind: 'reported', state: 'dismissed', reason: 'x' }) },
  createCall: { objects: once(OFFICERS), options: body(callContent({ code: 'KC-X' })) },
  reviseCall: { objects: onCalls(OFFICERS), options: body(callContent({ code: 'KC-X' })), ifMatch: true },
  approveCall: { objects: onCalls(OFFICERS), ifMatch: true },
  proposeAmendment: { objects: onCalls(OFFICERS), options: body({ content: callContent({ code: 'KC-X' }), note: { en: 'x' } }), ifMatch: true },
  approveAmendment: { objects: (w) => onCalls(OFFICERS)(w).map((x) => ({ ...x, params: { ...x.params, revision: '1' } })) },
  withdrawAmendment: { objects: (w) => onCalls(OFFICERS)(w).map((x) => ({ ...x, params: { ...x.params, revision: '1' } })) },
  // Nobody starts an application in a call that is not published: for both sides it does not exist.
  createApplication: {
    objects: once([]),
    options: (w) => ({ body: { callId: w.calls.draft, theme: 'seismology', months: 12 } }),
  },
  editApplication: { objects: byLeads, options: body({ titleEn: 'Mine' }), ifMatch: true },
  replaceBudget: { objects: byLeads, options: body({ lines: [] }), ifMatch: true },
  saveNarrative: { objects: byLeads, options: body({ answers: { objectives: 'Mine' } }), ifMatch: true },
  signOff: { objects: byLeads, options: body({ contentHash: '0'.repeat(64), declarations: [] }) },
  submitApplication: { objects: byLeads },
  giveNotice: { objects: byLeads, options: body({ reason: '' }) },
  agreeToWithdrawal: { objects: byLeads, options: (w) => ({ body: { notice: w.applications.draft } }) },
  takeBackNotice: { objects: byLeads },
  inviteMember: { objects: byLeads, options: body({ email: 'x@access.example', side: 'KG', role: 'member', personMonths: 1 }) },
  changeMember: { objects: onApplications((n) => LEADS.includes(n), (w) => ({ memberId: w.members.accepted })), options: body({ personMonths: 5 }), ifMatch: true },
  removeMember: { objects: onApplications((n) => LEADS.includes(n), (w) => ({ memberId: w.members.accepted })), ifMatch: true },
  answerInvitation: {
    objects: (w) => [{ object: 'invitation', params: { id: w.applications.draft, memberId: w.members.invited }, who: ['invited'] }, { object: 'answered invitation', params: { id: w.applications.draft, memberId: w.members.accepted }, who: ['memberCn'] }],
    options: body({ accept: false }),
  },
  uploadDocument: { objects: byLeads, form: () => fileForm(), query: '?code=other' },
  removeDocument: { objects: onApplications((n) => LEADS.includes(n), (w) => ({ documentId: w.documents.draft })), ifMatch: true },
  fileCheck: { objects: submittedBy(OFFICERS), options: body({ verdict: 'pass', reason: null, note: '' }) },
  importReviewers: { objects: onCalls(OFFICERS), options: (w) => ({ body: { reviewers: [{ email: w.who.researcher.email, side: 'KG', minLoad: 0, maxLoad: 1, themes: [], keywords: [] }] } }) },
  importAffinities: { objects: onCalls(OFFICERS), options: (w) => ({ body: { affinities: [{ applicationId: w.applications.foreign, email: w.who.reviewerAccepted.email, affinity: 1 }] } }) },
  runAssignment: { objects: onCalls(OFFICERS) },
  addAssignment: { objects: onCalls(OFFICERS), options: (w) => ({ body: { applicationId: w.applications.foreign, email: w.who.reviewerAccepted.email } }) },
  removeAssignment: { objects: (w) => onAssignments(w).map((x) => ({ ...x, who: ['officerKg', 'officerCn'] })) },
  setOverride: { objects: onPair, options: body({ kind: 'locked' }) },
  liftOverride: { objects: onPair },
  approveAssignments: { objects: onCalls(OFFICERS) },
  answerAssignment: { objects: onAssignments, options: body({ conflict: false, accept: true }) },
  cancelJob: { objects: once(['officerKg'], (w) => ({ id: w.job })) },
  saveReview: { objects: onAssignments, options: body({ scores: { quality: 5 }, commentToApplicants: '', commentToPanel: '', competence: null }), ifMatch: true },
  submitReview: { objects: onAssignments },
  approveRanking: { objects: onCalls(OFFICERS), options: body({ withOutstanding: true }) },
  commitToLot: { objects: onCalls(OFFICERS), options: body({ commitment: '0'.repeat(64) }) },
  revealLotSecret: { objects: onCalls(OFFICERS), options: body({ secret: 'twelve letters and more' }) },
  startLotAgain: { objects: onCalls(OFFICERS) },
  castVote: { objects: submittedBy(['chairKg', 'chairCn', 'conflictedChair']), options: body({ value: 'yes', amount: money, protocol: '' }) },
  proposePortfolio: { objects: onCalls([...OFFICERS, 'chairKg', 'chairCn', 'conflictedChair']), options: body({ themeMin: {} }) },
  proposeAnnouncement: { objects: onCalls(OFFICERS), options: body({ at: '2026-12-01T00:00:00Z' }) },
  approveAnnouncement: { objects: (w) => Object.entries(w.announcements).map(([state, id]) => ({ object: `${state} announcement`, params: { id }, who: OFFICERS })), ifMatch: true },
  readLetters: { objects: once(['leadKg'], (w) => ({ id: w.letter })), options: (w) => ({ body: { ids: [w.letter] } }) },
  resendLetter: { objects: once(['officerKg', 'officerCn', 'administrator'], (w) => ({ id: w.letter })) },
};
