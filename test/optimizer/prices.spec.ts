import fc from 'fast-check';
import { overridePrices, pricePair, solveAssignment } from '#libs/optimizer';
import { oracle } from './oracle.js';
import { COMBINATIONS, problems } from './problems.js';

describe('overridePrices', () => {
  it.each(COMBINATIONS)('are what solving again with the pair locked shows, in %s', async (_, features) => {
    let priced = 0;
    await fc.assert(fc.asyncProperty(problems(features), async (problem) => {
      const best = await solveAssignment(problem);
      const prices = await overridePrices(problem);
      expect(prices === undefined).toBe(best.status === 'infeasible');
      for (const [a, row] of (prices ?? []).entries()) {
        for (const [r, price] of row.entries()) {
          if (problem.affinity[a]?.[r] == null || problem.banned?.some(([ba, br]) => ba === a && br === r)) {
            expect(price).toBeNull();
            continue;
          }
          if (problem.locked.some(([la, lr]) => la === a && lr === r)) continue;
          const forced = await oracle({ ...problem, locked: [...problem.locked, [a, r]] });
          expect(price === null ? undefined : Math.round((best.total - price) * 1e6)).toBe(forced);
          priced += 1;
          if (priced % 5 > 0) continue;
          const less = await oracle({ ...problem, banned: [...problem.banned ?? [], [a, r]] });
          expect(await pricePair(problem, [a, r])).toEqual({ forced: price, removed: less === undefined ? null : Math.round(best.total * 1e6 - less) / 1e6 });
        }
      }
    }), { numRuns: 12, seed: 17 });
    expect(priced).toBeGreaterThan(60);
  });
});
