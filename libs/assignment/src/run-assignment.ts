import { lockCall } from '#libs/calls';
import type { AssignmentSide } from '#libs/optimizer';
import { Db, demand, hasRole, inThread, Jobs, newId, Refused, systemActor, type Actor, type JobContext, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { draftFacts, findCall, insertProposed, type CallView, type NewAssignment } from './data/assignments.queries.js';
import { loadPool, type Pool } from './data/pool.queries.js';
import { keepRun } from './data/runs.queries.js';
import { AssignmentProposed } from './events.js';
import type { findPairs, Found, FoundPair } from './find-pairs.js';
import { infeasibleFor } from './infeasible.js';
import { canRun, type RunMode } from './shared/rules.js';

type Pairs = Extract<Found, { ok: true }>;
interface RunInput { mode?: RunMode }

/** Proposes the optimal assignment of a call: asked for by an officer, worked out by a worker, stored as a draft that replaces the one before. */
@Injectable()
export class RunAssignment {
  constructor(private readonly db: Db, private readonly jobs: Jobs) {}

  /** Asks for a run. Refuses `call.wrong-state`, `assignment.not-ready`, `assignment.already-published`, `job.running`. */
  request(actor: Actor, callId: string, mode: RunMode) {
    return this.db.write(actor, async (tx) => {
      const call = await lockCall<CallView>(tx, callId);
      demand(canRun(await draftFacts(tx, call, actor.at)));
      const jobId = await this.jobs.request(tx, actor, 'assign', callId, { mode } satisfies RunInput);
      tx.audit(`call:${callId}`, 'assignment.requested', { job: jobId, mode });
      return { jobId };
    });
  }

  /** The run itself. It covers every eligible application, also those that the officer who asked may not see: it acts for the call. */
  async work(job: JobContext): Promise<unknown> {
    if (!hasRole(job.actor, 'officer')) throw new Refused('not-found');
    const { call, pool } = await this.db.read(systemActor(job.actor.at), async (tx) => ({ call: await findCall(tx, job.subject), pool: await loadPool(tx, job.subject) }));
    if (!call) throw new Refused('not-found');
    await job.progress(10);
    let told = Promise.resolve();
    const wanted: Record<AssignmentSide, number> = { KG: call.reviewers_kg, CN: call.reviewers_cn, INT: call.reviewers_int };
    const { mode = 'total' } = job.input as RunInput;
    const found = await inThread<typeof findPairs>(new URL('./find-pairs.js', import.meta.url), 'findPairs', { pool, demand: wanted, mode }, {
      signal: job.signal, onProgress: (share) => { told = told.then(() => job.progress(10 + 80 * share)); },
    });
    await told;
    if (!found.ok) throw await this.db.read(job.actor, (tx) => infeasibleFor(tx, pool, found));
    return this.propose(job, pool, found, mode);
  }

  /** Stores the draft and ends the job in one transaction: a job that was cancelled meanwhile stores nothing. */
  private propose(job: JobContext, pool: Pool, found: Pairs, mode: RunMode): Promise<unknown> {
    const rows = numbered(found.pairs);
    // No figure here: the owner may come to be in conflict with what it counts.
    const result = { optimal: true };
    return this.db.write(job.actor, async (tx) => {
      const call = await lockCall<CallView>(tx, job.subject);
      const mine = await tx.row(`update job set state = 'done', progress = 100, result = $2, ended_at = $3 where id = $1 and state = 'running' returning id`,
        [job.id, JSON.stringify(result), job.actor.at]);
      if (!mine) {
        tx.audit(`call:${call.id}`, 'assignment.run-cancelled', { job: job.id });
        return null;
      }
      demand(canRun(await draftFacts(tx, call, job.actor.at)));
      await this.sameApplications(tx, call.id, pool);
      await tx.rows('select clear_proposals($1)', [call.id]);
      await insertProposed(tx, call.id, job.actor.at, rows);
      const figures = {
        total: found.total, lowest: found.lowest, fairnessBound: found.fairness?.bound ?? null, fairnessCost: found.fairness?.cost ?? null, pairsChecked: found.pairsChecked,
        minimumsDropped: !found.given.minimums, exchangesAllowed: found.given.exchanges === 'allowed', internationalMissing: found.internationalMissing,
      };
      await keepRun(tx, { jobId: job.id, callId: call.id, mode, violations: found.violations, personId: job.actor.personId, at: job.actor.at, figures });
      tx.audit(`call:${call.id}`, 'assignment.proposed', { job: job.id, mode, pairs: rows.length, total: found.total, lowest: found.lowest });
      tx.emit(AssignmentProposed.type, { callId: call.id, jobId: job.id });
      return result;
    });
  }

  /** An application withdrawn during the run makes its result stale. */
  private async sameApplications(tx: WriteTx, callId: string, pool: Pool): Promise<void> {
    const now = await tx.rows<{ id: string }>(`select id from application where call_id = $1 and state = 'eligible' order by number`, [callId]);
    if (now.length !== pool.applications.length || now.some((a, n) => a.id !== pool.applications[n]?.id)) throw new Refused('assignment.not-ready');
  }
}

/** Rows with the reviews of each application numbered 1…n at random, so that a number tells nothing of its reviewer. */
function numbered(pairs: readonly FoundPair[]): NewAssignment[] {
  const byApplication = new Map<string, FoundPair[]>();
  for (const p of pairs) byApplication.set(p.application.id, [...byApplication.get(p.application.id) ?? [], p]);
  return [...byApplication.values()].flatMap((group) => {
    const numbers = shuffled(group.length);
    return group.map((p, n) => ({
      id: newId(), application_id: p.application.id, person_id: p.reviewer.id, side: p.reviewer.side, affinity: p.affinity, number: numbers[n] ?? n + 1,
    }));
  });
}

function shuffled(count: number): number[] {
  const numbers: number[] = [];
  for (let n = 1; n <= count; n++) numbers.splice(randomInt(n), 0, n);
  return numbers;
}
