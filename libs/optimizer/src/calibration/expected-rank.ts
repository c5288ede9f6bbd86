import { levelErrors } from './errors.js';
import type { LevelErrors } from './errors.js';
import type { Fit } from './fit.js';
import type { MixedModel } from './mixed-model.js';
import { normalCdf } from './normal.js';

/** Width of the score scale for which the priors below were made (grades 1 to 6). */
const MODEL_SCALE = 5;
const CELLS = 48;
const NEGLIGIBLE = 1e-5;
/** Above this many applications differences are taken as independent: the covariances would cost more than they are worth. */
const JOINT = 400;

/** Expected ranks (1 = best): 1 + the sum of the chances that another application is better. */
export interface Ranks {
  readonly ranks: Float64Array;
  /** Only where asked for: at [one x applications + other] the chance that `other` is better than `one`. */
  readonly chances: Float64Array | undefined;
}

function noRanks(model: MixedModel, withChances: boolean): Ranks {
  const count = model.scores.applications.length;
  return { ranks: new Float64Array(count), chances: withChances ? new Float64Array(count * count) : undefined };
}

/** Expected ranks at the fitted variances, at which the model is factorised. */
export function plugInRanks(model: MixedModel, fit: Fit, errors: LevelErrors, withChances: boolean): Ranks {
  const found = noRanks(model, withChances);
  addRanks(found, 1, model.applicationEffects(fit.mean), errors, fit.residual);
  return found;
}

/**
 * Expected ranks under the Bayesian model of the Swiss National Science Foundation (Heyard, Ott, Salanti and Egger 2022, "Rethinking the
 * funding line at the Swiss National Science Foundation"), without sampling. Its priors, for grades 1 to 6: SDs of proposals, of the
 * assessor's effect on each vote and of the residual uniform on (0, 2); an assessor's leniency normal with SD 0.5; the mean known. One
 * vote each, so the last two add up to one SD s, whose prior is s·π/2 below 2 and falls to zero at 2√2: two dimensions remain, which are
 * summed over a grid; given them all is normal. Scores on a wider scale are measured in units of their range.
 */
export function gridRanks(model: MixedModel, withChances: boolean): Ranks {
  const { value } = model.scores;
  const unit = Math.max(1, (value.reduce((most, v) => Math.max(most, v), -Infinity) - value.reduce((least, v) => Math.min(least, v), Infinity)) / MODEL_SCALE);
  const cells: { proposal: number; noise: number; log: number }[] = [];
  for (let p = 0; p < CELLS; p += 1) {
    for (let n = 0; n < CELLS; n += 1) {
      const proposal = (2 * (p + 0.5)) / CELLS;
      const noise = (2 * Math.SQRT2 * (n + 0.5)) / CELLS;
      const { logDeterminant, yY } = model.sumsAt(proposal / noise, 0.5 / noise);
      const log = Math.log(noisePrior(noise)) - value.length * Math.log(noise) - 0.5 * (logDeterminant + yY / (noise * unit) ** 2);
      cells.push({ proposal, noise, log });
    }
  }
  const most = cells.reduce((best, { log }) => Math.max(best, log), -Infinity);
  const likely = cells.map((cell) => ({ ...cell, weight: Math.exp(cell.log - most) })).filter(({ weight }) => weight >= NEGLIGIBLE);
  const weights = likely.reduce((sum, { weight }) => sum + weight, 0);
  const found = noRanks(model, withChances);
  for (const { proposal, noise, weight } of likely) {
    model.sumsAt(proposal / noise, 0.5 / noise);
    addRanks(found, weight / weights, model.applicationEffects(0), levelErrors(model, proposal / noise, 0), (noise * unit) ** 2);
  }
  return found;
}

/** Density, up to a factor, of the root of the sum of squares of two SDs that are uniform on (0, 2). */
function noisePrior(noise: number): number {
  return noise < 2 ? (noise * Math.PI) / 2 : noise * (Math.PI / 2 - 2 * Math.acos(2 / noise));
}

/** Adds ranks at given levels and their errors. O(applications² x smaller side), or O(applications²) where errors are taken as independent. */
function addRanks({ ranks, chances }: Ranks, weight: number, levels: Float64Array, { variance, ofDifference }: LevelErrors, residual: number): void {
  const count = levels.length;
  for (let one = 0; one < count; one += 1) {
    ranks[one]! += weight;
    for (let other = 0; other < one; other += 1) {
      const spread = count <= JOINT ? ofDifference(one, other) : variance[one]! + variance[other]!;
      const gap = levels[other]! - levels[one]!;
      const otherIsBetter = spread > 0 ? normalCdf(gap / Math.sqrt(spread * residual)) : (Math.sign(gap) + 1) / 2;
      ranks[one]! += weight * otherIsBetter;
      ranks[other]! += weight * (1 - otherIsBetter);
      if (!chances) continue;
      chances[one * count + other]! += weight * otherIsBetter;
      chances[other * count + one]! += weight * (1 - otherIsBetter);
    }
  }
}
