import fc from 'fast-check';
import { rankApplications, type Reviewed } from './ranking.js';

const rules = {
  criteria: [{ code: 'quality', names: { en: 'Quality' }, weight: 0.6, min: 0, max: 5, step: 0.5, threshold: 3 }, { code: 'impact', names: { en: 'Impact' }, weight: 0.4, min: 0, max: 5, step: 0.5, threshold: 3 }],
  overallThreshold: 0.6, minReviews: 2, minReviewsPerSide: 1,
};
const scored = (number: string, quality: number, impact: number): Reviewed => ({ number, reviews: (['KG', 'CN'] as const).map((side) => ({ side, scores: { quality, impact } })) });
const order = (all: readonly Reviewed[]) => rankApplications(rules, all).map((r) => `${r.standing.rank ?? '-'} ${r.application.number}`);

describe('a ranking', () => {
  it('puts those above the thresholds first, then the higher overall, then the earlier number; invalid ones last and unranked', () => {
    const alone: Reviewed = { number: 'C-0001', reviews: [{ side: 'KG', scores: { quality: 5, impact: 5 } }, { side: 'INT', scores: { quality: 5, impact: 5 } }] };
    expect(order([alone, scored('C-0002', 5, 2), scored('C-0003', 3, 3), scored('C-0005', 4, 4), scored('C-0004', 4, 4), { number: 'C-0006', reviews: [] }]))
      .toEqual(['1 C-0004', '2 C-0005', '3 C-0003', '4 C-0002', '- C-0001', '- C-0006']);
    expect(rankApplications(rules, [alone])[0]?.standing).toEqual({ rank: null, overall: 5, criteria: { quality: 5, impact: 5 }, reviews: 2, valid: false, aboveThreshold: false });
  });

  const halves = fc.integer({ min: 0, max: 10 }).map((n) => n / 2);
  const review = fc.record({ side: fc.constantFrom('KG' as const, 'CN' as const, 'INT' as const), scores: fc.record({ quality: halves, impact: halves }) });
  const applications = fc.array(fc.array(review, { maxLength: 5 }), { maxLength: 12 }).map((all) => all.map((reviews, n) => ({ number: `C-${String(n).padStart(4, '0')}`, reviews })));

  it('does not depend on the order of applications or reviews', () => {
    fc.assert(fc.property(applications, fc.infiniteStream(fc.nat()), (all, keys) => {
      const shuffle = <T>(list: readonly T[]) => list.map((x) => ({ x, key: keys.next().value as number })).sort((a, b) => a.key - b.key).map((k) => k.x);
      expect(order(shuffle(all).map((a) => ({ ...a, reviews: shuffle(a.reviews) })))).toEqual(order(all));
    }));
  });

  it('ranks 1 to n without gaps, and never anyone below the thresholds before one above', () => {
    fc.assert(fc.property(applications, (all) => {
      const standings = rankApplications(rules, all).map((r) => r.standing);
      const ranked = standings.filter((s) => s.valid);
      expect(ranked.map((s) => s.rank)).toEqual(ranked.map((_, n) => n + 1));
      expect(standings.slice(ranked.length).every((s) => s.rank === null && !s.aboveThreshold)).toBe(true);
      for (const [n, s] of ranked.entries()) for (const later of ranked.slice(n + 1)) expect(!s.aboveThreshold && later.aboveThreshold).toBe(false);
    }));
  });

  it('keeps the order of the others when an application joins', () => {
    fc.assert(fc.property(applications, fc.array(review, { maxLength: 5 }), (all, reviews) => {
      const numbers = (list: readonly Reviewed[]) => rankApplications(rules, list).map((r) => r.application.number).filter((n) => n !== 'C-9999');
      expect(numbers([...all, { number: 'C-9999', reviews }])).toEqual(numbers(all));
    }));
  });
});
