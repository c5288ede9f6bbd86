import fc from 'fast-check';
import loadHighs from 'highs';
import type { Highs } from 'highs';
import { explainInWords } from './explain-in-words.js';
import { solveFairAssignment } from './fair.js';
import { drawLot } from './lots.js';
import { overridePrices } from './override-prices.js';
import { pricePair } from './price-pair.js';
import type { AssignmentProblem, AssignmentSide } from './problem.js';
import { suggestRepairs, withRepair } from './repairs.js';
import { solveAssignment } from './solve-assignment.js';
import { countViolations } from './violations.js';

const SIDES = ['KG', 'CN', 'INT'] as const;

interface Features {
  any?: boolean;
  caps?: 'sides' | 'spanning';
  callCap?: boolean;
  teams?: boolean;
}

/**
 * Problems of some 5 x 7 with ties, conflicts, bans, locked pairs and minimums, and what the features add. Demands, minimums and caps are
 * read off a random plan, so that most can be solved; now and then one is turned up, so that some cannot.
 */
function problems({ any = false, caps, callCap = false, teams = false }: Features): fc.Arbitrary<AssignmentProblem> {
  return fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 3, max: 8 })).chain(([rows, columns]) => {
    const matrix = <T>(cell: fc.Arbitrary<T>): fc.Arbitrary<T[][]> => (
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows })
    );
    return fc.record({
      affinity: matrix(fc.option(fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })), { freq: 8 })),
      plan: matrix(fc.constantFrom(true, false, false)),
      people: fc.array(fc.tuple(fc.constantFrom<AssignmentSide>('KG', 'KG', 'CN', 'CN', 'INT'), fc.constantFrom('a', 'b', 'c'), fc.nat(2), fc.nat(2)),
        { minLength: columns, maxLength: columns }),
      free: fc.array(fc.nat(2), { minLength: rows, maxLength: rows }),
      harder: fc.constantFrom('no', 'no', 'no', 'demand', 'load', 'cap'),
      banned: fc.array(fc.tuple(fc.nat(rows - 1), fc.nat(columns - 1)), { maxLength: 2 }),
      isLocked: fc.boolean(),
      members: fc.array(fc.tuple(fc.nat(rows - 1), fc.nat(columns - 1)), { minLength: teams ? 2 : 0, maxLength: teams ? 6 : 0 }),
    });
  }).map(({ affinity, plan, people, free, harder, banned, isLocked, members }) => {
    const pairs = plan.flatMap((row, a) => row.flatMap((is, r): [number, number][] => (
      is && affinity[a]?.[r] != null && !banned.some(([ba, br]) => ba === a && br === r) ? [[a, r]] : []
    )));
    const homeOf = (r: number): string => (caps === 'spanning' ? people[r]?.[1] ?? '' : `${people[r]?.[1]} ${people[r]?.[0]}`);
    const count = (counts: (a: number, r: number) => boolean): number => pairs.filter(([a, r]) => counts(a, r)).length;
    const homes = [...new Set(people.map((_, r) => homeOf(r)))];
    const tighter = harder === 'cap' ? 1 : 0;
    return {
      applications: free.map((flexible, a) => {
        const demand = { KG: 0, CN: 0, INT: 0 };
        let open = 0;
        for (const side of SIDES) {
          const planned = count((ca, cr) => ca === a && people[cr]?.[0] === side);
          const kept = any ? Math.max(0, planned - flexible) : planned;
          demand[side] = kept + (harder === 'demand' && side === 'KG' ? 1 : 0);
          open += planned - kept;
        }
        return { id: `A${a}`, demand, any: open };
      }),
      reviewers: people.map(([side, , below, above], r) => {
        const planned = count((_, cr) => cr === r);
        const minLoad = Math.max(0, planned - below + (harder === 'load' && r === 0 ? 1 : 0));
        return { id: `R${r}`, side, minLoad, maxLoad: Math.max(minLoad, planned + above), institution: homeOf(r) };
      }),
      affinity, banned, locked: isLocked ? pairs.slice(0, 1) : [], ...(teams && { teams: members }),
      ...(caps && { institutionCap: Math.max(1, ...free.flatMap((_, a) => homes.map((home) => count((ca, cr) => ca === a && homeOf(cr) === home)))) - tighter }),
      ...(callCap && { callInstitutionCap: Math.max(1, ...homes.map((home) => count((_, cr) => homeOf(cr) === home))) - tighter }),
    };
  }).filter(({ locked, institutionCap, callInstitutionCap }) => locked.length === 0 || (institutionCap !== 0 && callInstitutionCap !== 0));
}

