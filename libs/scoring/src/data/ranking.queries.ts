import type { StoredTitles } from '#libs/kernel';
import type { ReadTx, WriteTx } from '#libs/platform';
import type { CalibratedRanking } from '../calibrate-ranking.js';
import type { CalibrationNote, CountedReview } from '../shared/calibration.js';
import type { Reviewed, Standing } from '../shared/ranking.js';

export interface RankedApplication { id: string; number: string; title_en: string; title_local: StoredTitles; theme: string }
export type ReviewedApplication = RankedApplication & Reviewed;

const VISIBLE = 'and not a.id = any ((select hidden_applications())::uuid[])';
const IN_REVIEW = `a.state in ('under-review', 'recommended', 'not-recommended', 'awarded', 'on-reserve', 'refused')`;

/** Applications under review that the acting person may see, with their counted reviews: submitted, the assignment not void, and no conflict found since. */
export function reviewedApplications(tx: ReadTx, callId: string): Promise<ReviewedApplication[]> {
  return tx.rows<ReviewedApplication>(`select a.id, a.number, a.title_en, a.title_local, a.theme, coalesce((
      select json_agg(json_build_object('side', s.side, 'scores', (select json_object_agg(x.criterion, x.score::float8) from review_score x where x.assignment_id = r.assignment_id)))
      from review r join assignment s on s.id = r.assignment_id where r.application_id = a.id and r.state = 'submitted' and s.state <> 'void' and not has_conflict(r.person_id, a.id)), '[]') reviews
    from application a where a.call_id = $1 and ${IN_REVIEW} ${VISIBLE} order by a.number`, [callId]);
}

type CountedApplication = ReviewedApplication & { reviews: readonly CountedReview[] };

/** The same over all applications, once both sides have closed the reviews. */
export function allReviewedApplications(tx: ReadTx, callId: string): Promise<CountedApplication[]> {
  return tx.rows<CountedApplication>(`select a.id, a.number, a.title_en, a.title_local, a.theme, coalesce(k.reviews, '[]') reviews
    from application a left join counted_reviews($1) k on k.application_id = a.id where a.call_id = $1 and ${IN_REVIEW} order by a.number`, [callId]);
}

/** Assignments without a submitted review, of applications that the acting person may see. */
export async function outstandingReviews(tx: ReadTx, callId: string): Promise<number> {
  const row = await tx.row<{ n: number }>(`select count(*)::int n from assignment s join application a on a.id = s.application_id
    where s.call_id = $1 and s.state in ('published', 'accepted') and ${IN_REVIEW} ${VISIBLE}`, [callId]);
  return row?.n ?? 0;
}

export interface CalibratedView { value: number; low: number; high: number; expectedRank: number | null; reviewers: number[] }
export interface FrozenEntry extends RankedApplication {
  overall: number | null; criteria: Record<string, number>; reviews: number; valid: boolean; above_threshold: boolean; ranked: boolean; calibrated: CalibratedView | null;
}

/**
 * The ranking as it was closed, in its order, a lot's places among equals, without applications that were withdrawn since or that the acting person may not see. Their expected ranks are counted among what they see:
 * without the chances that one of those is the better one.
 */
export function frozenRanking(tx: ReadTx, callId: string): Promise<FrozenEntry[]> {
  return tx.rows<FrozenEntry>(`with seen as (select e.*, c.value, c.low, c.high, c.expected_rank, c.better, c.reviewers from ranking_place e join application a on a.id = e.application_id left join calibrated_entry c using (application_id)
      where e.call_id = $1 and a.state <> 'withdrawn' and not e.application_id = any ((select hidden_applications())::uuid[])),
    unseen as (select generate_series(1, (select max(cardinality(better)) from seen)) rank except select rank from seen)
    select a.id, a.number, a.title_en, a.title_local, a.theme, e.overall::float8 overall, e.criteria, e.reviews, e.valid, e.above_threshold, e.rank is not null ranked,
      case when e.value is not null then json_build_object('value', e.value, 'low', e.low, 'high', e.high, 'reviewers', e.reviewers,
        'expectedRank', round((e.expected_rank - coalesce((select sum(e.better[u.rank]) from unseen u), 0))::numeric, 6)) end calibrated
    from seen e join application a on a.id = e.application_id order by e.place nulls last, length(a.number), a.number collate "C"`, [callId]);
}

export interface CalibrationRow { reviewer_sd: number; notes: CalibrationNote[] }

export function calibrationOf(tx: ReadTx, callId: string): Promise<CalibrationRow | undefined> {
  return tx.row<CalibrationRow>('select reviewer_sd, notes from calibration where call_id = $1', [callId]);
}

/** Entries stored by one statement: each carries a chance for every other one. */
const CHUNK = 100;

/** Keeps the figures of a ranking that was just fixed. */
export async function keepCalibration(tx: WriteTx, callId: string, at: Date, found: CalibratedRanking): Promise<void> {
  await tx.rows('insert into calibration(call_id, mean, application_sd, reviewer_sd, residual_sd, notes, at) values ($1, $2, $3, $4, $5, $6, $7)',
    [callId, found.mean, found.applicationSd, found.reviewerSd, found.residualSd, found.notes, at]);
  for (let from = 0; from < found.entries.length; from += CHUNK) {
    await tx.rows(`insert into calibrated_entry(application_id, call_id, value, low, high, expected_rank, better, reviewers)
      select x.id, $1, x.value, x.low, x.high, x."expectedRank", x.better, x.reviewers
      from jsonb_to_recordset($2) x(id uuid, value float8, low float8, high float8, "expectedRank" float8, better float8[], reviewers int[])`,
    [callId, JSON.stringify(found.entries.slice(from, from + CHUNK))]);
  }
}

/** Fixes the ranking, moves the applications on and opens a first ballot for each. The caller holds a lock on the call. */
export async function freezeRanking(tx: WriteTx, callId: string, at: Date, entries: readonly { id: string; standing: Standing }[]): Promise<void> {
  const json = JSON.stringify(entries.map(({ id, standing: s }) => ({
    id, rank: s.rank, overall: s.overall, criteria: s.criteria, reviews: s.reviews, valid: s.valid, above: s.aboveThreshold, state: s.aboveThreshold ? 'recommended' : 'not-recommended',
  })));
  await tx.rows(`insert into ranking_entry(application_id, call_id, rank, overall, criteria, reviews, valid, above_threshold, at)
    select x.id, $1, x.rank, x.overall, x.criteria, x.reviews, x.valid, x.above, $2
    from jsonb_to_recordset($3) x(id uuid, rank int, overall numeric, criteria jsonb, reviews int, valid boolean, above boolean)`, [callId, at, json]);
  await tx.rows(`update application a set state = x.state, updated_at = $1, version = a.version + 1
    from jsonb_to_recordset($2) x(id uuid, state text) where a.id = x.id and a.state = 'under-review'`, [at, json]);
  await tx.rows('insert into ballot(application_id, round) select x.id, 1 from jsonb_to_recordset($1) x(id uuid)', [json]);
  await tx.rows(`update call set state = 'deciding', version = version + 1 where id = $1`, [callId]);
}
