import { HOUR_MS } from '#libs/kernel';
import { enrol, type Cast } from './accounts.js';
import { announce, countRegister } from './announcement.js';
import { assignAll } from './assignment.js';
import { publishCall } from './call.js';
import { Competition } from './competition.js';
import { voteAll } from './decisions.js';
import { draftAll } from './drafting.js';
import type { Folder } from './folder/folder.js';
import { Journal, Stopped } from './journal.js';
import { visitor, type Connection } from './participant.js';
import type { Report } from './report.js';
import { collect, type Progress, type Results } from './results.js';
import { AssignmentFinder, closeRanking, reviewAll } from './reviews.js';
import type { RehearsalServer } from './server.js';
import { checkAll, submitAll } from './submission.js';

export interface Stage { folder: Folder; server: RehearsalServer; signal: AbortSignal; log: (line: string) => void }

/** Before the opening and before the first submission, so that time only goes forward. */
function beginning({ call, applications }: Folder): Date {
  const closes = Date.parse(call.closesAt);
  const first = Math.min(...applications.map(({ submitAt }) => closes + submitAt * 1000), Date.parse(call.opensAt));
  return new Date(Math.floor(first) - 2 * HOUR_MS);
}

class Rehearsal {
  private readonly journal: Journal;
  private readonly connection: Connection;
  private readonly progress: Progress = { assigned: [], ranking: undefined, voting: false };
  private competition: Competition | undefined;
  private announced = false;

  constructor(private readonly stage: Stage) {
    this.journal = new Journal(stage.log);
    this.connection = { base: stage.server.base, signal: stage.signal };
  }

  async run(): Promise<{ report: Report; results: Results | undefined }> {
    const began = performance.now();
    try {
      await this.play();
    } catch (error) {
      if (this.stage.signal.aborted) throw error;
      this.stage.log(error instanceof Stopped ? `Stopped: ${error.message}` : `Stopped: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    }
    const results = this.competition && await collect(this.competition, this.progress, this.stage.log);
    const report: Report = {
      outcome: this.announced ? 'announced' : 'stopped', phases: this.journal.phases, refusals: this.journal.refusals,
      auditVerified: results?.audit?.verified ?? false, seconds: (performance.now() - began) / 1000,
    };
    return { report, results };
  }

  private async play(): Promise<void> {
    const { folder, server, signal, log } = this.stage;
    const { journal } = this;
    await server.clock.set(beginning(folder));
    const cast: Cast = await journal.phase('accounts', (tally) => enrol(folder, this.connection, server.appUrl, server.clock.at, tally));
    const competition = new Competition(folder, cast, server.clock, signal, log);
    this.competition = competition;
    competition.callId = await journal.phase('call', (tally) => publishCall(folder, cast, tally));
    await server.clock.forward(HOUR_MS);
    await journal.phase('applications', (tally) => draftAll(competition, tally));
    await journal.phase('submission', (tally) => submitAll(competition, tally));
    await server.clock.set(new Date(Math.max(server.clock.at.getTime(), Date.parse(folder.call.closesAt)) + HOUR_MS));
    await journal.phase('checks', (tally) => checkAll(competition, tally));
    await this.judge(competition);
  }

  private async judge(competition: Competition): Promise<void> {
    const { journal, progress } = this;
    const { clock } = competition;
    progress.assigned = await journal.phase('assignment', (tally) => assignAll(competition, tally));
    await clock.forward(HOUR_MS);
    const finder = new AssignmentFinder(competition, progress.assigned);
    await journal.phase('reviews', (tally) => reviewAll(competition, finder, tally));
    await clock.forward(HOUR_MS);
    const ranking = await journal.phase('ranking', (tally) => closeRanking(competition, tally));
    progress.ranking = ranking;
    progress.voting = true;
    await clock.forward(HOUR_MS);
    await journal.phase('decision', (tally) => voteAll(competition, ranking, tally));
    await journal.phase('announcement', (tally) => announce(competition, tally));
    this.announced = true;
    this.stage.log(`The public register shows ${await countRegister(visitor(this.connection), competition.callId)} awards`);
  }
}

/** Plays a competition to its announcement, or to where it cannot go on. Throws only when it is told to stop. */
export function playCompetition(stage: Stage): Promise<{ report: Report; results: Results | undefined }> {
  return new Rehearsal(stage).run();
}
