import fc from 'fast-check';
import { solveAssignment, suggestRepairs, withRepair, type AssignmentProblem } from '#libs/optimizer';
import { COMBINATIONS, problems } from './problems.js';

describe('each repair', () => {
  type Repair = Awaited<ReturnType<typeof suggestRepairs>>[number];
  type Step = (problem: AssignmentProblem) => AssignmentProblem;

  /** Every change that is one smaller: a unit less of what the repair gives out, given out in every way there is. */
  function smaller(problem: AssignmentProblem, repair: Repair): AssignmentProblem[] {
    if (repair.kind === 'relax-cap') return [withRepair(problem, { ...repair, to: repair.to - 1, size: repair.size - 1 })];
    if (repair.kind === 'add-reviewers') return [withRepair(problem, { ...repair, size: repair.size - 1 })];
    const steps: Step[] = repair.kind === 'lower-demands'
      ? problem.applications.filter((a) => a.demand[repair.side] > 0).map(({ id }) => (p) => withRepair(p, { ...repair, by: [{ application: id, reviews: 1 }] }))
      : problem.reviewers.filter((r) => r.side === repair.side).map(({ id }) => (p) => withRepair(p, { ...repair, by: [{ reviewer: id, load: 1 }] }));
    const ways = (left: number, from: number, so: AssignmentProblem): AssignmentProblem[] => (
      left === 0 ? [so] : steps.slice(from).flatMap((step, n) => ways(left - 1, from + n, step(so)))
    );
    return ways(repair.size - 1, 0, problem).filter((p) => p.applications.every((a) => a.demand[repair.side] >= 0) && p.reviewers.every((r) => r.minLoad >= 0));
  }

  /** Whether what the repair is for is still in the way. */
  async function isShort(problem: AssignmentProblem, repair: Repair): Promise<boolean> {
    const { explanation = [] } = await solveAssignment(problem);
    const cause = repair.kind === 'relax-cap' ? 'cap' : repair.kind === 'lower-minimums' ? 'minimum' : 'demand';
    return explanation.some((one) => one.cause === cause && (cause === 'cap' || ('side' in repair && one.side === repair.side)));
  }

  const tried = new Map<Repair['kind'], number>();

  it.each(COMBINATIONS)('suffices, and one unit less does not, in %s', async (_, features, numRuns) => {
    await fc.assert(fc.asyncProperty(problems(features), async (problem) => {
      const { explanation } = await solveAssignment(problem);
      if (!explanation || problem.locked.length > 0) return;
      for (const repair of await suggestRepairs(problem, explanation)) {
        // Above this there are too many ways to try them all.
        if (repair.size > 4) continue;
        expect(await isShort(withRepair(problem, repair), repair)).toBe(false);
        for (const less of smaller(problem, repair)) expect(await isShort(less, repair)).toBe(true);
        tried.set(repair.kind, (tried.get(repair.kind) ?? 0) + 1);
      }
    }), { numRuns: numRuns * 2, seed: 11 });
  });

  it('was put to the test', () => {
    for (const kind of ['raise-loads', 'add-reviewers', 'lower-demands', 'lower-minimums', 'relax-cap'] as const) expect(tried.get(kind)).toBeGreaterThan(3);
  });
});
