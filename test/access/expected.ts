import { CAST, type Name } from './cast.js';
import { ASSIGNMENT_STATES, CALL_PHASES, markOf, PHASES, PROPOSED_NOTE, SEALED_SECRET, type Phase, type World } from './world.js';

const OFFICERS: Name[] = ['officerKg', 'officerCn', 'conflictedOfficer'];
const CHAIRS: Name[] = ['chairKg', 'chairCn', 'conflictedChair'];
const AUDITORS: Name[] = ['auditor', 'auditorOfCn', 'conflictedAuditor'];
const CLEAN: Name[] = ['officerKg', 'officerCn', 'chairKg', 'chairCn', 'auditor', 'auditorOfCn'];
const CONFLICTED: Name[] = ['conflictedOfficer', 'conflictedChair', 'conflictedAuditor'];
const EVERYONE: readonly Name[] = CAST;
const PERSONS = CAST.filter((n) => n !== 'anonymous');

/** Who reads an application in each phase: its team, and after submission those who check, vote and audit, without a conflict. */
export const READERS: Record<Phase, Name[]> = {
  draft: ['leadKg', 'leadCn', 'memberCn'], foreignDraft: ['otherLeadKg'], foreign: ['otherLeadKg', 'otherLeadCn', ...CLEAN, ...CONFLICTED],
  ...Object.fromEntries((['submitted', 'oneChecked', 'underReview', 'undecided', 'oneVote', 'decided', 'announced'] as const).map((p) => [p, ['leadKg', 'leadCn', ...CLEAN]])),
} as Record<Phase, Name[]>;

const OWNER = { proposed: 'reviewerProposed', published: 'reviewerPublished', accepted: 'reviewerAccepted', submitted: 'reviewerSubmitted', declined: 'reviewerDeclined', void: 'reviewerVoid' } as const;
export const OPEN_DOSSIER = ['accepted', 'submitted'] as const;

/** One reading of one object: who gets it; `refused` get a named refusal, because the object is theirs and its existence no secret. */
export interface Reading { operation: string; object: string; params: Record<string, string>; who: readonly Name[]; refused?: readonly Name[] }

const isSubmitted = (p: Phase) => p !== 'draft' && p !== 'foreignDraft';
/** Nothing is withdrawn in this world, so only teams know how that stands. */
const isOfTeam = (n: Name, p: Phase) => (p.startsWith('foreign') ? ['otherLeadKg', 'otherLeadCn'] : ['leadKg', 'leadCn', 'memberCn']).includes(n);
const officersOf = (p: Phase) => (isSubmitted(p) ? READERS[p].filter((n) => OFFICERS.includes(n)) : []);

function applicationReadings(w: World): Reading[] {
  return PHASES.flatMap((phase): Reading[] => {
    const params = { id: w.applications[phase] };
    return [
      { operation: 'readApplication', object: phase, params, who: READERS[phase] },
      { operation: 'readWithdrawal', object: phase, params, who: READERS[phase].filter((n) => isOfTeam(n, phase)) },
      { operation: 'readChecks', object: phase, params, who: officersOf(phase) },
      { operation: 'askConflict', object: phase, params: { ...params, personId: w.who.reviewerAccepted.id }, who: officersOf(phase) },
      { operation: 'readResult', object: phase, params, who: phase === 'announced' ? ['leadKg', 'leadCn'] : [] },
      { operation: 'readAward', object: phase, params, who: phase === 'announced' ? EVERYONE : [] },
      { operation: 'downloadDocument', object: phase, params: { ...params, documentId: w.documents.draft }, who: phase === 'draft' ? READERS.draft : [] },
    ];
  });
}

function callReadings(w: World): Reading[] {
  return CALL_PHASES.flatMap((phase): Reading[] => {
    const params = { id: w.calls[phase] };
    const who = { readCall: phase === 'draft' ? [...OFFICERS, ...CHAIRS, ...AUDITORS, 'administrator' as const] : EVERYONE, listRanking: [...OFFICERS, ...CHAIRS, ...AUDITORS] };
    return [
      { operation: 'readCall', object: `${phase} call`, params, who: who.readCall },
      ...['listConflicts', 'listReviewers', 'listAssignments', 'readMatrix', 'listAnnouncements'].map((operation) => ({ operation, object: `${phase} call`, params, who: OFFICERS })),
      { operation: 'listEditions', object: `${phase} call`, params, who: who.readCall },
      { operation: 'readPortfolio', object: `${phase} call`, params, who: [...OFFICERS, ...CHAIRS] },
      { operation: 'readLotFile', object: `${phase} call`, params, who: phase === 'announced' ? who.listRanking : [] },
      { operation: 'readPublishedLot', object: `${phase} call`, params, who: phase === 'announced' ? EVERYONE : [] },
      ...['readRanking', 'readLot', 'listDecisions', 'listAmendments'].map((operation) => ({ operation, object: `${phase} call`, params, who: who.listRanking })),
    ];
  });
}

