import { minimise } from './minimise.js';
import type { Evaluation, MixedModel } from './mixed-model.js';

/** The ratios at which the REML criterion is least, and which of them lie on the boundary. */
export interface Fit extends Evaluation {
  ratioApplication: number;
  ratioReviewer: number;
}

/** Ratios end here: beyond, scores that fit without any residual would drive them to infinity. */
const LARGEST = 100;

/** A ratio is zero when the criterion is no worse there by more than this. */
const BOUNDARY = 1e-6;

/**
 * Restricted maximum likelihood over the two ratios; a ratio that cannot be told from the residual is held at zero. The model is left
 * factorised at the answer. Some sixty evaluations.
 */
export function fitRatios(model: MixedModel, free: { application: boolean; reviewer: boolean }): Fit {
  const at = (application: number, reviewer: number): number => (
    model.evaluate(free.application ? ratioOf(application) : 0, free.reviewer ? ratioOf(reviewer) : 0).criterion
  );
  const { at: best, value } = minimise(([application, reviewer]) => at(application, reviewer), [[1, 1], [0.3, 1], [1, 0.3]]);
  let ratioApplication = free.application ? ratioOf(best[0]) : 0;
  let ratioReviewer = free.reviewer ? ratioOf(best[1]) : 0;
  if (at(ratioApplication, 0) <= value + BOUNDARY) ratioReviewer = 0;
  if (at(0, ratioReviewer) <= value + BOUNDARY) ratioApplication = 0;
  return { ...model.evaluate(ratioApplication, ratioReviewer), ratioApplication, ratioReviewer };
}

function ratioOf(value: number): number {
  return Math.min(LARGEST, Math.abs(value));
}
