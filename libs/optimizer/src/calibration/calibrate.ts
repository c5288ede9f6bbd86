import { levelErrors } from './errors.js';
import { gridRanks, plugInRanks } from './expected-rank.js';
import type { Ranks } from './expected-rank.js';
import { fitRatios } from './fit.js';
import type { Fit } from './fit.js';
import { gridIntervals, plugInIntervals } from './intervals.js';
import type { Intervals } from './intervals.js';
import { MixedModel } from './mixed-model.js';
import { notesOn } from './notes.js';
import type { CalibrationNote } from './notes.js';
import { rawFigures } from './raw-figures.js';
import { indexScores } from './scores.js';
import type { Score } from './scores.js';

/** One application's figures, on the scale of the scores. */
export interface CalibratedApplication {
  id: string;
  reviews: number;
  /** Plain mean of its scores. */
  raw: number;
  /** What the model expects of it: leniency of its reviewers taken off, drawn toward the mean as far as its reviews leave it uncertain. */
  calibrated: number;
  /** Central 95 %. */
  low: number;
  high: number;
  /** 1 = best; the average place over all that the scores leave possible. */
  expectedRank: number;
}

export interface Calibration {
  mean: number;
  /** Standard error of the mean. */
  se: number;
  variance: { application: number; reviewer: number; residual: number };
  /** −2 log restricted likelihood, as lme4 prints it; null where there is nothing to fit. */
  remlCriterion: number | null;
  /** Groups of applications that no chain of common reviewers links, ids in order of appearance. */
  components: string[][];
  applications: CalibratedApplication[];
  /** What the reader must know; `notesInWords` says it in English. */
  notes: CalibrationNote[];
  /** Only where asked for: at [one x applications + other] the chance that `other` is better than `one`; an expected rank is 1 + the sum of a row. */
  chances?: Float64Array;
}

export interface CalibrationOptions {
  /** Whether to give `chances`, which take applications² numbers: with them expected ranks among some of the applications can be told. */
  readonly chances?: boolean;
}

/** Work (grid cells x operations) up to which variances are integrated over a grid. */
const GRID_WORK = 1e9;
const GRID_CELLS = 2304;

/**
 * Calibrates scores: score = mean + application + reviewer + error, crossed random effects by REML. The raw mean stands beside. Throws
 * RangeError for no scores at all or one that is not finite. A component of a applications and r reviewers costs O(min(a, r)³) for each of
 * some sixty evaluations, and as much for each cell of the grid in a small panel.
 */
export function calibrate(scores: readonly Score[], { chances: withChances = false }: CalibrationOptions = {}): Calibration {
  const indexed = indexScores(scores);
  const model = new MixedModel(indexed);
  const spread = indexed.value.some((value) => Math.abs(value) > 1e-12 * Math.max(1, Math.abs(indexed.centre)));
  if (!spread) return rawFigures(model, withChances);
  const free = {
    application: indexed.applications.length < scores.length && indexed.applications.length > 1,
    reviewer: indexed.reviewers.length < scores.length && indexed.reviewers.length > 1,
  };
  const fit = fitRatios(model, free);
  const effects = model.applicationEffects(fit.mean);
  const small = isSmall(model);
  const { low, high, ranks, chances } = small ? { ...gridIntervals(model, free), ...gridRanks(model, withChances) } : plugIn(model, fit, withChances);
  return {
    ...summaryOf(model, fit),
    applications: rawFigures(model, false).applications.map((figures, n) => ({
      ...figures,
      calibrated: indexed.centre + fit.mean + effects[n]!,
      low: indexed.centre + Math.min(low[n]!, fit.mean + effects[n]!),
      high: indexed.centre + Math.max(high[n]!, fit.mean + effects[n]!),
      expectedRank: ranks[n]!,
    })),
    notes: notesOn(model, fit, free, small),
    ...(chances && { chances }),
  };
}

/** Intervals and ranks at the fitted variances, for which errors are worked out once. */
function plugIn(model: MixedModel, fit: Fit, withChances: boolean): Intervals & Ranks {
  const errors = levelErrors(model, fit.ratioApplication, fit.meanVariance);
  return { ...plugInIntervals(model, fit, errors), ...plugInRanks(model, fit, errors, withChances) };
}

function isSmall({ components, scores }: MixedModel): boolean {
  const work = components.reduce((sum, { applications, reviewers }) => {
    const few = Math.min(applications.length, reviewers.length);
    return sum + few ** 3 / 6 + (applications.length * few ** 2) / 2;
  }, (scores.applications.length ** 2) * 4);
  return GRID_CELLS * work < GRID_WORK;
}

function summaryOf({ scores, components }: MixedModel, fit: Fit): Omit<Calibration, 'applications' | 'notes'> {
  return {
    mean: scores.centre + fit.mean,
    se: Math.sqrt(fit.residual * fit.meanVariance),
    variance: {
      application: fit.ratioApplication ** 2 * fit.residual, reviewer: fit.ratioReviewer ** 2 * fit.residual, residual: fit.residual,
    },
    remlCriterion: fit.criterion,
    components: components.map(({ applications }) => applications.map((application) => scores.applications[application] ?? '')),
  };
}
