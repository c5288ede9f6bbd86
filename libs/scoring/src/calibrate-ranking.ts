import { calibrate, type Calibration } from '#libs/optimizer';
import type { CalibrationNote, OverallScore } from './shared/calibration.js';

/** Figures of one application. Its expected rank is counted among those that are ranked: 1 + the sum of `better`, the chance of each of them, in their order, to be better. */
export interface CalibratedFigures { id: string; value: number; low: number; high: number; expectedRank: number | null; better: number[] | null; reviewers: number[] }
export interface CalibratedRanking { mean: number; applicationSd: number; reviewerSd: number; residualSd: number; notes: CalibrationNote[]; entries: CalibratedFigures[] }

/** Chances are kept in millionths: shorter, and sums of them have no traces of what was taken away. */
const MILLION = 1e6;

/**
 * Calibrates the overalls of all counted reviews; `ranked` are the ids that have a rank, in their order. Applications without a review are absent. Undefined
 * without any score. Takes up to some seconds: run it in a thread.
 */
export function calibrateRanking({ scores, ranked }: { scores: readonly OverallScore[]; ranked: readonly string[] }): CalibratedRanking | undefined {
  if (scores.length === 0) return undefined;
  const found = calibrate(scores.map((s) => ({ ...s, reviewer: String(s.reviewer) })), { chances: true });
  const places = new Map(found.applications.map(({ id }, place) => [id, place]));
  const rankedPlaces = ranked.flatMap((id) => places.get(id) ?? []);
  const isRanked = new Set(rankedPlaces);
  const reviewers = new Map<string, number[]>();
  for (const { application, reviewer } of scores) reviewers.set(application, [...reviewers.get(application) ?? [], reviewer]);
  return {
    mean: found.mean, applicationSd: Math.sqrt(found.variance.application), reviewerSd: Math.sqrt(found.variance.reviewer), residualSd: Math.sqrt(found.variance.residual), notes: found.notes,
    entries: found.applications.map(({ id, calibrated, low, high }, place) => {
      const better = isRanked.has(place) ? chancesOf(found, place, rankedPlaces) : null;
      const expectedRank = better && Math.round(better.reduce((sum, chance) => sum + chance, 1) * MILLION) / MILLION;
      return { id, value: calibrated, low, high, better, expectedRank, reviewers: reviewers.get(id) ?? [] };
    }),
  };
}

function chancesOf({ chances, applications }: Calibration, one: number, others: readonly number[]): number[] {
  return others.map((other) => Math.round((chances?.[one * applications.length + other] ?? 0) * MILLION) / MILLION);
}
