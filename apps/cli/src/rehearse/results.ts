import { verifyAudit } from '#libs/identity/shared/audit-contract';
import { SIDES, type Side } from '#libs/kernel';
import type { Assigned } from './assignment.js';
import type { Competition } from './competition.js';
import { readDecisions, type Decision } from './decisions.js';
import { settledLetters } from './letters.js';
import { AssignmentFinder, type Ranking } from './reviews.js';

/** A file of the answer as rows of cells, the first one naming the columns. */
export type Table = string[][];

export interface Audit { entries: number; head: string; verified: boolean; roots: number; faults: string[] }

export interface Results { assignments: Table; ranking: Table; awards: Table; notifications: Table; audit: Audit | undefined }

/** How far the competition came. */
export interface Progress { assigned: Assigned[]; ranking: Ranking | undefined; voting: boolean }

/** Scores and affinities, with more decimals than any comparison needs. */
const decimals = (value: number | null | undefined) => (value === null || value === undefined ? '' : value.toFixed(8));

function assignmentTable(competition: Competition, assigned: readonly Assigned[]): Table {
  const finder = new AssignmentFinder(competition, assigned);
  const rows = assigned.map(({ applicationId, email, side, affinity }) => [competition.folderIdOf(applicationId), finder.addressOf(email), side, decimals(affinity)]);
  return [['application', 'reviewer', 'side', 'affinity'], ...rows];
}

function rankingTable(competition: Competition, ranking: Ranking | undefined): Table {
  const criteria = competition.folder.call.criteria.map(({ code }) => code);
  const rows = (ranking?.items ?? []).map((item) => [
    item.rank === null ? '' : String(item.rank), competition.folderIdOf(item.applicationId), decimals(item.overall), ...criteria.map((code) => decimals(item.criteria[code])),
    String(item.reviews), String(item.aboveThreshold), decimals(item.calibrated?.value),
  ]);
  return [['rank', 'application', 'overall', ...criteria, 'reviews', 'aboveThreshold', 'calibrated'], ...rows];
}

/**
 * What became of an application: the joint outcome once both sides have voted; without both votes it is pending, or not recommended
 * where it lies below the thresholds and nobody voted on it.
 */
export function outcomeOf(outcome: Decision['outcome'], votes: Record<Side, string>, recommended: boolean): string {
  if (outcome) return outcome.result;
  return !recommended && SIDES.every((side) => votes[side] === '') ? 'not-recommended' : 'pending';
}

function awardTable(competition: Competition, { ranking }: Progress, decisions: Record<Side, readonly Decision[]>): Table {
  const ranked = ranking?.items ?? [];
  const placeOf = (id: string) => ranked.findIndex((item) => item.applicationId === id);
  const rows = competition.alive.toSorted((a, b) => placeOf(a.id) - placeOf(b.id)).map(({ id, application }) => {
    const seen = (side: Side) => decisions[side].find((decision) => decision.applicationId === id);
    const voteOf = (side: Side) => seen(side)?.votes.find((vote) => vote.side === side)?.value ?? '';
    const votes = { KG: voteOf('KG'), CN: voteOf('CN') };
    const outcome = seen('KG')?.outcome ?? null;
    const recommended = !ranking || ranked.some((item) => item.applicationId === id && item.aboveThreshold);
    return [application.id, outcomeOf(outcome, votes, recommended), outcome?.reason ?? '', outcome?.amount?.amount ?? '', votes.KG, votes.CN];
  });
  return [['application', 'outcome', 'reason', 'amountCny', 'kg', 'cn'], ...rows];
}

/** Collects what the officers, co-chairs, the administrator and the auditor see at the end; what cannot be read is left empty and told. */
export async function collect(competition: Competition, progress: Progress, log: (line: string) => void): Promise<Results> {
  const { cast, signal } = competition;
  const read = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw error;
      log(`The ${what} could not be read: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const decisions = progress.voting ? await read('decisions', () => readDecisions(competition)) : undefined;
  const letters = await read('letters', () => settledLetters(cast.administrator, signal));
  return {
    assignments: assignmentTable(competition, progress.assigned),
    ranking: rankingTable(competition, progress.ranking),
    awards: awardTable(competition, progress, decisions ?? { KG: [], CN: [] }),
    // One that was no longer due before it could go out told nobody anything.
    notifications: [['recipient', 'language', 'template', 'state'], ...(letters ?? []).filter(({ state }) => state !== 'superseded').map(({ email, language, template, state }) => [email, language, template, state])],
    audit: await read('audit trail', () => cast.auditor.call(verifyAudit, {})),
  };
}
