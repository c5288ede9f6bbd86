import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { calibrate, drawLot, LotsImpossible, overridePrices, solveAssignment, solveFairAssignment, solvePortfolio, type AssignmentProblem, type PortfolioProblem, type Score } from '#libs/optimizer';
import { COMBINATIONS, problems } from './problems.js';

/** Everything that the optimiser says of an assignment problem. */
async function answers(problem: AssignmentProblem): Promise<unknown[]> {
  const lots = await drawLot(problem, 2, 'seed').catch((error: unknown) => {
    if (error instanceof LotsImpossible) return error.message;
    throw error;
  });
  return [await solveAssignment(problem), await solveFairAssignment(problem), lots, await overridePrices(problem)];
}

/** The same problem with its rows and columns in another order: place n holds what was at order[n]. */
function reordered(problem: AssignmentProblem, rows: readonly number[], columns: readonly number[]): AssignmentProblem {
  const pairs = (list: readonly (readonly [number, number])[]): [number, number][] => list.map(([a, r]) => [rows.indexOf(a), columns.indexOf(r)]);
  return {
    ...problem, applications: rows.map((a) => problem.applications[a]!), reviewers: columns.map((r) => problem.reviewers[r]!),
    affinity: rows.map((a) => columns.map((r) => problem.affinity[a]![r]!)), locked: pairs(problem.locked),
    ...(problem.banned && { banned: pairs(problem.banned) }), ...(problem.teams && { teams: pairs(problem.teams) }),
  };
}

const orderOf = <T>(items: readonly T[]): fc.Arbitrary<number[]> => fc.shuffledSubarray([...items.keys()], { minLength: items.length });

const score: fc.Arbitrary<Score> = fc.record({ application: fc.constantFrom('A', 'B', 'C', 'D', 'E'), reviewer: fc.constantFrom('r', 's', 't'), score: fc.integer({ min: 1, max: 6 }) });
const portfolio: fc.Arbitrary<PortfolioProblem> = fc.record({
  applications: fc.array(fc.record({
    score: fc.integer({ min: 1, max: 6 }), request: fc.record({ KG: fc.nat(9), CN: fc.nat(9) }), theme: fc.constantFrom('e', 'f'), institutions: fc.subarray(['x', 'y']),
  }), { minLength: 1, maxLength: 7 }).map((items) => items.map((item, n) => ({ id: `A${n}`, ...item }))),
  places: fc.integer({ min: 1, max: 4 }), budget: fc.record({ KG: fc.nat(25), CN: fc.nat(25) }), themeMin: fc.record({ e: fc.nat(2) }),
});

