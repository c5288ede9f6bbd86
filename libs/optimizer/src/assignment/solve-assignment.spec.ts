import fc from 'fast-check';
import type { AssignmentProblem, AssignmentSide, Shortfall } from './problem.js';
import { solveAssignment } from './solve-assignment.js';

type Application = AssignmentProblem['applications'][number];
type Reviewer = AssignmentProblem['reviewers'][number];
type Affinity = AssignmentProblem['affinity'];

const wants = (id: string, demand: Partial<Record<AssignmentSide, number>>): Application => (
  { id, demand: { KG: 0, CN: 0, INT: 0, ...demand } }
);
const takes = (id: string, side: AssignmentSide, minLoad: number, maxLoad: number): Reviewer => ({ id, side, minLoad, maxLoad });
const problem = (
  applications: Application[], reviewers: Reviewer[], affinity: Affinity, locked: AssignmentProblem['locked'] = [],
): AssignmentProblem => ({ applications, reviewers, affinity, locked });

/** The best total in millionths over every set of possible pairs, or undefined when none is legal. Shares no code with the solver. */
function bestByEnumeration({ applications, reviewers, affinity, locked }: AssignmentProblem): number | undefined {
  const cells = applications.flatMap((_, a) => reviewers.map((__, r): [number, number] => [a, r]));
  const possible = cells.filter(([a, r]) => affinity[a]?.[r] != null);
  let best: number | undefined;
  for (let mask = 0; mask < 2 ** possible.length; mask += 1) {
    const pairs = possible.filter((_, bit) => (mask & (1 << bit)) !== 0);
    const has = (a: number, r: number): boolean => pairs.some(([pa, pr]) => pa === a && pr === r);
    const legal = locked.every(([a, r]) => has(a, r))
      && reviewers.every(({ minLoad, maxLoad }, r) => {
        const load = pairs.filter(([, pr]) => pr === r).length;
        return load >= minLoad && load <= maxLoad;
      })
      && applications.every(({ demand }, a) => (['KG', 'CN', 'INT'] as const).every((side) => (
        pairs.filter(([pa, pr]) => pa === a && reviewers[pr]?.side === side).length === demand[side]
      )));
    if (!legal) continue;
    const total = pairs.reduce((sum, [a, r]) => sum + Math.round((affinity[a]?.[r] ?? 0) * 1e6), 0);
    if (best === undefined || total > best) best = total;
  }
  return best;
}

/** Recounts a shortfall from the problem: the figures must be true and must prove that no assignment exists. */
function expectTrue(shortfall: Shortfall, { applications, reviewers, affinity, locked }: AssignmentProblem): void {
  const chosen = applications.map((_, a) => a).filter((a) => shortfall.applications.includes(applications[a]?.id ?? ''));
  const people = reviewers.map((_, r) => r).filter((r) => shortfall.reviewers.includes(reviewers[r]?.id ?? ''));
  const isLocked = (a: number, r: number): boolean => locked.some(([la, lr]) => la === a && lr === r);
  const lockedOfReviewer = (r: number): number => locked.filter(([, lr]) => lr === r).length;
  const demand = (a: number): number => (shortfall.side === 'any' ? 0 : applications[a]?.demand[shortfall.side] ?? 0)
    - locked.filter(([la, lr]) => la === a && reviewers[lr]?.side === shortfall.side).length;
  const free = (a: number, r: number): boolean => reviewers[r]?.side === shortfall.side && affinity[a]?.[r] != null && !isLocked(a, r);
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  if (shortfall.cause === 'demand') {
    expect(shortfall.needed).toBe(sum(chosen.map(demand)));
    expect(shortfall.available).toBe(sum(reviewers.map(({ maxLoad }, r) => (
      Math.min(maxLoad - lockedOfReviewer(r), chosen.filter((a) => free(a, r)).length)
    ))));
  } else {
    expect(shortfall.needed).toBe(sum(people.map((r) => Math.max(0, (reviewers[r]?.minLoad ?? 0) - lockedOfReviewer(r)))));
    expect(shortfall.available).toBe(sum(applications.map((_, a) => Math.min(demand(a), people.filter((r) => free(a, r)).length))));
  }
  expect(shortfall.short).toBe(shortfall.needed - shortfall.available);
  expect(shortfall.short).toBeGreaterThan(0);
}

