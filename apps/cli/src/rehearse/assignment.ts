import {
  addAssignment, answerAssignment, approveAssignments, importAffinities, importReviewers, listAssignments, listMyAssignments, readJob, runAssignment, type AssignmentsSchema,
} from '#libs/assignment/shared/contract';
import { reportConflict } from '#libs/conflicts/shared/contract';
import { isProblem, SIDES } from '#libs/kernel';
import type { z } from 'zod';
import type { Competition } from './competition.js';
import { chunksOf, inParallel, until } from './concurrency.js';
import type { Tally } from './journal.js';
import type { Participant } from './participant.js';

export type Assigned = z.output<typeof AssignmentsSchema>['items'][number];

const REVIEWERS_AT_ONCE = 200;
const AFFINITIES_AT_ONCE = 5_000;
/** More than any competition has applications: no limit of the load. */
const NO_LIMIT = 1_000;
const JOB_SECONDS = 600;

async function fillPool(competition: Competition, officer: Participant): Promise<void> {
  for (const some of chunksOf(competition.folder.reviewers, REVIEWERS_AT_ONCE)) {
    const reviewers = some.map(({ email, side, minLoad, maxLoad, themes, keywords }) => ({ email, side, minLoad, maxLoad: maxLoad ?? NO_LIMIT, themes, keywords }));
    await officer.call(importReviewers, { params: { id: competition.callId }, body: { reviewers } });
  }
}

async function reportConflicts(competition: Competition, officer: Participant, tally: Tally): Promise<void> {
  for (const [n, { id, item, email, reason }] of competition.playable(competition.folder.conflicts).entries()) {
    await tally.attempt(item, n, async () => {
      try {
        await officer.call(reportConflict, { params: { id }, body: { email, reason } });
      } catch (error) {
        // A pair that the file names twice.
        if (!isProblem(error, 'conflict.already-known')) throw error;
      }
    });
  }
}

async function setAffinities(competition: Competition, officer: Participant): Promise<void> {
  const live = competition.playable(competition.folder.affinities ?? []);
  const last = new Map(live.map(({ id, email, affinity }) => [`${id} ${email}`, { applicationId: id, email, affinity }]));
  for (const affinities of chunksOf([...last.values()], AFFINITIES_AT_ONCE)) {
    await officer.call(importAffinities, { params: { id: competition.callId }, body: { affinities } });
  }
}

async function assignByHand(competition: Competition, officer: Participant, tally: Tally): Promise<void> {
  const offset = competition.folder.conflicts.length;
  for (const [n, { id, item, email }] of competition.playable(competition.folder.assignments ?? []).entries()) {
    if (await tally.attempt(item, offset + n, () => officer.call(addAssignment, { params: { id: competition.callId }, body: { applicationId: id, email } }))) tally.accept();
  }
}

async function assignByOptimiser(competition: Competition, officer: Participant, tally: Tally): Promise<void> {
  const { jobId } = await officer.call(runAssignment, { params: { id: competition.callId } });
  const job = await until('the assignment', JOB_SECONDS, competition.signal, async () => {
    const one = await officer.call(readJob, { params: { id: jobId } });
    return one.state === 'queued' || one.state === 'running' ? undefined : one;
  });
  if (job.state !== 'done') tally.stop('call', job.problem ?? 'assignment.infeasible', job.detail === null ? undefined : competition.inFolderTerms(job.detail));
}

/** Everybody who is assigned declares no conflict and accepts. */
async function acceptAll(competition: Competition, items: readonly Assigned[], tally: Tally): Promise<void> {
  const reviewers = [...new Set(items.map(({ email }) => email))].sort();
  await inParallel(reviewers, async (email, n) => {
    const reviewer = competition.cast.as(email);
    const mine = await reviewer.call(listMyAssignments, {});
    for (const { id } of mine.items.filter(({ state }) => state === 'published')) {
      const about = items.find((item) => item.id === id);
      const item = `${about ? competition.folderIdOf(about.applicationId) : 'call'}/${email}`;
      // After the rows of the files, in order of reviewer.
      await tally.attempt(item, 1_000_000 + n, () => reviewer.call(answerAssignment, { params: { id }, body: { conflict: false, accept: true } }));
    }
  });
}

/** Fills the pool, assigns by the file or by the optimiser, publishes with both approvals; answers the accepted assignments. */
export async function assignAll(competition: Competition, tally: Tally): Promise<Assigned[]> {
  const { cast, callId, folder } = competition;
  const officer = cast.officers.KG;
  await tally.must('call', () => fillPool(competition, officer));
  await reportConflicts(competition, officer, tally);
  await tally.must('call', () => setAffinities(competition, officer));
  if (folder.assignments) await assignByHand(competition, officer, tally);
  else await tally.must('call', () => assignByOptimiser(competition, officer, tally));
  competition.noteSkipped('Rows of conflicts, affinities and assignments');
  await tally.must('call', async () => {
    for (const side of SIDES) await cast.officers[side].call(approveAssignments, { params: { id: callId } });
  });
  const { items } = await officer.call(listAssignments, { params: { id: callId } });
  await acceptAll(competition, items, tally);
  if (!folder.assignments) tally.accept(items.length);
  return items;
}