function assignmentReadings(w: World): Reading[] {
  return ASSIGNMENT_STATES.flatMap((state): Reading[] => {
    const params = { id: w.assignments[state] };
    const object = `${state} assignment`;
    const open = state === 'accepted' || state === 'submitted';
    const own: Name[] = state === 'proposed' ? [] : [OWNER[state]];
    const closed: Pick<Reading, 'refused'> = state === 'published' ? { refused: [OWNER.published] } : {};
    return [
      { operation: 'readMyAssignment', object, params, who: own },
      { operation: 'readDossier', object, params, who: open ? own : [], ...closed },
      { operation: 'readDossierDocument', object, params: { ...params, documentId: w.documents.dossier }, who: open ? own : [], ...closed },
      { operation: 'readReview', object, params, who: open ? own : [], ...(state === 'published' || state === 'declined' ? { refused: own } : {}) },
      { operation: 'readOtherReviews', object, params, who: state === 'submitted' ? own : [] },
    ];
  });
}

/** Every GET of one object, with who may. A GET that stands in no row fails the test. */
export function readings(w: World): Reading[] {
  return [
    ...applicationReadings(w), ...callReadings(w), ...assignmentReadings(w),
    { operation: 'explainPair', object: 'pair of the call under review', params: { id: w.calls.reviewing, applicationId: w.applications.underReview, personId: w.who.reviewerAccepted.id }, who: officersOf('underReview') },
    { operation: 'readJob', object: 'job of an officer', params: { id: w.job }, who: ['officerKg'] },
    { operation: 'previewLetters', object: 'proposed announcement', params: { id: w.announcements.proposed }, who: OFFICERS },
    { operation: 'previewLetters', object: 'released announcement', params: { id: w.announcements.released }, who: OFFICERS },
  ];
}

/** Every GET without an object, with who may call it. */
export const LISTS: Record<string, readonly Name[]> = {
  whoAmI: PERSONS, listInstitutions: EVERYONE, listCalls: EVERYONE, listRegister: EVERYONE, exportRegisterCsv: EVERYONE, exportRegisterJson: EVERYONE, listTokens: PERSONS, listApplications: PERSONS, listInvitations: PERSONS, listMyAssignments: PERSONS,
  listMyLetters: PERSONS, countUnreadLetters: PERSONS, listPeople: [...OFFICERS, 'administrator'], listAudit: AUDITORS, listDeliveries: [...OFFICERS, ...AUDITORS, 'administrator'],
};

const REVIEWER_OF_IT: Name[] = ['reviewerPublished', 'reviewerAccepted', 'reviewerSubmitted', 'reviewerDeclined', 'reviewerVoid'];

/** Words and ids that must turn up in nobody's answers but these people's, whatever they ask. */
export function secrets(w: World): { secret: string; about: string; who: readonly Name[] }[] {
  const known = (p: Phase): readonly Name[] => (p === 'announced' ? EVERYONE
    : [...READERS[p], ...(p === 'underReview' ? REVIEWER_OF_IT : []), ...(p === 'draft' ? ['invited' as const] : [])]);
  // An auditor's trail names what it is about, drafts included; what it is about to a conflicted auditor does not exist.
  const inTrail = (p: Phase): Name[] => (p === 'foreign' || p === 'foreignDraft' ? AUDITORS : ['auditor', 'auditorOfCn']);
  const reviewers = Object.values(OWNER);
  return [
    ...PHASES.map((p) => ({ secret: markOf(p), about: `title of ${p}`, who: known(p) })),
    ...PHASES.map((p) => ({ secret: w.applications[p], about: `id of ${p}`, who: p === 'underReview' ? [...READERS[p], ...inTrail(p)] : [...known(p), ...inTrail(p)] })),
    ...PHASES.flatMap((p) => (w.numbers[p] ? [{ secret: w.numbers[p], about: `number of ${p}`, who: known(p) }] : [])),
    { secret: 'The Kyrgyz check', about: 'the first side’s check', who: ['officerKg'] },
    { secret: `check:${w.applications.oneChecked}:KG`, about: 'trace of the first side’s check', who: [] },
    { secret: `vote:${w.applications.oneVote}:KG`, about: 'trace of the first side’s vote', who: [] },
    { secret: SEALED_SECRET, about: 'the first side’s secret of the lot', who: ['officerKg', 'conflictedOfficer', 'chairKg'] },
    { secret: 'Comment to the panel', about: 'a review', who: ['reviewerSubmitted'] },
    { secret: 'Comment to applicants', about: 'a review', who: ['reviewerSubmitted'] },
    ...reviewers.map((r) => ({ secret: w.who[r].email, about: `identity of ${r}`, who: [...OFFICERS, 'administrator' as const, r] })),
    ...reviewers.map((r) => ({ secret: w.who[r].id, about: `id of ${r}`, who: [...OFFICERS, ...AUDITORS, 'administrator' as const, r] })),
    ...Object.entries(w.assignments).map(([s, id]) => ({ secret: id, about: `id of the ${s} assignment`, who: ['officerKg', 'officerCn', ...(s === 'proposed' ? [] : [OWNER[s as keyof typeof OWNER]])] as Name[] })),
    { secret: PROPOSED_NOTE, about: 'amendment that is proposed', who: [...OFFICERS, ...CHAIRS, ...AUDITORS] },
    { secret: w.letter, about: 'letter about an application', who: ['officerKg', 'officerCn', 'auditor', 'auditorOfCn', 'administrator', 'leadKg'] },
    { secret: w.announcements.proposed, about: 'announcement that is proposed', who: [...OFFICERS, ...AUDITORS] },
  ];
}
