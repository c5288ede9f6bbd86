import type { PersonName } from '#libs/kernel';
import type { ReadTx, WriteTx } from '#libs/platform';
import type { RunMode } from '../shared/rules.js';

/** What a run found, in affinities; `null` in total mode, which does not look for fairness. */
export interface RunFigures {
  total: number; lowest: number; fairnessBound: number | null; fairnessCost: number | null; pairsChecked: number;
  minimumsDropped: boolean; exchangesAllowed: boolean; internationalMissing: number;
}
export interface RunView extends PersonName { mode: RunMode; violations: number; at: Date; figures: RunFigures }

/** Keeps what a run found beside the draft that it made. */
export async function keepRun(tx: WriteTx, run: { jobId: string; callId: string; mode: RunMode; violations: number; personId: string | null; at: Date; figures: RunFigures }): Promise<void> {
  const { figures: f } = run;
  await tx.rows(`insert into assignment_run(job_id, call_id, mode, total, lowest, fairness_bound, fairness_cost, violations, pairs_checked, minimums_dropped,
      exchanges_allowed, international_missing, by_person, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
  [run.jobId, run.callId, run.mode, f.total, f.lowest, f.fairnessBound, f.fairnessCost, run.violations, f.pairsChecked, f.minimumsDropped,
    f.exchangesAllowed, f.internationalMissing, run.personId, run.at]);
}

/** The latest run of a call. */
export async function latestRun(tx: ReadTx, callId: string): Promise<RunView | undefined> {
  return tx.row<RunView>(`select r.mode, r.violations, r.at, p.family, p.given, p.patronymic, p.native_name "nativeName",
      json_build_object('total', r.total::float8, 'lowest', r.lowest::float8, 'fairnessBound', r.fairness_bound::float8, 'fairnessCost', r.fairness_cost::float8, 'pairsChecked', r.pairs_checked,
        'minimumsDropped', r.minimums_dropped, 'exchangesAllowed', r.exchanges_allowed, 'internationalMissing', r.international_missing) figures
    from assignment_run r join person p on p.id = r.by_person where r.call_id = $1 order by r.n desc limit 1`, [callId]);
}

/** Whether a conflict hides any application of the call from the viewer; figures over all applications would betray it. */
export async function hidesAny(tx: ReadTx, callId: string): Promise<boolean> {
  return await tx.row('select 1 from application where call_id = $1 and submitted_at is not null and id = any ((select hidden_applications())::uuid[])', [callId]) !== undefined;
}