let highs: Highs;
beforeAll(async () => {
  highs = await (loadHighs as unknown as { default: () => Promise<Highs> }).default();
});

const asksForNothing = ({ demand, any = 0 }: AssignmentProblem['applications'][number]): boolean => demand.KG + demand.CN + demand.INT + any === 0;

/** The largest total in millionths, no application with a demand below `floor` millionths, by one integer program over all pairs; undefined when there is none. Shares no code with the solver. */
function oracle(problem: AssignmentProblem, floor = 0): number | undefined {
  const { applications, reviewers, affinity, locked, banned = [], teams = [], institutionCap, callInstitutionCap } = problem;
  const cells = applications.flatMap((_, a) => reviewers.map((__, r) => [a, r] as const))
    .filter(([a, r]) => affinity[a]?.[r] != null && !banned.some(([ba, br]) => ba === a && br === r));
  const rows: { least: number; most: number; columns: number[] }[] = [];
  const rule = (least: number, most: number, counts: (a: number, r: number) => boolean): void => {
    rows.push({ least, most, columns: cells.flatMap(([a, r], n) => (counts(a, r) ? [n] : [])) });
  };
  applications.forEach(({ demand, any = 0 }, a) => {
    for (const side of SIDES) rule(demand[side], demand[side] + any, (ca, cr) => ca === a && reviewers[cr]?.side === side);
    const total = demand.KG + demand.CN + demand.INT + any;
    rule(total, total, (ca) => ca === a);
  });
  reviewers.forEach(({ minLoad, maxLoad }, r) => rule(minLoad, maxLoad, (_, cr) => cr === r));
  for (const home of new Set(reviewers.map(({ institution }) => institution))) {
    if (institutionCap !== undefined) applications.forEach((_, a) => rule(0, institutionCap, (ca, cr) => ca === a && reviewers[cr]?.institution === home));
    if (callInstitutionCap !== undefined) rule(0, callInstitutionCap, (_, cr) => reviewers[cr]?.institution === home);
  }
  for (const [a, r] of teams) {
    for (const [b, s] of teams) if (a < b && r !== s) rule(0, 1, (ca, cr) => (ca === a && cr === s) || (ca === b && cr === r));
  }
  for (const [la, lr] of locked) rule(1, 1, (a, r) => a === la && r === lr);
  if (rows.some(({ least, columns }) => columns.length === 0 && least > 0)) return undefined;
  if (cells.length === 0) return floor > 0 && !applications.every(asksForNothing) ? undefined : 0;
  const gains = cells.map(([a, r]) => Math.round((affinity[a]?.[r] ?? 0) * 1e6));
  const values = rows.flatMap(({ columns }) => columns.map(() => 1));
  applications.forEach((application, a) => {
    if (floor === 0 || asksForNothing(application)) return;
    const columns = cells.flatMap(([ca], n) => (ca === a ? [n] : []));
    rows.push({ least: floor / 1e6 - 5e-7, most: Infinity, columns });
    values.push(...columns.map((n) => (gains[n] ?? 0) / 1e6));
  });
  const starts = [0];
  for (const { columns } of rows) starts.push((starts.at(-1) ?? 0) + columns.length);
  return highs.withModel({
    numCols: cells.length, numRows: rows.length, sense: highs.constants.objectiveSense.maximize, colCost: gains,
    colLower: new Float64Array(cells.length), colUpper: new Float64Array(cells.length).fill(1), integrality: new Int32Array(cells.length).fill(1),
    rowLower: rows.map(({ least }) => least), rowUpper: rows.map(({ most }) => most),
    matrix: { format: 'csr', numRows: rows.length, numCols: cells.length, starts, indices: rows.flatMap(({ columns }) => columns), values },
  }, (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0, mip_feasibility_tolerance: 1e-9 });
    return model.run().modelStatus === highs.constants.modelStatus.optimal
      ? model.getSolution().colValue.reduce((sum, value, n) => sum + Math.round(value) * (gains[n] ?? 0), 0) : undefined;
  });
}

