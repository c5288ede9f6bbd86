import { levelErrors } from './errors.js';
import type { LevelErrors } from './errors.js';
import type { Fit } from './fit.js';
import type { MixedModel } from './mixed-model.js';
import { quantile, studentCdf } from './normal.js';

/** Bounds of the central 95 % for each application's level, counted from the centre of the scores. */
export interface Intervals {
  low: Float64Array;
  high: Float64Array;
}

const TAIL = 0.025;
const NORMAL_95 = 1.959964;
const CELLS = 24;
const NEGLIGIBLE = 1e-4;

/** Intervals as if the fitted variances, at which the model is factorised, were the true ones: for panels too large for a grid, where they are well known. */
export function plugInIntervals(model: MixedModel, fit: Fit, { variance }: LevelErrors): Intervals {
  const effects = model.applicationEffects(fit.mean);
  const half = variance.map((value) => NORMAL_95 * Math.sqrt(value * fit.residual));
  return { low: effects.map((effect, n) => fit.mean + effect - half[n]!), high: effects.map((effect, n) => fit.mean + effect + half[n]!) };
}

interface Cell {
  weight: number;
  level: Float64Array;
  error: Float64Array;
}

/**
 * Intervals that allow for not knowing the variances: the restricted likelihood is integrated over a grid of the two ratios, each with a
 * flat prior on ratio / (1 + ratio); given the ratios a level follows Student's t (the residual variance integrated out). No sampling.
 * Ratios that are held at zero stay there.
 */
export function gridIntervals(model: MixedModel, free: { application: boolean; reviewer: boolean }): Intervals {
  const cells = weigh(model, gridOf(free.application), gridOf(free.reviewer));
  const count = model.scores.applications.length;
  const freedom = model.scores.value.length - 1;
  const bounds = (share: number): Float64Array => Float64Array.from({ length: count }, (_, n) => {
    const centre = cells.reduce((sum, { weight, level }) => sum + weight * level[n]!, 0);
    const reach = cells.reduce((most, { error, level }) => Math.max(most, Math.abs(level[n]! - centre) + 40 * error[n]!), 0);
    const cdf = (x: number): number => cells.reduce((sum, { weight, level, error }) => (
      sum + weight * studentCdf((x - level[n]!) / error[n]!, freedom)
    ), 0);
    return quantile(cdf, share, centre - reach, centre + reach);
  });
  return { low: bounds(TAIL), high: bounds(1 - TAIL) };
}

function gridOf(free: boolean): number[] {
  if (!free) return [0];
  return Array.from({ length: CELLS }, (_, n) => (n + 0.5) / CELLS).map((share) => share / (1 - share));
}

function weigh(model: MixedModel, applications: readonly number[], reviewers: readonly number[]): Cell[] {
  const points = applications.flatMap((application) => reviewers.map((reviewer) => (
    { application, reviewer, evaluation: model.evaluate(application, reviewer) }
  )));
  const best = points.reduce((least, { evaluation }) => Math.min(least, evaluation.criterion), Infinity);
  const cells = points.flatMap(({ application, reviewer, evaluation }): Cell[] => {
    const weight = Math.exp((best - evaluation.criterion) / 2);
    if (weight < NEGLIGIBLE) return [];
    const { mean, residual, meanVariance } = model.evaluate(application, reviewer);
    const { variance } = levelErrors(model, application, meanVariance);
    const level = model.applicationEffects(mean).map((effect) => mean + effect);
    return [{ weight, level, error: variance.map((value) => Math.sqrt(value * residual)) }];
  });
  const sum = cells.reduce((total, { weight }) => total + weight, 0);
  return cells.map((cell) => ({ ...cell, weight: cell.weight / sum }));
}
