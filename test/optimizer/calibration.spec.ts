import { calibrate } from '#libs/optimizer';
import { simulatedScores } from './scores.js';

const digits = (value: number | null | undefined): string => (value ?? NaN).toPrecision(5);

describe('calibrate beside other programs', () => {
  // Figures of lme4 1.1-31 (R 4.2.2): `Rscript test/bench/peers/lme4.R scores.csv 1` on these scores, its "sharp" line.
  it.each([
    [{ applications: 2000, reviewers: 300, scores: 5800, seed: 5, sds: [0.7, 0.4, 0.6] as const },
      { mean: 3.95217217455422, se: 0.0311637877438653, application: 0.702990775623433, reviewer: 0.437204520169672, residual: 0.608362933957223, criterion: 14467.4705220899, first: 4.08333511475765 }],
    [{ applications: 15, reviewers: 6, scores: 60, seed: 8, sds: [0.7, 0.4, 0.6] as const },
      { mean: 4.00290860100077, se: 0.297441536747418, application: 0.779856578044935, reviewer: 0.503576612808978, residual: 0.552456507819322, criterion: 142.727719145947, first: 3.97539968047212 }],
  ])('gives lme4\'s figures to five digits where the design is unbalanced: %j', (panel, figures) => {
    const { mean, se, variance, remlCriterion, applications } = calibrate(simulatedScores(panel));
    expect([mean, se, Math.sqrt(variance.application), Math.sqrt(variance.reviewer), Math.sqrt(variance.residual), remlCriterion, applications[0]?.calibrated].map(digits))
      .toEqual([figures.mean, figures.se, figures.application, figures.reviewer, figures.residual, figures.criterion, figures.first].map(digits));
  });

  it('gives the expected ranks of the model of the Swiss National Science Foundation as JAGS samples them', () => {
    // JAGS 4.3.1, mean of `Rscript test/bench/peers/jags.R scores.csv 150000 1` and the same with seed 100, which differ by at most 0.009.
    const sampled = [8.304, 9.446, 10.422, 3.753, 3.753, 7.091, 2.541, 11.375, 13.532, 2.909, 13.761, 14.129, 9.805, 3.106, 6.072];
    const { applications } = calibrate(simulatedScores({ applications: 15, reviewers: 6, scores: 60, seed: 8, sds: [0.7, 0.4, 0.6] }));
    applications.forEach(({ expectedRank }, n) => expect(Math.abs(expectedRank - (sampled[n] ?? NaN))).toBeLessThan(0.02));
  });
});