const tinyProblem: fc.Arbitrary<AssignmentProblem> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 4 }))
  .chain(([rows, columns]) => fc.record({
    demands: fc.array(fc.tuple(fc.constantFrom(0, 1, 1, 2), fc.constantFrom(0, 0, 1)), { minLength: rows, maxLength: rows }),
    people: fc.array(
      fc.tuple(fc.constantFrom<AssignmentSide>('KG', 'KG', 'CN'), fc.constantFrom(0, 0, 0, 0, 1, 2), fc.constantFrom(0, 1, 2, 3)),
      { minLength: columns, maxLength: columns },
    ),
    // Few levels make ties; doubles of full length meet the rounding; null forbids.
    affinity: fc.array(
      fc.array(fc.option(fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })), { freq: 9 }),
        { minLength: columns, maxLength: columns }),
      { minLength: rows, maxLength: rows },
    ),
    lock: fc.array(fc.tuple(fc.nat(rows - 1), fc.nat(columns - 1)), { maxLength: 2 }),
  }))
  .map(({ demands, people, affinity, lock }) => {
    const applications = demands.map(([KG, CN], a) => wants(`A${a}`, { KG, CN }));
    const reviewers = people.map(([side, least, spare], r) => takes(`R${r}`, side, least, least + spare));
    const locked: [number, number][] = [];
    for (const [a, r] of lock) {
      const side = reviewers[r]?.side ?? 'KG';
      const ofSide = locked.filter(([la, lr]) => la === a && reviewers[lr]?.side === side).length;
      const ofReviewer = locked.filter(([, lr]) => lr === r).length;
      const fits = affinity[a]?.[r] != null && !locked.some(([la, lr]) => la === a && lr === r)
        && ofSide < (applications[a]?.demand[side] ?? 0) && ofReviewer < (reviewers[r]?.maxLoad ?? 0);
      if (fits) locked.push([a, r]);
    }
    return { applications, reviewers, affinity, locked };
  });

