import fc from 'fast-check';
import { rankApplications, tiesOf, type Reviewed, type TieBreak } from './ranking.js';

const rules = {
  criteria: [{ code: 'quality', names: { en: 'Quality' }, weight: 0.6, min: 0, max: 5, step: 0.5, threshold: 3 }, { code: 'impact', names: { en: 'Impact' }, weight: 0.4, min: 0, max: 5, step: 0.5, threshold: 3 }],
  overallThreshold: 0.6, minReviews: 2, minReviewsPerSide: 1, tieBreak: { criteria: [], last: 'number' } as TieBreak,
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

  describe('breaks ties', () => {
    const three = [scored('C-0001', 4, 4), scored('C-0002', 5, 2.5), scored('C-0003', 3, 5.5), scored('C-0004', 5, 2.5)];
    const wide = { ...rules, criteria: rules.criteria.map((k) => ({ ...k, max: 6, threshold: 0 })), overallThreshold: 0 };
    const numbers = (tieBreak: TieBreak, all: readonly Reviewed[]) => rankApplications({ ...wide, tieBreak }, all).map((r) => r.application.number.slice(-1)).join('');
    const ties = (tieBreak: TieBreak, all: readonly Reviewed[]) => tiesOf(tieBreak, rankApplications({ ...wide, tieBreak }, all)).map((g) => g.map((r) => r.application.number.slice(-1)).join(''));

    it('by the call’s criteria in their order, then by number, and says what a lot has to order', () => {
      expect(numbers({ criteria: [], last: 'lot' }, three)).toBe('1234');
      expect(ties({ criteria: [], last: 'lot' }, three)).toEqual(['1234']);
      expect(numbers({ criteria: ['impact'], last: 'lot' }, three)).toBe('3124');
      expect(numbers({ criteria: ['quality', 'impact'], last: 'lot' }, three)).toBe('2413');
      expect(ties({ criteria: ['quality', 'impact'], last: 'lot' }, three)).toEqual(['24']);
      expect(ties({ criteria: ['quality'], last: 'number' }, three)).toEqual([]);
      expect(ties({ criteria: [], last: 'lot' }, [{ number: 'C-0001', reviews: [] }, { number: 'C-0002', reviews: [] }])).toEqual([]);
      expect(ties({ criteria: [], last: 'lot' }, [scored('C-0001', 4, 4), scored('C-0002', 4, 4.5)])).toEqual([]);
    });

    const tieBreaks = fc.record({ criteria: fc.uniqueArray(fc.constantFrom('quality', 'impact')), last: fc.constant('lot' as const) });
    it('only among equals: overalls keep their order, whatever the criteria', () => {
      fc.assert(fc.property(applications, tieBreaks, (all, tieBreak) => {
        const overalls = (by: TieBreak) => rankApplications({ ...rules, tieBreak: by }, all).map((r) => [r.standing.aboveThreshold, r.standing.valid && r.standing.overall?.toFixed(9)]);
        expect(overalls(tieBreak)).toEqual(overalls(rules.tieBreak));
      }));
    });

    it('so that groups are runs of ranks with the same figures, and neighbours of different groups differ', () => {
      fc.assert(fc.property(applications, tieBreaks, (all, tieBreak) => {
        const ranked = rankApplications({ ...rules, tieBreak }, all);
        const figures = (r: (typeof ranked)[number]) => JSON.stringify([r.standing.aboveThreshold, ...[r.standing.overall, ...tieBreak.criteria.map((k) => r.standing.criteria[k])].map((x) => x?.toFixed(9))]);
        const groups = tiesOf(tieBreak, ranked);
        const groupOf = new Map(groups.flatMap((g, n) => g.map((r) => [r.application.number, n] as const)));
        for (const g of groups) expect([g.length > 1, new Set(g.map(figures)).size, (g.at(-1)?.standing.rank ?? 0) - (g[0]?.standing.rank ?? 0)]).toEqual([true, 1, g.length - 1]);
        const valid = ranked.filter((r) => r.standing.valid);
        for (const [n, r] of valid.entries()) {
          const next = valid[n + 1];
          if (next) expect(figures(r) === figures(next)).toBe(groupOf.has(r.application.number) && groupOf.get(r.application.number) === groupOf.get(next.application.number));
        }
      }));
    });
  });
});
