import type { MixedModel } from './mixed-model.js';

/** How far predicted application levels (mean + effect) may be off, in units of the residual variance. */
export interface LevelErrors {
  variance: Float64Array;
  /** Variance of the difference of two applications' levels. */
  ofDifference: (one: number, other: number) => number;
}

/**
 * Prediction error variances at the ratios last factorised (Henderson 1975). `meanVariance` 0 takes the mean as known.
 * O(applications x smaller side squared).
 */
export function levelErrors(model: MixedModel, ratioApplication: number, meanVariance: number): LevelErrors {
  const count = model.scores.applications.length;
  const roots: Float64Array[] = Array.from({ length: count }, () => new Float64Array(0));
  const own = new Float64Array(count);
  const slack = new Float64Array(count);
  const systemOf = new Int32Array(count);
  model.systems.forEach((system, n) => {
    const shrinkage = system.shrinkage();
    model.components[n]?.applications.forEach((application, place) => {
      const inverse = system.inverseOf(place);
      roots[application] = inverse.root;
      own[application] = inverse.own;
      slack[application] = 1 - shrinkage[place]!;
      systemOf[application] = n;
    });
  });
  const squared = ratioApplication * ratioApplication;
  const own2 = (application: number): number => dot(roots[application]!, roots[application]!) + own[application]!;
  const diagonal = Float64Array.from(roots, (_, application) => own2(application));
  return {
    variance: diagonal.map((value, application) => squared * value + meanVariance * slack[application]! ** 2),
    ofDifference: (one, other) => {
      const joint = systemOf[one] === systemOf[other] ? dot(roots[one]!, roots[other]!) : 0;
      return squared * (diagonal[one]! + diagonal[other]! - 2 * joint) + meanVariance * (slack[one]! - slack[other]!) ** 2;
    },
  };
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!;
  return sum;
}