describe('solveAssignment', () => {
  it('agrees with enumeration on tiny problems, and proves it when there is no answer', async () => {
    let withPairs = 0;
    let infeasible = 0;
    await fc.assert(fc.asyncProperty(tinyProblem, async (tiny) => {
      const best = bestByEnumeration(tiny);
      const result = await solveAssignment(tiny);
      if (best === undefined) {
        infeasible += 1;
        expect(result).toMatchObject({ status: 'infeasible', total: 0, lowest: 0, pairs: [] });
        expect(result.explanation).not.toHaveLength(0);
        for (const shortfall of result.explanation ?? []) expectTrue(shortfall, tiny);
        return;
      }
      if (result.pairs.length > 0) withPairs += 1;
      expect(result.status).toBe('optimal');
      expect(result).not.toHaveProperty('explanation');
      expect(Math.round(result.total * 1e6)).toBe(best);
      expect(result.certificate).toEqual({ violations: 0, bound: result.total });
      expect(result.pairs.reduce((sum, { affinity }) => sum + affinity, 0)).toBeCloseTo(result.total, 9);
      for (const [a, r] of tiny.locked) expect(result.pairs).toContainEqual(expect.objectContaining({ application: a, reviewer: r }));
    }), { numRuns: 600, seed: 20260118 });
    // Both answers must have been put to the test.
    expect(withPairs).toBeGreaterThan(100);
    expect(infeasible).toBeGreaterThan(100);
  });

  it('gives up a good pair for a better total, and reports the lowest application', async () => {
    const result = await solveAssignment(problem(
      [wants('A', { KG: 1, CN: 1 }), wants('B', { KG: 1 })],
      [takes('k1', 'KG', 0, 1), takes('k2', 'KG', 0, 1), takes('c1', 'CN', 0, 1)],
      [[0.9, 0.8, 0.3], [0.7, 0.1, null]],
    ));
    expect(result).toEqual({
      status: 'optimal', total: 1.8, lowest: 0.7,
      pairs: [
        { application: 0, reviewer: 1, affinity: 0.8 }, { application: 0, reviewer: 2, affinity: 0.3 },
        { application: 1, reviewer: 0, affinity: 0.7 },
      ],
      certificate: { violations: 0, bound: 1.8 },
    });
  });

  it('answers an empty problem, and one without demand, with no pairs', async () => {
    const nothing = { status: 'optimal', total: 0, lowest: 0, pairs: [], certificate: { violations: 0, bound: 0 } };
    expect(await solveAssignment(problem([], [], []))).toEqual(nothing);
    expect(await solveAssignment(problem([wants('A', {})], [takes('k', 'KG', 0, 4)], [[1]]))).toEqual(nothing);
    expect(await solveAssignment(problem([], [takes('k', 'KG', 0, 0)], []))).toEqual(nothing);
  });

  it('keeps zero affinity apart from an impossible pair', async () => {
    const one = (affinity: number | null): AssignmentProblem => problem([wants('A', { INT: 1 })], [takes('i', 'INT', 0, 1)], [[affinity]]);
    expect(await solveAssignment(one(0))).toMatchObject({ status: 'optimal', pairs: [{ application: 0, reviewer: 0, affinity: 0 }] });
    expect(await solveAssignment(one(null))).toMatchObject({ status: 'infeasible' });
  });

  it('serves a side of one reviewer up to the load, and says how much is short beyond it', async () => {
    const two = (maxLoad: number): AssignmentProblem => problem(
      [wants('A', { CN: 1 }), wants('B', { CN: 1 })], [takes('c', 'CN', 0, maxLoad)], [[0.5], [0.25]],
    );
    expect(await solveAssignment(two(2))).toMatchObject({ status: 'optimal', total: 0.75, lowest: 0.25 });
    expect((await solveAssignment(two(1))).explanation).toEqual([
      { cause: 'demand', side: 'CN', applications: ['A', 'B'], reviewers: ['c'], needed: 2, available: 1, short: 1 },
    ]);
    expect((await solveAssignment(two(0))).explanation).toEqual([
      { cause: 'demand', side: 'CN', applications: ['A'], reviewers: [], needed: 1, available: 0, short: 1 },
      { cause: 'demand', side: 'CN', applications: ['B'], reviewers: [], needed: 1, available: 0, short: 1 },
    ]);
  });

  it('leaves applications that can be served out of the explanation', async () => {
    // Six applications may use only the five small reviewers (load 2 each); the seventh has a reviewer of its own.
    const applications = Array.from({ length: 7 }, (_, a) => wants(`A${a + 1}`, { KG: a < 6 ? 2 : 1 }));
    const reviewers = Array.from({ length: 6 }, (_, r) => takes(`k${r + 1}`, 'KG', 0, r < 5 ? 2 : 4));
    const affinity = applications.map((_, a) => reviewers.map((__, r) => (r < 5 || a === 6 ? 0.5 : null)));
    expect((await solveAssignment(problem(applications, reviewers, affinity))).explanation).toEqual([{
      cause: 'demand', side: 'KG', applications: ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'], reviewers: ['k1', 'k2', 'k3', 'k4', 'k5'],
      needed: 12, available: 10, short: 2,
    }]);
  });

  it('explains an application with conflicts only, and a reviewer with a minimum but no possible pair', async () => {
    const result = await solveAssignment(problem(
      [wants('A', { KG: 1 }), wants('B', { KG: 1 })],
      [takes('k1', 'KG', 0, 2), takes('k2', 'KG', 1, 2)],
      [[null, null], [0.4, null]],
    ));
    expect(result.explanation).toEqual([
      { cause: 'demand', side: 'KG', applications: ['A'], reviewers: [], needed: 1, available: 0, short: 1 },
      { cause: 'minimum', side: 'KG', applications: [], reviewers: ['k2'], needed: 1, available: 0, short: 1 },
    ]);
  });

  it('explains minimum loads that add up to more than the demand', async () => {
    const result = await solveAssignment(problem(
      [wants('A', { CN: 2 })], [takes('c1', 'CN', 1, 1), takes('c2', 'CN', 1, 1), takes('c3', 'CN', 1, 1)], [[1, 1, 1]],
    ));
    expect(result.explanation).toEqual([
      { cause: 'minimum', side: 'CN', applications: ['A'], reviewers: ['c1', 'c2', 'c3'], needed: 3, available: 2, short: 1 },
    ]);
  });

  it('keeps locked pairs and fills up the rest', async () => {
    const result = await solveAssignment(problem(
      [wants('A', { KG: 2 }), wants('B', { KG: 1 })],
      [takes('k1', 'KG', 1, 1), takes('k2', 'KG', 0, 1), takes('k3', 'KG', 0, 2)],
      [[0.1, 0.6, 0.5], [1, 0.9, 0.2]],
      [[0, 0]],
    ));
    expect(result.pairs.map(({ application, reviewer }) => [application, reviewer])).toEqual([[0, 0], [0, 2], [1, 1]]);
    expect(result).toMatchObject({ total: 1.5, lowest: 0.6, certificate: { violations: 0, bound: 1.5 } });
  });

  it('gives the same pairs again where optima are equal', async () => {
    const tied = problem(
      Array.from({ length: 6 }, (_, a) => wants(`A${a}`, { KG: 2 })), Array.from({ length: 8 }, (_, r) => takes(`k${r}`, 'KG', 1, 3)),
      Array.from({ length: 6 }, () => Array.from({ length: 8 }, () => 0.5)),
    );
    const first = await solveAssignment(tied);
    expect(first.total).toBe(6);
    expect(await solveAssignment(tied)).toEqual(first);
  });

  it('solves a competition of ordinary size with a proof', async () => {
    // Affinities from a fixed recurrence: uneven, with six decimals and some conflicts.
    let state = 7;
    const next = (): number => {
      state = (state * 48271) % 2147483647;
      return state;
    };
    const applications = Array.from({ length: 24 }, (_, a) => wants(`A${a}`, { KG: 2, CN: 2, INT: 1 }));
    const sides = ['KG', 'CN', 'KG', 'CN', 'INT'] as const;
    const reviewers = Array.from({ length: 30 }, (_, r) => takes(`r${r}`, sides[r % 5] ?? 'KG', 1, 6));
    const affinity = applications.map(() => reviewers.map(() => (next() % 9 === 0 ? null : (next() % 1_000_001) / 1e6)));
    const result = await solveAssignment(problem(applications, reviewers, affinity));
    expect(result).toMatchObject({ status: 'optimal', certificate: { violations: 0, bound: result.total } });
    expect(result.pairs).toHaveLength(24 * 5);
  });
});

