import fc from 'fast-check';
import { countFlowViolations, leastCost, Network } from './network/network.js';
import { solveNetwork } from './network/network-simplex.js';
import { solveByPaths } from './paths/solve-paths.js';
import { certifyTransport } from './transport.js';
import type { Transport, TransportAnswer } from './transport.js';

/** Runs a solver to its end. */
function finish<T>(work: Generator<number, T, undefined>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

const transports: fc.Arbitrary<Transport> = fc.integer({ min: 1, max: 1e9 }).map((seed) => {
  let state = seed;
  const next = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const rows = 4 + next(6);
  const columns = 6 + next(80);
  return {
    rows, columns, gains: Int32Array.from({ length: rows * columns }, () => (next(9) === 0 ? -1 : next(1_000_001))),
    demand: new Int32Array(rows).fill(1 + next(3)), least: Int32Array.from({ length: columns }, () => (next(20) === 0 ? 1 : 0)),
    most: new Int32Array(columns).fill(3),
  };
});

describe('the certificate', () => {
  it('is clean for what the fast path says, and rejects every planted error', () => {
    let checked = 0;
    fc.assert(fc.property(transports, fc.nat(1e6), (problem, pick) => {
      const outcome = finish(solveByPaths(problem));
      if (outcome.kind !== 'solved') return;
      checked += 1;
      const { answer } = outcome;
      const clean = certifyTransport(problem, answer);
      expect(clean.violations).toBe(0);
      expect(clean.bound).toBe(clean.total);
      const planted = (change: Partial<TransportAnswer>): number => certifyTransport(problem, { ...answer, ...change }).violations;
      const pair = 2 * (pick % (answer.pairs.length / 2));
      expect(planted({ pairs: answer.pairs.filter((_, at) => at !== pair && at !== pair + 1) })).toBeGreaterThan(0);
      const row = answer.pairs[pair] ?? 0;
      const taken = new Set(Array.from(answer.pairs).filter((_, at) => at % 2 === 1 && answer.pairs[at - 1] === row));
      const worse = [...Array(problem.columns).keys()].find((column) => !taken.has(column)
        && (problem.gains[row * problem.columns + column] ?? 0) < (problem.gains[row * problem.columns + (answer.pairs[pair + 1] ?? 0)] ?? 0));
      if (worse !== undefined) {
        const swapped = certifyTransport(problem, { ...answer, pairs: answer.pairs.map((value, at) => (at === pair + 1 ? worse : value)) });
        expect(swapped.violations > 0 || swapped.total === swapped.bound).toBe(true);
        if (swapped.total < clean.total) expect(swapped.violations).toBeGreaterThan(0);
      }
      expect(planted({ rowPrice: answer.rowPrice.map((price, at) => (at === row ? price + 2_000_000 : price)) })).toBeGreaterThan(0);
      expect(planted({ columnPrice: answer.columnPrice.map((price, at) => (at === answer.pairs[pair + 1] ? NaN : price)) })).toBeGreaterThan(0);
    }), { numRuns: 150, seed: 4 });
    expect(checked).toBeGreaterThan(100);
  });

  it('holds for the network simplex method, and rejects a changed flow and a changed price', () => {
    const network = new Network(4, 5);
    const arcs = [[0, 1, 0, 4, 2], [0, 2, 0, 2, 2], [1, 2, 0, 2, 1], [1, 3, 0, 3, 3], [2, 3, 1, 5, 1]] as const;
    const numbers = arcs.map(([tail, head, least, most, cost]) => network.addArc(tail, head, least, most, cost));
    network.supply[0]! += 4;
    network.supply[3]! -= 4;
    const answer = finish(solveNetwork(network));
    expect(answer.feasible).toBe(true);
    expect(countFlowViolations(network, answer)).toBe(0);
    // 2 units over 0-2-3 at 3 each, 2 units over 0-1-2-3 at 4 each; one unit of the last arc is its lower bound.
    expect(numbers.map((arc) => answer.flow[arc])).toEqual([2, 2, 2, 0, 3]);
    expect(leastCost(network, answer.price)).toBe(2 * 2 + 2 * 2 + 2 * 1 + 3 * 1);
    expect(countFlowViolations(network, { ...answer, flow: answer.flow.map((value, arc) => (arc === numbers[0] ? value - 1 : value)) })).toBeGreaterThan(0);
    expect(countFlowViolations(network, { ...answer, price: answer.price.map((value, node) => (node === 3 ? value + 5 : value)) })).toBeGreaterThan(0);
    expect(() => network.addArc(0, 1, 0, 1)).toThrow(RangeError);
  });
});