const COMBINATIONS: [string, Features, number][] = [
  ['demands by side', {}, 150], ['slots of any side', { any: true }, 100], ['caps on institutions', { caps: 'sides' }, 80],
  ['caps and slots of any side', { caps: 'sides', any: true }, 80], ['a cap of the call', { callCap: true }, 80],
  ['institutions of both sides', { caps: 'spanning' }, 60], ['teams that would review each other', { teams: true }, 100],
  ['everything', { caps: 'spanning', any: true, callCap: true, teams: true }, 60],
];

describe('agreement with HiGHS', () => {
  it.each(COMBINATIONS)('in %s', async (_, features, numRuns) => {
    let solved = 0;
    await fc.assert(fc.asyncProperty(problems(features), async (problem) => {
      const best = oracle(problem);
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

describe('what an infeasible problem is told', () => {
  it.each(COMBINATIONS)('is true and mends it, in %s', async (_, features, numRuns) => {
    await fc.assert(fc.asyncProperty(problems(features), async (problem) => {
      const { explanation } = await solveAssignment(problem);
      if (!explanation) return;
      const repairs = await suggestRepairs(problem, explanation);
      expect((await explainInWords(problem, explanation)).sentences).toHaveLength(explanation.length);
      for (const { cause, applications, reviewers } of explanation) if (cause === 'cap' || cause === 'mutual') await expectMinimal(problem, applications, reviewers);
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

describe('solveFairAssignment', () => {
  it('reaches the highest floor, and the largest total above it', async () => {
    await fc.assert(fc.asyncProperty(problems({ any: true }), async (problem) => {
      const fair = await solveFairAssignment(problem);
      const best = await solveAssignment(problem);
      expect(fair.status).toBe(best.status);
      if (fair.status === 'infeasible') return;
      expect(fair.lowest).toBeGreaterThanOrEqual(best.lowest);
      expect(fair.lowest).toBeLessThanOrEqual(fair.fairnessBound + 1e-9);
      expect(fair.total + fair.cost).toBeCloseTo(best.total, 9);
      const units = Math.round(fair.lowest * 1e6);
      expect(oracle(problem, units)).toBe(Math.round(fair.total * 1e6));
      expect(oracle(problem, units + 1)).toBe(problem.applications.every(asksForNothing) ? 0 : undefined);
    }), { numRuns: 60, seed: 3 });
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
          const forced = oracle({ ...problem, locked: [...problem.locked, [a, r]] });
          expect(price === null ? undefined : Math.round((best.total - price) * 1e6)).toBe(forced);
          priced += 1;
          if (priced % 5 > 0) continue;
          const less = oracle({ ...problem, banned: [...problem.banned ?? [], [a, r]] });
          expect(await pricePair(problem, [a, r])).toEqual({ forced: price, removed: less === undefined ? null : Math.round(best.total * 1e6 - less) / 1e6 });
        }
      }
    }), { numRuns: 12, seed: 17 });
    expect(priced).toBeGreaterThan(60);
  });
});

describe('drawLot', () => {
  it('refuses a count that is none, and what solveAssignment refuses', async () => {
    const [problem] = fc.sample(problems({}), { numRuns: 1, seed: 11 });
    if (!problem) throw new Error('no problem');
    for (const count of [0, -1, 1.5, NaN]) await expect(drawLot(problem, count, 'seed')).rejects.toThrow(/the number of lots is .*, not a whole number from 1/);
    await expect(drawLot({ ...problem, affinity: [] }, 1, 'seed')).rejects.toThrow(RangeError);
  });

  it.each(COMBINATIONS.slice(0, 5))('forms complete assignments that share no pair, in %s', async (_, features) => {
    let drawn = 0;
    await fc.assert(fc.asyncProperty(problems(features), fc.constantFrom(2, 3), async (problem, count) => {
      const result = await drawLot(problem, count, 'seed');
      if (result.status === 'infeasible') return;
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
      expect(await drawLot(problem, count, 'seed')).toEqual(result);
    }), { numRuns: 50, seed: 11 });
    expect(drawn).toBeGreaterThan(3);
  });
});
