import { approveRanking, readRanking, readReview, saveReview, submitReview, type RankingSchema } from '#libs/scoring/shared/contract';
import { SIDES } from '#libs/kernel';
import type { z } from 'zod';
import type { Assigned } from './assignment.js';
import type { Competition } from './competition.js';
import { inParallel } from './concurrency.js';
import type { FolderReview } from './folder/folder.js';
import type { Tally } from './journal.js';

export type Ranking = z.output<typeof RankingSchema>;
type Row = FolderReview & { id: string; order: number };

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Finds the assignment that a row of the file means. */
export class AssignmentFinder {
  private readonly listed: ReadonlyMap<string, string>;

  constructor(competition: Competition, private readonly items: readonly Assigned[]) {
    this.listed = new Map(competition.folder.reviewers.map((reviewer) => [reviewer.email, reviewer.listed]));
  }

  /** The address of an account as reviewers.csv has it. */
  addressOf(email: string): string {
    return this.listed.get(email) ?? email;
  }

  find(applicationId: string, reviewer: FolderReview['reviewer']): Assigned | undefined {
    const ofApplication = this.items.filter((item) => item.applicationId === applicationId);
    if ('email' in reviewer) return ofApplication.find((item) => item.email === reviewer.email);
    const ofSide = ofApplication.filter((item) => item.side === reviewer.side);
    return ofSide.toSorted((a, b) => byText(this.addressOf(a.email), this.addressOf(b.email)))[reviewer.n - 1];
  }
}

async function play(competition: Competition, row: Row, assignment: Assigned): Promise<unknown> {
  const reviewer = competition.cast.as(assignment.email);
  const params = { id: assignment.id };
  const { version } = await reviewer.call(readReview, { params });
  await reviewer.call(saveReview, { params, version, body: { scores: row.scores, commentToApplicants: '', commentToPanel: row.comment, competence: null } });
  return reviewer.call(submitReview, { params });
}

/** Each reviewer writes and submits the own reviews in the order of the file. */
export async function reviewAll(competition: Competition, finder: AssignmentFinder, tally: Tally): Promise<void> {
  const rows: Row[] = competition.playable(competition.folder.reviews).map((row, order) => ({ ...row, order }));
  competition.noteSkipped('Reviews');
  const byReviewer = new Map<string, { row: Row; assignment: Assigned }[]>();
  for (const row of rows) {
    const assignment = finder.find(row.id, row.reviewer);
    if (!assignment) {
      tally.refuse(row.item, 'not-found', 'This reviewer is not assigned to the application.', row.order);
      continue;
    }
    const own = byReviewer.get(assignment.email) ?? [];
    byReviewer.set(assignment.email, [...own, { row, assignment }]);
  }
  await inParallel([...byReviewer.values()], async (own) => {
    for (const { row, assignment } of own) if (await tally.attempt(row.item, row.order, () => play(competition, row, assignment))) tally.accept();
  });
}

/** Both officers close the reviews as they are; answers the ranking. */
export async function closeRanking(competition: Competition, tally: Tally): Promise<Ranking> {
  const { cast, callId } = competition;
  return tally.must('call', async () => {
    for (const side of SIDES) await cast.officers[side].call(approveRanking, { params: { id: callId }, body: { withOutstanding: true } });
    const ranking = await cast.officers.KG.call(readRanking, { params: { id: callId } });
    tally.accept(ranking.items.length);
    return ranking;
  });
}
