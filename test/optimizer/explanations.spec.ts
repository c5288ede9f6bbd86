import fc from 'fast-check';
import { explainInWords, solveAssignment, suggestRepairs, withRepair, type AssignmentProblem, type AssignmentSide, type Shortfall } from '#libs/optimizer';
import { oracle } from './oracle.js';
import { COMBINATIONS, problems } from './problems.js';

describe('what an infeasible problem is told', () => {
  it.each(COMBINATIONS)('is true and mends it, in %s', async (_, features, numRuns) => {
    await fc.assert(fc.asyncProperty(problems(features), async (problem) => {
      const { explanation } = await solveAssignment(problem);
      if (!explanation) return;
      const repairs = await suggestRepairs(problem, explanation);
      expect((await explainInWords(problem, explanation)).sentences).toHaveLength(explanation.length);
      for (const { cause, applications, reviewers } of explanation) if (cause === 'cap' || cause === 'mutual') await expectMinimal(problem, applications, reviewers);
      for (const shortfall of explanation) await expectProven(problem, shortfall);
      for (const kind of ['raise-loads', 'add-reviewers', 'lower-demands'] as const) await expectMended(problem, repairs, kind);
    }), { numRuns: numRuns / 2, seed: 7 });
  });

  /** With one repair of this kind for each side's demand and the others for minimums and caps, no shortfall of single sides is left. */
  async function expectMended(problem: AssignmentProblem, repairs: Awaited<ReturnType<typeof suggestRepairs>>, kind: string): Promise<void> {
    const demanded = new Set(repairs.filter((repair) => repair.kind === 'lower-demands').map((repair) => ('side' in repair ? repair.side : '')));
    const chosen = repairs.filter((repair) => repair.kind === kind || repair.kind === 'lower-minimums' || repair.kind === 'relax-cap');
    if ([...demanded].some((side) => !chosen.some((repair) => repair.kind === kind && 'side' in repair && repair.side === side))) return;
    // Lower demands give fewer reviews for minimums, whose repair was sized for the demands as they were.
    if (kind === 'lower-demands' && chosen.some((repair) => repair.kind === 'lower-minimums')) return;
    if (chosen.length === 0) return;
    const { explanation = [] } = await solveAssignment(chosen.reduce(withRepair, problem));
    const mended = new Set(chosen.flatMap((repair) => ('side' in repair ? [repair.side] : [])));
    const kinds = new Set(chosen.map((repair) => repair.kind));
    for (const { cause, side } of explanation) {
      if (cause !== 'cap' && cause !== 'mutual') expect(side !== 'any' && mended.has(side) && (cause === 'demand' ? demanded.has(side) : kinds.has('lower-minimums'))).toBe(kind === 'lower-demands' && cause === 'minimum');
      else if (cause === 'cap') expect(kinds.has('relax-cap')).toBe(false);
    }
  }

  /** Of one side alone, without caps and teams, those named are impossible already, and of the core none could be left out. */
  async function expectProven(problem: AssignmentProblem, { cause, side, applications, reviewers, core }: Shortfall): Promise<void> {
    if (side === 'any' || problem.locked.length > 0) return;
    const takers = cause === 'demand' ? applications : reviewers;
    const least = cause === 'demand' ? core?.applications : core?.reviewers;
    const bare = cause === 'demand' ? demandsOf(problem, side) : minimumsOf(problem, side);
    expect(await oracle(bare(takers))).toBeUndefined();
    if (!least) return;
    cores += 1;
    expect(takers).toEqual(expect.arrayContaining(least));
    expect(await oracle(bare(least))).toBeUndefined();
    for (const left of least) expect(await oracle(bare(least.filter((id) => id !== left)))).toBeDefined();
  }

  /** Only these applications' demands of one side. */
  function demandsOf({ applications, reviewers, affinity, banned }: AssignmentProblem, side: AssignmentSide) {
    const none = { KG: 0, CN: 0, INT: 0 };
    return (kept: readonly string[]): AssignmentProblem => ({
      applications: applications.map(({ id, demand }) => ({ id, demand: kept.includes(id) ? { ...none, [side]: demand[side] } : none })),
      reviewers: reviewers.map(({ id, side: of, maxLoad }) => ({ id, side: of, minLoad: 0, maxLoad })), affinity, locked: [], ...(banned && { banned }),
    });
  }

  /** Only these reviewers' minimums: they are the ones who demand, and applications give each at most one review, and what they may take of the side in all. */
  function minimumsOf({ applications, reviewers, affinity, banned = [] }: AssignmentProblem, side: AssignmentSide) {
    return (kept: readonly string[]): AssignmentProblem => ({
      applications: reviewers.map(({ id, minLoad }) => ({ id, demand: { KG: kept.includes(id) ? minLoad : 0, CN: 0, INT: 0 } })),
      reviewers: applications.map(({ id, demand, any = 0 }) => ({ id, side: 'KG', minLoad: 0, maxLoad: demand[side] + any })), locked: [],
      affinity: reviewers.map(({ side: of }, r) => applications.map((_, a) => (of === side ? affinity[a]?.[r] ?? null : null))), banned: banned.map(([a, r]) => [r, a]),
    });
  }

  let cores = 0;

  it('names the fewest who contradict the rules already, where there are too few reviewers or reviews for many', async () => {
    const crowded = fc.record({
      demands: fc.array(fc.nat(3), { minLength: 6, maxLength: 10 }), loads: fc.array(fc.tuple(fc.nat(3), fc.nat(2)), { minLength: 4, maxLength: 8 }),
      possible: fc.array(fc.constantFrom(0.5, null), { minLength: 80, maxLength: 80 }),
    }).map(({ demands, loads, possible }): AssignmentProblem => ({
      applications: demands.map((KG, a) => ({ id: `A${a}`, demand: { KG, CN: 0, INT: 0 } })), locked: [],
      reviewers: loads.map(([minLoad, more], r) => ({ id: `R${r}`, side: 'KG', minLoad, maxLoad: minLoad + more })),
      affinity: demands.map((_, a) => loads.map((__, r) => possible[a * 8 + r] ?? null)),
    }));
    await fc.assert(fc.asyncProperty(crowded, async (problem) => {
      for (const shortfall of (await solveAssignment(problem)).explanation ?? []) await expectProven(problem, shortfall);
    }), { numRuns: 150, seed: 19 });
    expect(cores).toBeGreaterThan(50);
  });

  /** Any one application without demand, or one minimum at zero, and the rest of those named is possible. */
  async function expectMinimal(problem: AssignmentProblem, applications: string[], reviewers: string[]): Promise<void> {
    const only = (keptApplications: string[], keptMinimums: string[]): AssignmentProblem => ({
      ...problem,
      applications: problem.applications.map((a) => (keptApplications.includes(a.id) ? a : { ...a, demand: { KG: 0, CN: 0, INT: 0 }, any: 0 })),
      reviewers: problem.reviewers.map((r) => (keptMinimums.includes(r.id) ? r : { ...r, minLoad: 0 })),
      locked: problem.locked.filter(([a]) => keptApplications.includes(problem.applications[a]?.id ?? '')),
    });
    if (reviewers.length > 0 || problem.locked.length > 0) return;
    expect((await solveAssignment(only(applications, reviewers))).status).toBe('infeasible');
    for (const left of applications) expect((await solveAssignment(only(applications.filter((id) => id !== left), reviewers))).status).toBe('optimal');
  }
});
