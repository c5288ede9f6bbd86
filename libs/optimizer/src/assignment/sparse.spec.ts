import { solveAssignment } from './solve-assignment.js';
import { solveSparse } from './sparse.js';
import type { SparseProblem } from './sparse.js';

/** A matrix from a fixed recurrence, and the same problem as lists of each row's best `size`. */
function twins(rows: number, columns: number, size: number, least: number) {
  let state = 5 + size;
  const next = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const affinity = Array.from({ length: rows }, () => Array.from({ length: columns }, () => next(1_000_001) / 1e6));
  const lists = affinity.map((row) => [...row.keys()].toSorted((one, other) => (row[other] ?? 0) - (row[one] ?? 0)));
  const listed = lists.flatMap((order) => order.slice(0, size));
  const units = (a: number, r: number | undefined): number => (r === undefined ? -1 : Math.round((affinity[a]?.[r] ?? 0) * 1e6));
  const sparse: SparseProblem = {
    rows, columns, start: Int32Array.from({ length: rows + 1 }, (_, a) => a * size), column: Int32Array.from(listed),
    gain: Int32Array.from(listed, (r, at) => units(Math.floor(at / size), r)), beyond: Int32Array.from(lists, (order, a) => units(a, order[size])),
    demand: new Int32Array(rows).fill(3), least: new Int32Array(columns).fill(least), most: new Int32Array(columns).fill(6),
  };
  return {
    sparse,
    dense: {
      applications: affinity.map((_, a) => ({ id: `A${a}`, demand: { KG: 3, CN: 0, INT: 0 } })),
      reviewers: Array.from({ length: columns }, (_, r) => ({ id: `R${r}`, side: 'KG' as const, minLoad: least, maxLoad: 6 })), affinity, locked: [],
    },
  };
}

describe('solveSparse', () => {
  it.each([[30, 0], [30, 1], [12, 1]])('finds the best of all pairs in lists of %s with minimum %s, and proves it', async (size, least) => {
    const { sparse, dense } = twins(60, 80, size, least);
    const answer = await solveSparse(sparse);
    const best = await solveAssignment(dense);
    expect(answer).toMatchObject({ status: 'optimal', violations: 0 });
    expect(answer.total).toBeLessThanOrEqual(Math.round(best.total * 1e6));
    if (answer.unproven.length === 0) expect(answer.total).toBe(Math.round(best.total * 1e6));
    if (size === 30 && least === 0) expect(answer.unproven).toEqual([]);
  });

  it('does not claim a proof that the lists cannot give', async () => {
    const { sparse, dense } = twins(60, 80, 6, 0);
    const answer = await solveSparse(sparse);
    const best = await solveAssignment(dense);
    if (answer.total < Math.round(best.total * 1e6)) expect(answer.unproven).not.toEqual([]);
    expect((await solveSparse({ ...sparse, most: new Int32Array(80) })).status).toBe('infeasible');
  });
});
