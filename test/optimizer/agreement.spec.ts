import fc from 'fast-check';
import { solveAssignment } from '#libs/optimizer';
import { countViolations } from '../../libs/optimizer/src/assignment/violations.js';
import { oracle } from './oracle.js';
import { COMBINATIONS, problems } from './problems.js';

describe('agreement with HiGHS', () => {
  it.each(COMBINATIONS)('in %s', async (_, features, numRuns) => {
    let solved = 0;
    await fc.assert(fc.asyncProperty(problems(features), async (problem) => {
      const best = await oracle(problem);
      const result = await solveAssignment(problem);
      expect(result.status === 'optimal' ? Math.round(result.total * 1e6) : undefined).toBe(best);
      if (result.status === 'infeasible') return;
      solved += 1;
      expect(countViolations(problem, result.pairs)).toBe(0);
      expect(result.certificate).toEqual({ violations: 0, bound: result.total });
      if (features.any || features.caps || features.callCap || features.teams) return;
      expect((await solveAssignment(problem, { method: 'network' })).total).toBe(result.total);
    }), { numRuns, seed: 42 });
    expect(solved).toBeGreaterThan(numRuns / 10);
  });
});
