import { fileCheck } from '#libs/applications/shared/contract';
import { answerAssignment, approveAssignments, importAffinities, importReviewers, listMyAssignments, runAssignment } from '#libs/assignment/shared/contract';
import { approveCall, createCall } from '#libs/calls/shared/contract';
import type { Content } from '#libs/calls';
import { reportConflict } from '#libs/conflicts/shared/contract';
import { DAY_MS, plus, SIDES } from '#libs/kernel';
import { commitment } from '#libs/optimizer';
import { Jobs } from '#libs/platform';
import { commitToLot, revealLotSecret } from '#libs/scoring/shared/lot-contract';
import { approveRanking, readReview, saveReview, submitReview } from '#libs/scoring/shared/contract';
import type { Cast } from './cast.js';
import data from './demo-data.json' with { type: 'json' };
import type { InProcess } from './system-in-process.js';
import { demoApplication, signAndSubmit, writeApplication } from './write-application.js';

const COMMENTS = [
  'The objectives are clear and can be reached in the time asked for.', 'The division of work between the two sides is convincing; the schedule of the second year is tight.',
  'The methods fit the question. The plan for data sharing should name a repository.', 'A good team. The users of the results should be involved earlier.',
  'The risks are named, the answers to them are general.', 'The budget is plausible; travel could be lower.',
];

/** Publishes a call by both officers; answers its id. The clock must stand before `opensAt`. */
export async function publishCall(cast: Cast, content: Content): Promise<string> {
  const kg = await cast.as('officer.kg');
  const draft = await kg(createCall, { body: content });
  const once = await kg(approveCall, { params: { id: draft.id }, version: draft.version });
  await (await cast.as('officer.cn'))(approveCall, { params: { id: draft.id }, version: once.version });
  return draft.id;
}

/** Writes and submits applications of the data within the call's window; answers their ids. */
export async function submitAll(cast: Cast, callId: string, declarations: string[], ids: readonly string[]): Promise<string[]> {
  const made = [];
  for (const id of ids) {
    const a = demoApplication(id);
    const applicationId = await writeApplication(cast, callId, a);
    await signAndSubmit(cast, applicationId, declarations, { KG: a.leadKg, CN: a.leadCn });
    made.push(applicationId);
  }
  return made;
}

const isOf = (side: 'KG' | 'CN', most: number) => (r: { side: string }, n: number) => r.side === side && data.reviewers.slice(0, n).filter((x) => x.side === side).length < most;

/** `perSide`: reviewers of the data in the pool; `ownLoad`: reviews that the demo's own reviewers take at most. */
const WHOLE_POOL = { perSide: data.reviewers.length, ownLoad: 3 };

/** From the closed call to one whose assignment can be run: all applications pass both checks, and reviewers are in the pool. */
export async function prepareAssignment(cast: Cast, callId: string, applications: readonly string[], { perSide, ownLoad } = WHOLE_POOL): Promise<void> {
  const officers = [await cast.as('officer.kg'), await cast.as('officer.cn')];
  for (const id of applications) for (const officer of officers) await officer(fileCheck, { params: { id }, body: { verdict: 'pass', reason: null, note: '' } });
  const themes = data.applications.map((a) => a.theme);
  const reviewers = [
    ...(['KG', 'CN'] as const).flatMap((side) => data.reviewers.filter(isOf(side, perSide))).map((r) => ({ email: r.email, side: r.side as 'KG' | 'CN', minLoad: 0, maxLoad: 3, themes: r.themes, keywords: r.keywords })),
    ...(['KG', 'CN'] as const).map((side) => ({ email: cast.email(`reviewer.${side.toLowerCase()}`), side, minLoad: 1, maxLoad: ownLoad, themes: [...new Set(themes)], keywords: [] })),
  ];
  await (await cast.as('officer.kg'))(importReviewers, { params: { id: callId }, body: { reviewers } });
}

/** What officers know beside themes and keywords: a conflict that no table shows, and judgements of their own about pairs. Fairness comes to cost something. */
export async function addJudgements(cast: Cast, callId: string, applications: readonly string[]): Promise<void> {
  const kg = await cast.as('officer.kg');
  const [first = '', second = '', , fourth = ''] = applications;
  const [one, other] = data.reviewers.filter((r) => r.side === 'KG');
  if (!one || !other) throw new Error('the demo has no reviewers');
  await kg(reportConflict, { params: { id: first }, body: { email: one.email, reason: 'They run a project together that ends next year.' } });
  await kg(importAffinities, { params: { id: callId }, body: { affinities: [
    { applicationId: first, email: other.email, affinity: 0.85 }, { applicationId: second, email: one.email, affinity: 0.35 },
    ...['reviewer.kg', 'reviewer.cn'].map((name) => ({ applicationId: fourth, email: cast.email(name), affinity: 0.9 })),
  ] } });
}

