import fc from 'fast-check';
import { solveAssignment, solveFairAssignment, type AssignmentProblem } from '#libs/optimizer';
import { fairestByThreshold } from '../../libs/optimizer/src/assignment/fair-threshold.js';
import { toInstance } from '../../libs/optimizer/src/assignment/instance.js';
import { Pace } from '../../libs/optimizer/src/assignment/pace.js';
import { provenResult } from '../../libs/optimizer/src/assignment/result.js';
import { solveInstance } from '../../libs/optimizer/src/assignment/solve-instance.js';
import { countViolations } from '../../libs/optimizer/src/assignment/violations.js';
import { oracle } from './oracle.js';
import { asksForNothing, COMBINATIONS, problems } from './problems.js';

describe('solveFairAssignment', () => {
  it.each(COMBINATIONS)('reaches the highest floor, and the largest total above it, in %s', async (_, features, numRuns) => {
    let solved = 0;
    await fc.assert(fc.asyncProperty(problems(features), async (problem) => {
      const fair = await solveFairAssignment(problem);
      const best = await solveAssignment(problem);
      expect(fair.status).toBe(best.status);
      if (fair.status === 'infeasible') return;
      solved += 1;
      expect(countViolations(problem, fair.pairs)).toBe(0);
      expect(fair.certificate).toEqual({ violations: 0, bound: fair.total });
      expect(fair.lowest).toBeGreaterThanOrEqual(best.lowest);
      expect(fair.lowest).toBeLessThanOrEqual(fair.fairnessBound + 1e-9);
      expect(fair.total + fair.cost).toBeCloseTo(best.total, 9);
      const units = Math.round(fair.lowest * 1e6);
      expect(await oracle(problem, units)).toBe(Math.round(fair.total * 1e6));
      expect(await oracle(problem, units + 1)).toBe(problem.applications.every(asksForNothing) ? 0 : undefined);
    }), { numRuns: numRuns / 2, seed: 3 });
    expect(solved).toBeGreaterThan(numRuns / 20);
  });

  it.each(COMBINATIONS)('by thresholds, as for large problems, is legal, never less fair than without, and within its bound, in %s', async (_, features) => {
    await fc.assert(fc.asyncProperty(problems(features), async (problem) => {
      const exact = await solveFairAssignment(problem);
      if (exact.status === 'infeasible') return;
      const instance = toInstance(problem);
      const pace = new Pace({});
      const best = await solveInstance(instance, pace);
      if (!best) throw new Error('the fair mode found an answer where there is none');
      const { answer, bound } = await fairestByThreshold(problem, instance, pace, best);
      const found = provenResult(problem, answer);
      const without = provenResult(problem, best);
      expect(found.lowest).toBeGreaterThanOrEqual(without.lowest);
      expect(found.lowest).toBeLessThanOrEqual(exact.lowest);
      if (!problem.applications.every(asksForNothing)) expect(exact.lowest * 1e6).toBeLessThanOrEqual(bound + 1e-6);
    }), { numRuns: 30, seed: 23 });
  });

  it('by thresholds gives up total where that lifts the worst-served application', async () => {
    const problem: AssignmentProblem = {
      applications: ['A', 'B'].map((id) => ({ id, demand: { KG: 1, CN: 0, INT: 0 } })),
      reviewers: ['k', 'l'].map((id) => ({ id, side: 'KG', minLoad: 0, maxLoad: 1 })),
      affinity: [[1, 0.5], [0.4, 0]], locked: [],
    };
    const instance = toInstance(problem);
    const pace = new Pace({});
    const best = await solveInstance(instance, pace);
    if (!best) throw new Error('no answer');
    const found = provenResult(problem, (await fairestByThreshold(problem, instance, pace, best)).answer);
    expect(provenResult(problem, best)).toMatchObject({ total: 1, lowest: 0 });
    expect(found).toMatchObject({ total: 0.9, lowest: 0.4 });
  });

  it('gives up total where that lifts the worst-served application', async () => {
    const result = await solveFairAssignment({
      applications: ['A', 'B'].map((id) => ({ id, demand: { KG: 1, CN: 0, INT: 0 } })),
      reviewers: ['k', 'l'].map((id) => ({ id, side: 'KG', minLoad: 0, maxLoad: 1 })),
      affinity: [[1, 0.5], [0.6, 0]], locked: [],
    });
    expect(result).toMatchObject({ total: 1.1, lowest: 0.5, fairnessBound: 0.5, cost: 0 });
  });
});
