import fc from 'fast-check';
import type { PortfolioProblem } from './problem.js';
import { solvePortfolio } from './solve-portfolio.js';

/** All choices that satisfy the rules, with their sums, by trying every one. Shares no code with the solver. */
function choices(problem: PortfolioProblem): { ids: string[]; sum: number }[] {
  const { applications, places, budget = { KG: Infinity, CN: Infinity }, jointBudget = Infinity, themeMin = {}, themeMax = {}, institutionCap = Infinity, earlyCareerMin = 0, threshold = -Infinity } = problem;
  const found: { ids: string[]; sum: number }[] = [];
  for (let mask = 0; mask < 2 ** applications.length; mask += 1) {
    const chosen = applications.filter((_, n) => (mask & (1 << n)) !== 0);
    const count = (counts: (a: PortfolioProblem['applications'][number]) => boolean): number => chosen.filter(counts).length;
    const legal = chosen.length <= places && (['KG', 'CN'] as const).every((side) => chosen.reduce((sum, a) => sum + a.request[side], 0) <= budget[side])
      && chosen.reduce((sum, a) => sum + a.request.KG + a.request.CN, 0) <= jointBudget
      && Object.entries(themeMin).every(([theme, least]) => count((a) => a.theme === theme) >= least)
      && Object.entries(themeMax).every(([theme, most]) => count((a) => a.theme === theme) <= most)
      && ['x', 'y'].every((home) => count((a) => a.institutions.includes(home)) <= institutionCap)
      && count((a) => a.earlyCareer === true) >= earlyCareerMin && chosen.every((a) => a.score >= threshold);
    if (legal) found.push({ ids: chosen.map(({ id }) => id), sum: Math.round(chosen.reduce((sum, a) => sum + a.score, 0) * 10) / 10 });
  }
  return found;
}

const bestOf = (problem: PortfolioProblem): number => choices(problem).reduce((best, { sum }) => Math.max(best, sum), -Infinity);

const problems: fc.Arbitrary<PortfolioProblem> = fc.record({
  applications: fc.array(fc.record({
    score: fc.integer({ min: 10, max: 60 }).map((tenths) => tenths / 10), request: fc.record({ KG: fc.integer({ min: 0, max: 9 }), CN: fc.integer({ min: 0, max: 9 }) }),
    theme: fc.constantFrom('e', 'f'), institutions: fc.subarray(['x', 'y']), earlyCareer: fc.boolean(),
  }), { minLength: 1, maxLength: 7 }).map((items) => items.map((item, n) => ({ id: `A${n}`, ...item }))),
  places: fc.integer({ min: 0, max: 5 }), budget: fc.record({ KG: fc.integer({ min: 0, max: 25 }), CN: fc.integer({ min: 0, max: 25 }) }),
  themeMin: fc.record({ e: fc.nat(2) }), themeMax: fc.record({ f: fc.nat(3) }), institutionCap: fc.integer({ min: 1, max: 3 }),
  earlyCareerMin: fc.nat(1), threshold: fc.constantFrom(1, 2),
});

