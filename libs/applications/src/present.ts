import { canOf, cny, displayName, institutionName, isCode, localTitles, problemText, type Broken, type Language } from '#libs/kernel';
import type { Actor } from '#libs/platform';
import type { Access, ApplicationListRow, InvitationRow } from './data/applications.queries.js';
import type { Dossier, MemberView } from './data/dossier.queries.js';
import { factsOf, hashOf } from './dossier.js';
import { canEdit, canSignOff, canSubmit, requestedFen, stateForTeam, type LimitFacts } from './shared/rules.js';
import type { ApplicationState } from './shared/states.js';

/** States whose instant a team knows. */
const OPEN_TO_TEAM: readonly ApplicationState[] = ['awarded', 'on-reserve', 'refused', 'withdrawn'];

interface NameParts { family: string | null; given: string | null; patronymic: string | null; nativeName: string | null }

function nameOf(p: NameParts): string | null {
  return p.family === null && p.given === null ? null : displayName({ family: p.family ?? '', given: p.given ?? '', patronymic: p.patronymic, nativeName: p.nativeName });
}

function presentMember(m: MemberView, actor: Actor) {
  return {
    id: m.id, email: m.email, name: nameOf(m), institution: m.institutionEn === null ? null : institutionName({ side: m.side, nameEn: m.institutionEn, nameLocal: m.institutionLocal }, actor.language), side: m.side, role: m.role, state: m.state === 'removed' ? 'declined' as const : m.state,
    personMonths: m.personMonths, isMe: m.personId !== null && m.personId === actor.personId,
  };
}

/** A broken rule in the reader's language. */
function presentFinding(b: Broken, language: Language) {
  return { code: b.code, pointer: b.pointer, detail: isCode(b.code) ? problemText(b.code, language, b.values) : b.code };
}

export function presentReceipt(r: { number: string; receivedAt: Date; sha256: string; auditHash?: string | null }) {
  return { number: r.number, receivedAt: r.receivedAt.toISOString(), sha256: r.sha256, ...(r.auditHash && { auditHash: r.auditHash }) };
}

function actsOf(d: Dossier, access: Access, contentHash: string, limits: readonly LimitFacts[], actor: Actor) {
  const submission = canSubmit(factsOf(d, contentHash, limits), actor.at);
  const findings = d.app.state === 'draft' && !submission.ok ? submission.broken : [];
  if (access.role === 'member') {
    const hidden = { ok: false, code: 'not-found' };
    return { findings, can: { edit: hidden, signOff: hidden, submit: hidden } };
  }
  const signing = canSignOff({ state: d.app.state, side: access.side ?? 'INT', contentHash, signoffs: d.signoffs });
  return { findings, can: { edit: canOf(canEdit(d.app.state)), signOff: canOf(signing), submit: canOf(submission) } };
}

/** An application as a team member or a reader may see it; a team sees nothing of the review until the announcement. */
export function presentApplication(d: Dossier, access: Access, limits: readonly LimitFacts[], actor: Actor) {
  const { app } = d;
  const team = access.role !== 'reader';
  const contentHash = hashOf(d);
  const { findings, can } = actsOf(d, access, contentHash, limits, actor);
  const shownAt = team && app.submittedAt && !OPEN_TO_TEAM.includes(app.state) ? app.submittedAt : app.updatedAt;
  return {
    id: app.id, version: app.version, callId: app.callId, state: team ? stateForTeam(app.state) : app.state, number: app.number, titleEn: app.titleEn,
    titleLocal: localTitles(app.titleLocal), acronym: app.acronym, theme: app.theme, keywords: app.keywords, months: app.months,
    abstractEn: app.abstractEn, updatedAt: shownAt.toISOString(), team: d.team.map((m) => presentMember(m, actor)),
    budget: d.budget.map((l) => ({ side: l.side, category: l.category, year: l.year, source: l.source, amount: cny(l.amountFen) })), requested: cny(requestedFen(d.budget)),
    narrative: d.narrative,
    documents: d.documents.map((f) => ({ id: f.id, code: f.code, name: f.name, language: f.language, type: f.type, bytes: f.bytes, sha256: f.sha256, at: f.at.toISOString() })),
    contentHash, signoffs: d.signoffs.map((s) => ({ side: s.side, name: nameOf(s) ?? '', at: s.at.toISOString(), contentHash: s.contentHash })),
    receipt: d.receipt && presentReceipt(d.receipt), findings: findings.map((b) => presentFinding(b, actor.language)), mySide: access.side, can,
  };
}

export function presentSummary(r: ApplicationListRow) {
  return {
    id: r.id, callId: r.callId, callCode: r.callCode, state: r.shown, number: r.number, titleEn: r.titleEn, titleLocal: localTitles(r.titleLocal),
    theme: r.theme, leads: {
      KG: nameOf({ family: r.kgFamily, given: r.kgGiven, patronymic: r.kgPatronymic, nativeName: r.kgNative }),
      CN: nameOf({ family: r.cnFamily, given: r.cnGiven, patronymic: r.cnPatronymic, nativeName: r.cnNative }),
    },
    updatedAt: new Date(r.shownAt).toISOString(), requested: cny(r.requestedFen),
  };
}

/** Where a list goes on after a row: its instant to the microsecond, and its id. */
export function placeOf(r: ApplicationListRow): [string, string] {
  const [second, fraction = ''] = r.shownAt.replace('Z', '').split('.');
  return [`${second}.${fraction.padEnd(6, '0')}`, r.id];
}

export function presentInvitation(r: InvitationRow) {
  return {
    applicationId: r.applicationId, memberId: r.memberId, titleEn: r.titleEn, theme: r.theme, callCode: r.callCode, side: r.side, role: r.role,
    invitedBy: nameOf(r), invitedAt: r.invitedAt.toISOString(),
  };
}