describe('the same problem', () => {
  it.each(COMBINATIONS)('has the same answer again, to the last pair, in %s', async (_, features) => {
    await fc.assert(fc.asyncProperty(problems(features), async (problem) => {
      expect(await answers(structuredClone(problem))).toEqual(await answers(problem));
    }), { numRuns: 6, seed: 31 });
  });

  it.each(COMBINATIONS)('has the same total, floor, prices and missing reviews in whatever order it is given, in %s', async (_, features) => {
    const shuffled = problems(features).chain((problem) => fc.tuple(fc.constant(problem), orderOf(problem.applications), orderOf(problem.reviewers)));
    await fc.assert(fc.asyncProperty(shuffled, async ([problem, rows, columns]) => {
      const other = reordered(problem, rows, columns);
      const one = await solveAssignment(problem);
      const two = await solveAssignment(other);
      expect([two.status, two.total]).toEqual([one.status, one.total]);
      // What is missing in all depends on no order; where several rules contradict each other, which conflict is found first may.
      const missing = (side: string, cause: string, { explanation = [] }: typeof one): number => (
        explanation.filter((s) => s.side === side && s.cause === cause).reduce((sum, { short }) => sum + short, 0)
      );
      for (const side of ['KG', 'CN', 'INT']) for (const cause of ['demand', 'minimum']) expect(missing(side, cause, two)).toBe(missing(side, cause, one));
      const [fair, fairOther] = [await solveFairAssignment(problem), await solveFairAssignment(other)];
      expect([fairOther.lowest, fairOther.total, fairOther.cost]).toEqual([fair.lowest, fair.total, fair.cost]);
      const [prices, pricesOther] = [await overridePrices(problem), await overridePrices(other)];
      expect(pricesOther).toEqual(prices && rows.map((a) => columns.map((r) => prices[a]?.[r])));
    }), { numRuns: 6, seed: 37 });
  });

  it('of calibration has the same answer again, and in whatever order the scores come', () => {
    fc.assert(fc.property(fc.array(score, { minLength: 2, maxLength: 14 }).chain((scores) => fc.tuple(fc.constant(scores), orderOf(scores))), ([scores, order]) => {
      const one = calibrate(scores);
      expect(calibrate(structuredClone(scores))).toEqual(one);
      const two = calibrate(order.map((n) => scores[n]!));
      expect(two.mean).toBeCloseTo(one.mean, 5);
      for (const part of ['application', 'reviewer', 'residual'] as const) expect(two.variance[part]).toBeCloseTo(one.variance[part], 3);
      expect(two.notes).toEqual(one.notes);
      for (const { id, raw, calibrated, expectedRank } of one.applications) {
        const same = two.applications.find((application) => application.id === id);
        expect([same?.raw, same?.calibrated, same?.expectedRank]).toEqual([expect.closeTo(raw, 9), expect.closeTo(calibrated, 3), expect.closeTo(expectedRank, 3)]);
      }
    }), { numRuns: 12, seed: 41 });
  });

  it('of a portfolio has the same answer again, and the same sum, equal choices and prices in whatever order', async () => {
    const shuffled = portfolio.chain((problem) => fc.tuple(fc.constant(problem), orderOf(problem.applications)));
    await fc.assert(fc.asyncProperty(shuffled, async ([problem, order]) => {
      const one = await solvePortfolio(problem, { alternatives: 200 });
      expect(await solvePortfolio(structuredClone(problem), { alternatives: 200 })).toEqual(one);
      const two = await solvePortfolio({ ...problem, applications: order.map((n) => problem.applications[n]!) }, { alternatives: 200 });
      const choices = ({ chosen, alternatives }: typeof one): string[] => [chosen, ...alternatives].map((ids) => ids.toSorted().join()).toSorted();
      expect([two.status, two.objective, choices(two)]).toEqual([one.status, one.objective, choices(one)]);
      const prices = (result: typeof one): string[] => result.prices.map(({ constraint, gain }) => `${constraint}: ${gain}`).toSorted();
      expect(prices(two)).toEqual(prices(one));
    }), { numRuns: 25, seed: 43 });
  });

  const tied = {
    applications: Array.from({ length: 8 }, (_, a) => ({ id: `A${a}`, demand: { KG: 1, any: 1 } })),
    reviewers: Array.from({ length: 10 }, (_, r) => ({ id: `R${r}`, side: r % 2 === 0 ? 'KG' : 'CN', minLoad: 1, maxLoad: 4, institution: `I${r % 3}` })),
    affinities: Array.from({ length: 8 }, (_, a) => Array.from({ length: 10 }, (__, r) => ((a * r) % 4) / 4)), institutionCap: 1, seed: 'x',
  };
  const awards = { applications: Array.from({ length: 9 }, (_, n) => ({ id: `A${n}`, score: n % 3, request: { KG: n, CN: 1 } })), places: 4, budget: { KG: 20, CN: 9 } };

  it.each([
    ['assign', JSON.stringify(tied)], ['assign', JSON.stringify({ ...tied, mode: 'fair' })], ['assign', JSON.stringify({ ...tied, mode: 'lots' })],
    ['calibrate', 'application,reviewer,score\nA,r,4\nA,s,5\nB,r,2\nB,s,3\nC,s,5\n'], ['portfolio', JSON.stringify(awards)],
  ])('has the same answer in a process of its own: %s', (task, input) => {
    const command = join(__dirname, '..', '..', 'apps', 'cli', 'run.mjs');
    const [one, two] = [1, 2].map(() => execFileSync(process.execPath, [command, 'optimize', task, '-'], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
      .replaceAll(/"seconds": [\d.e-]+/g, '"seconds": 0'));
    expect(two).toBe(one);
    expect(one).toMatch(task === 'calibrate' ? /"expectedRank"/ : /"status": "optimal"/);
  });
});