/** From the closed call to published assignments, each accepted. */
export async function assignAll(system: InProcess, cast: Cast, callId: string, applications: readonly string[]): Promise<void> {
  await prepareAssignment(cast, callId, applications);
  const officers = [await cast.as('officer.kg'), await cast.as('officer.cn')];
  const kg = await cast.as('officer.kg');
  const { jobId } = await kg(runAssignment, { params: { id: callId } });
  await system.app.get(Jobs).run(jobId);
  for (const officer of officers) await officer(approveAssignments, { params: { id: callId } });
}

/** The score of applications on which all agree. */
const ALIKE = 4;

/** Points by which each reviewer of the cast departs from the others. */
const LENIENCY = [0.5, -0.4, 0, 0.3, -0.6];

export interface Reviewing { finish: boolean; /** Places in the order of submission of applications on which all reviewers agree, and on each criterion alike. */ alike?: readonly number[]; /** Reviewers (account names) who stay with a draft to be finished. */ leaveTo?: readonly string[] }

/** Reviewers accept, score and submit; those in `leaveTo` keep one accepted review in draft. Scores follow a fixed pattern so that the ranking has a spread; some reviewers are stricter. */
export async function reviewAll(cast: Cast, how: Reviewing): Promise<void> {
  const names = [...data.reviewers.map((r) => r.email), 'reviewer.kg', 'reviewer.cn'];
  for (const [n, name] of names.entries()) {
    const reviewer = await cast.as(name);
    const { items } = await reviewer(listMyAssignments, {});
    for (const a of items.filter((i) => i.state === 'published')) {
      await reviewer(answerAssignment, { params: { id: a.id }, body: { conflict: false, accept: true } });
      const leave = how.leaveTo?.includes(name) ?? false;
      if (!how.finish && !leave && n % 3 === 0) continue;
      const rank = Number(a.number.slice(-4));
      const base = 4.4 - 0.3 * (rank - 1) + (LENIENCY[n % LENIENCY.length] ?? 0) + ((n * 3 + rank * 5) % 7 - 3) * 0.08;
      const score = (k: number) => (how.alike?.includes(rank) ? ALIKE : Math.max(1, Math.min(5, Math.round((base + ((n + k + rank) % 3 - 1) * 0.5) * 2) / 2)));
      const scores = { quality: score(0), 'joint-value': score(1), impact: score(2), implementation: score(3), budget: score(4) };
      const { version } = await reviewer(readReview, { params: { id: a.id } });
      const body = { scores: leave ? { quality: scores.quality, impact: scores.impact } : scores, commentToApplicants: COMMENTS[(n + rank) % COMMENTS.length] ?? '', commentToPanel: '', competence: 4 };
      await reviewer(saveReview, { params: { id: a.id }, version, body });
      if (!leave) await reviewer(submitReview, { params: { id: a.id } });
    }
  }
}

/** Both officers close the reviews: the ranking is fixed and the votes open. */
export async function closeReviews(cast: Cast, callId: string): Promise<void> {
  for (const name of ['officer.kg', 'officer.cn']) await (await cast.as(name))(approveRanking, { params: { id: callId }, body: { withOutstanding: false } });
}

/** Both sides draw the lot among equal applications. */
export async function drawLot(cast: Cast, callId: string): Promise<void> {
  const secrets = { KG: 'Demo secret of the Kyrgyz side', CN: 'Demo secret of the Chinese side' };
  for (const side of SIDES) await (await cast.as(`officer.${side.toLowerCase()}`))(commitToLot, { params: { id: callId }, body: { commitment: commitment(side, secrets[side]) } });
  for (const side of SIDES) await (await cast.as(`officer.${side.toLowerCase()}`))(revealLotSecret, { params: { id: callId }, body: { secret: secrets[side] } });
}

/** Moves the demo's clock to `days` from its present. */
export function leap(system: InProcess, days: number): void {
  system.clock.at = plus(system.clock.at, days * DAY_MS);
}
