import { calibrate } from '#libs/optimizer';
import fc from 'fast-check';
import { calibrateRanking } from './calibrate-ranking.js';
import type { OverallScore } from './shared/calibration.js';

const halves = fc.integer({ min: 0, max: 10 }).map((n) => n / 2);
const panel = fc.array(fc.record({ application: fc.constantFrom('a', 'b', 'c', 'd'), reviewer: fc.integer({ min: 1, max: 3 }), score: halves }), { minLength: 1, maxLength: 10 });

describe('a calibrated ranking', () => {
  it('has the optimiser’s figures, ranks among the ranked alone, and who reviewed each', () => {
    const scores: OverallScore[] = [['a', 1, 4], ['a', 2, 5], ['b', 1, 2], ['b', 2, 3.5], ['c', 1, 3], ['d', 2, 1]].map(([application, reviewer, score]) => ({ application, reviewer, score }) as OverallScore);
    const all = calibrate(scores.map((s) => ({ ...s, reviewer: String(s.reviewer) })));
    const found = calibrateRanking({ scores, ranked: ['a', 'c', 'b'] });
    expect(found?.entries.map(({ id, value, low, high }) => ({ id, value, low, high }))).toEqual(all.applications.map(({ id, calibrated: value, low, high }) => ({ id, value, low, high })));
    expect(found?.entries.map((e) => e.reviewers)).toEqual([[1, 2], [1, 2], [1], [2]]);
    expect(found?.entries.find((e) => e.id === 'd')).toMatchObject({ expectedRank: null, better: null });
    expect(found?.reviewerSd).toBeCloseTo(Math.sqrt(all.variance.reviewer), 12);
    expect(calibrateRanking({ scores: [], ranked: [] })).toBeUndefined();
  });

  it('whoever is taken away, the ranks of the others among themselves sum up as ranks do', () => {
    fc.assert(fc.property(panel, fc.nat(3), (scores, out) => {
      const ranked = [...new Set(scores.map((s) => s.application))].sort();
      const entries = calibrateRanking({ scores, ranked })?.entries ?? [];
      const kept = ranked.filter((_, n) => n !== out);
      const places = ranked.flatMap((id, n) => (kept.includes(id) ? [n] : []));
      const ranks = kept.map((id) => places.reduce((sum, n) => sum + (entries.find((e) => e.id === id)?.better?.[n] ?? 0), 1));
      expect(ranks.reduce((sum, r) => sum + r, 0)).toBeCloseTo((kept.length * (kept.length + 1)) / 2, 4);
      for (const rank of ranks) expect(rank).toBeGreaterThan(1 - 1e-6);
    }), { numRuns: 10, seed: 3 });
  });
});