describe('solvePortfolio', () => {
  it('agrees with trying every choice: the best sum, all equal choices, the price of every rule, and contradictions', async () => {
    let infeasible = 0;
    await fc.assert(fc.asyncProperty(problems, async (problem) => {
      const best = bestOf(problem);
      const result = await solvePortfolio(problem, { alternatives: 200 });
      if (best === -Infinity) {
        infeasible += 1;
        expect(result).toMatchObject({ status: 'infeasible', chosen: [] });
        expect(result.explanation).not.toHaveLength(0);
        return;
      }
      expect(result).toMatchObject({ status: 'optimal', objective: best, alternativesComplete: true, proof: { optimal: true } });
      const equal = choices(problem).filter(({ sum }) => sum === best).map(({ ids }) => ids.join());
      expect([result.chosen, ...result.alternatives].map((ids) => ids.join()).toSorted()).toEqual(equal.toSorted());
      const priceOf = (name: RegExp): number | undefined => result.prices.find(({ constraint }) => name.test(constraint))?.without;
      const unlimited = { ...problem, budget: { KG: 1000, CN: problem.budget?.CN ?? 1000 } };
      expect(priceOf(/^budget KG/) ?? best).toBe(bestOf(unlimited));
      expect(priceOf(/awards$/) ?? best).toBe(bestOf({ ...problem, places: 99 }));
      expect(priceOf(/of theme e/) ?? best).toBe(bestOf({ ...problem, themeMin: {} }));
    }), { numRuns: 60, seed: 9 });
    expect(infeasible).toBeGreaterThan(5);
  });

  it('with one budget for both sides, and what it costs to keep each application as another choice has it', async () => {
    const joint = fc.tuple(problems, fc.nat(40), fc.infiniteStream(fc.boolean())).map(([{ applications, places, themeMin = {} }, jointBudget, coin]) => (
      { problem: { applications, places, themeMin, jointBudget }, other: applications.filter(() => coin.next().value === true).map(({ id }) => id) }
    ));
    await fc.assert(fc.asyncProperty(joint, async ({ problem, other }) => {
      const best = bestOf(problem);
      const result = await solvePortfolio(problem, { compareWith: other });
      if (best === -Infinity) {
        expect(result.contradiction).toHaveLength(result.explanation?.length ?? 0);
        return;
      }
      expect(result.objective).toBe(best);
      const differing = problem.applications.map(({ id }) => id).filter((id) => result.chosen.includes(id) !== other.includes(id));
      expect(result.differences?.map(({ id }) => id)).toEqual(differing);
      for (const { id, chosen, cost } of result.differences ?? []) {
        const kept = choices(problem).filter(({ ids }) => ids.includes(id) !== chosen).reduce((most, { sum }) => Math.max(most, sum), -Infinity);
        expect(cost ?? Infinity).toBeCloseTo(best - kept, 9);
      }
    }), { numRuns: 40, seed: 4 });
  });

  it('does not overdraw a budget by one fen, whatever the amounts', async () => {
    const large = fc.record({
      applications: fc.array(fc.record({ score: fc.integer({ min: 1, max: 500 }).map((n) => n / 100), amount: fc.integer({ min: 1, max: 5_000_000_000 }), isIn: fc.boolean() }), { minLength: 4, maxLength: 9 }),
      places: fc.integer({ min: 2, max: 6 }),
    }).map(({ applications, places }): PortfolioProblem => ({
      applications: applications.map(({ score, amount }, n) => ({ id: `A${n}`, score, request: { KG: 2 * amount + 1, CN: 1 }, institutions: [] })), places,
      // One fen less than what some of them ask for together.
      budget: { KG: Math.max(0, applications.reduce((sum, { amount, isIn }) => sum + (isIn ? 2 * amount + 1 : 0), 0) - 1), CN: 99 },
    }));
    await fc.assert(fc.asyncProperty(large, async (problem) => {
      const { objective, chosen } = await solvePortfolio(problem, { alternatives: 0 });
      const best = choices({ ...problem, applications: problem.applications.map((a) => ({ ...a, score: a.score * 10 })) }).reduce((most, { sum }) => Math.max(most, sum), 0);
      expect(Math.round(objective * 100)).toBe(Math.round(best * 10));
      expect(chosen.reduce((sum, id) => sum + (problem.applications.find((a) => a.id === id)?.request.KG ?? 0), 0)).toBeLessThanOrEqual(problem.budget?.KG ?? 0);
    }), { numRuns: 30, seed: 6 });
  });

  it('names only the rules that contradict each other', async () => {
    const { explanation } = await solvePortfolio({
      applications: ['A', 'B', 'C'].map((id) => ({ id, score: 5, request: { KG: 10, CN: 1 }, theme: 'e', institutions: [] })),
      places: 3, budget: { KG: 15, CN: 9 }, themeMin: { e: 2 },
    });
    expect(explanation).toEqual(['budget KG', 'at least 2 of theme e']);
  });

  it('chooses among 500 with two budgets and twelve themes, and can be stopped', async () => {
    let state = 11;
    const next = (below: number): number => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    const problem: PortfolioProblem = {
      applications: Array.from({ length: 500 }, (_, n) => ({
        id: `A${n}`, score: (100 + next(500)) / 100, request: { KG: 1_000_000 * (20 + next(100)), CN: 1_000_000 * (20 + next(100)) },
        theme: `T${n % 12}`, institutions: [`I${next(60)}`],
      })),
      places: 110, budget: { KG: 6_000_000_000, CN: 6_500_000_000 }, themeMin: Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`T${n}`, 6])),
    };
    const controller = new AbortController();
    const running = solvePortfolio(problem, { signal: controller.signal, clock: () => {
      controller.abort(new Error('enough'));
      return 0;
    } });
    await expect(running).rejects.toThrow('enough');
  });

  it('refuses what cannot be', async () => {
    const application = { id: 'A', score: 1, request: { KG: 1, CN: 1 }, institutions: [] };
    await expect(solvePortfolio({ applications: [application, application], places: 1, budget: { KG: 1, CN: 1 } })).rejects.toThrow(/A appears twice/);
    await expect(solvePortfolio({ applications: [{ ...application, score: NaN }], places: 1, budget: { KG: 1, CN: 1 } })).rejects.toThrow(/score is NaN/);
    await expect(solvePortfolio({ applications: [], places: -1, budget: { KG: 1, CN: 1 } })).rejects.toThrow(RangeError);
  });
});
