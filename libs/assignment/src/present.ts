import type { ApplicationContent } from '#libs/applications/shared/content';
import { ANY_SIDES, canOf, cny, displayName, institutionName, isCode, localTitles, problemText, type AnySide, type Language, type PersonName, type Side } from '#libs/kernel';
import type { JobRow } from '#libs/platform';
import type { AssignmentView } from './data/assignments.queries.js';
import type { OwnDossier, OwnView } from './data/own.queries.js';
import type { RunView } from './data/runs.queries.js';
import { explain, type Infeasible } from './shared/explanation.js';
import { canApprove, canRun, type DraftFacts } from './shared/rules.js';
import { isLive } from './shared/states.js';

const nameOf = (p: { family: string; given: string; patronymic: string | null; native_name: string | null }) =>
  displayName({ family: p.family, given: p.given, patronymic: p.patronymic, nativeName: p.native_name } satisfies PersonName);
const rounded = (n: number) => Math.round(n * 1e6) / 1e6;
const placeOf = (side: AnySide) => ANY_SIDES.indexOf(side);

export function presentAssignment(s: AssignmentView) {
  return {
    id: s.id, applicationId: s.application_id, number: s.application_number, titleEn: s.title_en, titleLocal: localTitles(s.title_local), personId: s.person_id, email: s.email, name: nameOf(s),
    side: s.side, affinity: s.affinity, state: s.state, reviewNumber: s.number,
  };
}

/** All assignments that the viewer may see; total and lowest sum of affinities are of these alone. `hides`: the run counted others too. */
export function presentAssignments(rows: readonly AssignmentView[], facts: DraftFacts, side: Side | null, run: RunView | undefined, hides: boolean) {
  const sums = new Map<string, number>();
  for (const s of rows) if (isLive(s.state)) sums.set(s.application_id, (sums.get(s.application_id) ?? 0) + (s.affinity ?? 0));
  const all = [...sums.values()];
  return {
    items: rows.map(presentAssignment), total: rounded(all.reduce((sum, x) => sum + x, 0)), lowest: all.length ? rounded(Math.min(...all)) : null,
    run: run ? { mode: run.mode, at: run.at.toISOString(), by: displayName(run), violations: run.violations, figures: hides ? null : run.figures } : null,
    approvals: facts.approved as Side[], can: { run: canOf(canRun(facts)), approve: side ? canOf(canApprove(facts, side)) : { ok: false, code: 'not-found' } },
  };
}

/** A reviewer's view. Once it is void or declined nothing but its title remains. */
export function presentOwn(s: OwnView, language: Language) {
  const open = isLive(s.state);
  const institutions = s.institutions.map((i) => ({ side: i.side, name: institutionName(i, language) }));
  return {
    id: s.id, state: s.state, callCode: s.call_code, number: s.number, titleEn: s.title_en, titleLocal: localTitles(s.title_local), theme: s.theme, abstractEn: open ? s.abstract_en : '',
    institutions: open ? institutions.sort((a, b) => placeOf(a.side) - placeOf(b.side) || (a.name < b.name ? -1 : 1)) : [],
    reviewState: s.review_state, publishedAt: s.published_at.toISOString(),
  };
}

export function presentDossier(d: OwnDossier, c: ApplicationContent, language: Language) {
  return {
    number: d.number, titleEn: c.titleEn, titleLocal: c.titleLocal, acronym: c.acronym, theme: c.theme, keywords: c.keywords, months: c.months, abstractEn: c.abstractEn,
    team: c.team.map((m) => ({ side: m.side, role: m.role, name: m.name, institution: institutionName({ ...m.institution, side: m.side }, language), personMonths: m.personMonths })),
    budget: c.budget.map((b) => ({ side: b.side, category: b.category, year: b.year, source: b.source, amount: cny(b.amountFen) })), requested: cny(d.requested_fen),
    narrative: c.narrative, documents: c.documents.map((x) => ({ id: x.id, code: x.code, name: x.name, bytes: x.bytes, sha256: x.sha256 })),
  };
}

/** A job for its owner; the problem is told in the reader's language, shortfalls included. */
export function presentJob(j: JobRow, language: Language) {
  const result = j.state === 'failed' ? null : j.result as Record<string, unknown> | null;
  return { id: j.id, kind: j.kind, state: j.state, progress: j.progress, problem: j.problem, detail: detailOf(j, language), infeasible: infeasibleOf(j), result };
}

function infeasibleOf(j: JobRow): Infeasible | null {
  const kept = (j.result as { infeasible?: unknown } | null)?.infeasible;
  return j.problem === 'assignment.infeasible' && typeof kept === 'string' ? JSON.parse(kept) as Infeasible : null;
}

function detailOf(j: JobRow, language: Language): string | null {
  if (j.problem === null || !isCode(j.problem)) return null;
  const values = (j.result ?? {}) as Record<string, unknown>;
  const infeasible = infeasibleOf(j);
  return problemText(j.problem, language, { ...values, ...(infeasible && { explanation: explain(infeasible.shortfalls, language) }) });
}
