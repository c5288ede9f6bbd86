import type { Calibration } from './calibrate.js';
import type { MixedModel } from './mixed-model.js';

/** Plain means, for scores that are all equal: nothing varies, so nothing is estimated and all share one rank. */
export function rawFigures({ scores, components }: MixedModel, withChances: boolean): Calibration {
  const { applications, applicationOf, value, centre } = scores;
  const counts = new Float64Array(applications.length);
  const sums = new Float64Array(applications.length);
  applicationOf.forEach((application, n) => {
    counts[application]! += 1;
    sums[application]! += value[n]!;
  });
  return {
    mean: centre, se: 0, variance: { application: 0, reviewer: 0, residual: 0 }, remlCriterion: null,
    components: components.map((component) => component.applications.map((application) => applications[application] ?? '')),
    applications: applications.map((id, n) => {
      const raw = centre + sums[n]! / counts[n]!;
      return { id, reviews: counts[n]!, raw, calibrated: raw, low: raw, high: raw, expectedRank: (applications.length + 1) / 2 };
    }),
    notes: ['nothing-varies'],
    ...(withChances && { chances: new Float64Array(applications.length ** 2).map((_, at) => (at % (applications.length + 1) === 0 ? 0 : 0.5)) }),
  };
}
