import fc from 'fast-check';
import { drawLot, explainLotsInWords, LotsImpossible, solveAssignment, type AssignmentProblem, type LotResult } from '#libs/optimizer';
import { countViolations } from '../../libs/optimizer/src/assignment/violations.js';
import { oracle } from './oracle.js';
import { COMBINATIONS, problems } from './problems.js';

/** The result, or undefined where lots cannot be told apart by a network. */
async function unlessImpossible(drawing: Promise<LotResult>): Promise<LotResult | undefined> {
  try {
    return await drawing;
  } catch (error) {
    if (error instanceof LotsImpossible) return undefined;
    throw error;
  }
}

/** What `count` lots together are: every number times `count`; mutual reviews are for each lot to avoid. */
function times({ institutionCap, callInstitutionCap, ...problem }: AssignmentProblem, count: number): AssignmentProblem {
  const many = (n: number): number => n * count;
  return {
    ...problem, teams: [],
    applications: problem.applications.map(({ id, demand, any = 0 }) => ({ id, demand: { KG: many(demand.KG), CN: many(demand.CN), INT: many(demand.INT) }, any: many(any) })),
    reviewers: problem.reviewers.map((r) => ({ ...r, minLoad: many(r.minLoad), maxLoad: many(r.maxLoad) })),
    ...(institutionCap !== undefined && { institutionCap: many(institutionCap) }), ...(callInstitutionCap !== undefined && { callInstitutionCap: many(callInstitutionCap) }),
  };
}

describe('drawLot', () => {
  it('refuses a count that is none, and what solveAssignment refuses', async () => {
    const [problem] = fc.sample(problems({}), { numRuns: 1, seed: 11 });
    if (!problem) throw new Error('no problem');
    for (const count of [0, -1, 1.5, NaN, 1001]) await expect(drawLot(problem, count, 'seed')).rejects.toThrow(/the number of lots is .*, not a whole number from 1/);
    await expect(drawLot({ ...problem, affinity: [] }, 1, 'seed')).rejects.toThrow(RangeError);
  });

  it.each(COMBINATIONS)('forms complete assignments that share no pair, of the largest total together, in %s', async (_, features) => {
    const isNetwork = features.caps !== 'spanning' && !features.teams;
    let drawn = 0;
    await fc.assert(fc.asyncProperty(problems(features), fc.constantFrom(2, 3), async (problem, count) => {
      const result = await unlessImpossible(drawLot(problem, count, 'seed'));
      if (!result) expect(isNetwork).toBe(false);
      if (!result || result.status === 'infeasible') return;
      drawn += 1;
      expect(result.lots).toHaveLength(count);
      const seen = new Set<string>();
      for (const lot of result.lots) {
        expect(countViolations(problem, lot)).toBe(0);
        for (const { application, reviewer } of lot) {
          const isLocked = problem.locked.some(([a, r]) => a === application && r === reviewer);
          if (!isLocked) expect(seen.has(`${application}:${reviewer}`)).toBe(false);
          seen.add(`${application}:${reviewer}`);
        }
      }
      expect(result.pairs).toEqual(result.lots[result.drawn]);
      expect(result.expectedTotal).toBeCloseTo(result.certificate.bound, 9);
      if (problem.locked.length === 0) expect(result.expectedTotal * count).toBeCloseTo((await oracle(times(problem, count)) ?? NaN) / 1e6, 5);
      expect(await drawLot(problem, count, 'seed')).toEqual(result);
    }), { numRuns: 50, seed: 11 });
    expect(drawn).toBeGreaterThan(3);
  });

  it.each(COMBINATIONS)('tells how many lots there are where there are too few, in %s', async (_, features) => {
    let told = 0;
    await fc.assert(fc.asyncProperty(problems(features), async (problem) => {
      const count = 5;
      const result = await unlessImpossible(drawLot(problem, count, 'seed'));
      if (result?.status !== 'infeasible') return;
      told += 1;
      const words = await explainLotsInWords(problem, result, count);
      if (result.possibleLots === 0) {
        expect((await solveAssignment(problem)).explanation).toEqual(result.explanation);
        return;
      }
      expect(words.repairs).toEqual([expect.objectContaining({ kind: 'fewer-lots', to: result.possibleLots, size: count - result.possibleLots })]);
      expect((await drawLot(problem, result.possibleLots, 'seed')).status).toBe('optimal');
      expect((await unlessImpossible(drawLot(problem, result.possibleLots + 1, 'seed')))?.status).not.toBe('optimal');
    }), { numRuns: 25, seed: 12 });
    expect(told).toBeGreaterThan(5);
  });

  it('says so where the pairs of all lots cannot be shared out', async () => {
    let refused = 0;
    await fc.assert(fc.asyncProperty(problems({ teams: true }), async (problem) => {
      const drawing = drawLot(problem, 2, 'seed');
      if (await unlessImpossible(drawing)) return;
      refused += 1;
      await expect(drawing).rejects.toThrow(/lots cannot be formed where/);
      // One lot is an assignment, for which there is always a way if there is one at all.
      expect((await drawLot(problem, 1, 'seed')).status).toBe((await solveAssignment(problem)).status);
    }), { numRuns: 300, seed: 5 });
    expect(refused).toBeGreaterThan(0);
  });
});
