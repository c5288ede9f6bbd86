import { CallRow } from '#libs/calls';
import type { PortfolioResult } from '#libs/optimizer';
import { Db, demand, hasRole, inThread, Jobs, Refused, refuse, type Actor, type JobContext } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { choosePortfolio } from './choose-portfolio.js';
import { candidatesOf, keepProposal, themesOf, type CandidateView } from './data/portfolio.queries.js';
import { canPropose, checkMinimums, listChoice, type ThemeMinimums } from './shared/portfolio.js';

const Input = z.object({ themeMin: z.record(z.string(), z.int()) });

/** A proposal beside the ranked list: the awards with the largest sum of overalls within places, budget and theme minimums. Asked for by an officer or a chair, worked out in a thread of a worker. */
@Injectable()
export class ProposePortfolio {
  constructor(private readonly db: Db, private readonly jobs: Jobs) {}

  /** Asks for a proposal; each person has their own. Refuses `call.wrong-state`, `theme.unknown`, `portfolio.over-places`, `job.running`. */
  request(actor: Actor, callId: string, { themeMin }: { themeMin: ThemeMinimums }) {
    return this.db.write(actor, async (tx) => {
      const call = await tx.repo(CallRow).findOneBy({ id: callId });
      if (!call) refuse('not-found');
      demand(canPropose(call.state));
      demand(checkMinimums(themeMin, await themesOf(tx, callId), call.places));
      const jobId = await this.jobs.request(tx, actor, 'portfolio', callId, { themeMin });
      tx.audit(`call:${callId}`, 'portfolio.requested', { job: jobId });
      return { jobId };
    });
  }

  /** The run itself, over what its owner may see: an application that a conflict hides takes no place in their proposal. */
  async work(job: JobContext): Promise<unknown> {
    const { actor, subject: callId } = job;
    if (!hasRole(actor, 'officer') && !hasRole(actor, 'chair')) throw new Refused('not-found');
    const { themeMin } = Input.parse(job.input);
    const found = await this.db.read(actor, async (tx) => ({ call: await tx.repo(CallRow).findOneBy({ id: callId }), candidates: await candidatesOf(tx, callId) }));
    const call = found.call ?? refuse('not-found');
    const list = listChoice(found.candidates, call);
    let told = Promise.resolve();
    const result = await inThread<typeof choosePortfolio>(new URL('./choose-portfolio.js', import.meta.url), 'choosePortfolio', { problem: problemOf(call, found.candidates, themeMin), compareWith: list }, {
      signal: job.signal, onProgress: (share) => { told = told.then(() => job.progress(100 * share)); },
    });
    await told;
    await this.keep(job, { call, candidates: found.candidates, list, themeMin, result });
    return {};
  }

  private keep(job: JobContext, f: { call: CallRow; candidates: readonly CandidateView[]; list: string[]; themeMin: ThemeMinimums; result: PortfolioResult }): Promise<void> {
    return this.db.write(job.actor, async (tx) => {
      const kept = await keepProposal(tx, job, {
        callId: f.call.id, applications: f.candidates.map(({ id }) => id), places: f.call.places, budgetFen: f.call.budgetFen, themeMin: f.themeMin, list: f.list, result: f.result,
      });
      tx.audit(`call:${f.call.id}`, kept ? 'portfolio.proposed' : 'portfolio.run-cancelled', { job: job.id });
    });
  }
}

/** Both sides pay out of one budget: what a request asks for from whom does not matter here. */
function problemOf(call: CallRow, candidates: readonly CandidateView[], themeMin: ThemeMinimums) {
  return {
    applications: candidates.map((c) => ({ id: c.id, score: c.overall, request: { KG: c.fen, CN: 0 }, theme: c.theme, institutions: [] })),
    places: call.places, jointBudget: call.budgetFen, themeMin: Object.fromEntries(Object.entries(themeMin).filter(([, least]) => least > 0)),
  };
}