describe('solveAssignment: progress and cancelling', () => {
  const small = problem(
    [wants('A', { KG: 1, CN: 1, INT: 1 })], [takes('k', 'KG', 0, 1), takes('c', 'CN', 0, 1), takes('i', 'INT', 0, 1)], [[1, 1, 1]],
  );

  it('reports a rising share that ends with 1', async () => {
    const fractions: number[] = [];
    await solveAssignment(small, { onProgress: (fraction) => fractions.push(fraction) });
    expect(fractions).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('stops with the reason given, before the start and between sides', async () => {
    const reason = new Error('withdrawn');
    await expect(solveAssignment(small, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const fractions: number[] = [];
    await expect(solveAssignment(small, {
      signal: controller.signal,
      onProgress: (fraction) => {
        fractions.push(fraction);
        controller.abort(reason);
      },
    })).rejects.toBe(reason);
    expect(fractions).toHaveLength(1);
  });
});

describe('solveAssignment: problems that contradict themselves', () => {
  const A = wants('A', { KG: 1 });
  const k = takes('k', 'KG', 0, 1);
  const cases: [string, AssignmentProblem, RegExp][] = [
    ['minimum over maximum', problem([A], [takes('k', 'KG', 3, 2)], [[1]]), /reviewer k: minimum load 3 exceeds maximum load 2/],
    ['a load that is not whole', problem([A], [takes('k', 'KG', 0, 1.5)], [[1]]), /reviewer k: maximum load is 1.5/],
    ['a negative demand', problem([wants('A', { CN: -1 })], [k], [[1]]), /application A: demand CN is -1/],
    ['an affinity over 1', problem([A], [k], [[1.01]]), /application A and reviewer k is 1.01/],
    ['an affinity that is no number', problem([A], [k], [[NaN]]), /is NaN/],
    ['a missing row', problem([A], [k], []), /0 rows for 1 applications/],
    ['a short row', problem([A], [k], [[]]), /0 entries for 1 reviewers/],
    ['an id used twice', problem([A], [k, k], [[1, 1]]), /reviewer k appears twice/],
    ['a locked pair that is forbidden', problem([A], [k], [[null]], [[0, 0]]), /pair of application A and reviewer k is not possible/],
    ['a locked pair of nobody', problem([A], [k], [[1]], [[0, 1]]), /\[0, 1\] names no application or no reviewer/],
    ['a locked pair given twice', problem([A], [k], [[1]], [[0, 0], [0, 0]]), /appears twice/],
    ['locked pairs over a load', problem([A, wants('B', { KG: 1 })], [k], [[1], [1]], [[0, 0], [1, 0]]), /maximum load 1/],
    ['locked pairs over a demand', problem([A], [k, takes('l', 'KG', 0, 1)], [[1, 1]], [[0, 0], [0, 1]]), /demand KG 1/],
  ];

  it.each(cases)('refuses %s', async (_, refused, message) => {
    const attempt = solveAssignment(refused);
    await expect(attempt).rejects.toThrow(RangeError);
    await expect(attempt).rejects.toThrow(message);
  });
});
