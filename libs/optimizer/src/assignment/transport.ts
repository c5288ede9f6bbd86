import { IMPOSSIBLE } from './instance.js';
import type { Instance } from './instance.js';
import { SIDES } from './problem.js';

/**
 * A transportation problem: each row takes `demand` different columns, each column serves `least` to `most` rows, the sum of gains is to
 * be as large as possible.
 */
export interface Transport {
  readonly rows: number;
  readonly columns: number;
  /** [row * columns + column] in millionths, or IMPOSSIBLE. */
  readonly gains: Int32Array;
  readonly demand: Int32Array;
  readonly least: Int32Array;
  readonly most: Int32Array;
}

/** What a solver says: the pairs and the prices that prove them. */
export interface TransportAnswer {
  /** Pairs as [row, column, row, column, …], by row. */
  readonly pairs: Int32Array;
  /** What one more review for a row, one more unit of load of a column changes; see `certifyTransport`. */
  readonly rowPrice: Float64Array;
  readonly columnPrice: Float64Array;
}

/** One side cut out of an instance: rows and columns with the positions they came from. */
export interface SideTransport extends Transport {
  readonly applicationOf: Int32Array;
  readonly reviewerOf: Int32Array;
}

/** Cuts out one side, whose demands must be fixed. Rows without demand and columns without load are left out unless a minimum is at stake. */
export function sideTransport(instance: Instance, side: number): SideTransport {
  const { applications, reviewers, gains, sideOf, sideLeast, least, most } = instance;
  const applicationOf = Int32Array.from(Array.from({ length: applications }, (_, a) => a).filter((a) => sideLeast[a * SIDES.length + side]! > 0));
  const reviewerOf = Int32Array.from(Array.from({ length: reviewers }, (_, r) => r).filter((r) => sideOf[r] === side && most[r]! > 0));
  const columns = reviewerOf.length;
  const cut = new Int32Array(applicationOf.length * columns);
  applicationOf.forEach((a, row) => {
    const from = a * reviewers;
    const to = row * columns;
    for (let column = 0; column < columns; column += 1) cut[to + column] = gains[from + reviewerOf[column]!]!;
  });
  return {
    rows: applicationOf.length, columns, gains: cut, applicationOf, reviewerOf,
    demand: applicationOf.map((a) => sideLeast[a * SIDES.length + side]!),
    least: reviewerOf.map((r) => least[r]!),
    most: reviewerOf.map((r) => most[r]!),
  };
}

/** What `certifyTransport` counted, from the problem and the answer alone. */
export interface TransportCertificate {
  /** Broken rules and broken conditions of optimality; 0 proves the answer optimal. */
  violations: number;
  /** In millionths: by the prices, no legal choice gains more than this (weak duality). */
  bound: number;
  /** In millionths. */
  total: number;
}

/**
 * Checks an answer against the problem: demands, loads, possible and different pairs, and complementary slackness over all pairs. With
 * reduced loss = row price − gain − column price: a chosen pair may not lose (≤ 0), another may not gain (≥ 0), a column below its most
 * has no negative price, one above its least no positive one. All numbers are whole, so the check is exact. O(rows x columns).
 */
export function certifyTransport(problem: Transport, { pairs, rowPrice, columnPrice }: TransportAnswer): TransportCertificate {
  const { rows, columns, gains, demand, least, most } = problem;
  const chosen = new Uint8Array(columns);
  const load = new Int32Array(columns);
  let violations = 0;
  let bound = 0;
  let total = 0;
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    const from = at;
    for (; at < pairs.length && pairs[at] === row; at += 2) {
      const column = pairs[at + 1]!;
      const gain = column >= 0 && column < columns ? gains[row * columns + column]! : IMPOSSIBLE;
      if (gain === IMPOSSIBLE || chosen[column] === 1) {
        violations += 1;
        continue;
      }
      chosen[column] = 1;
      load[column]! += 1;
      total += gain;
    }
    violations += Math.abs((at - from) / 2 - demand[row]!);
    const price = rowPrice[row]!;
    bound += price * demand[row]!;
    for (let column = 0, cell = row * columns; column < columns; column += 1, cell += 1) {
      const gain = gains[cell]!;
      if (gain === IMPOSSIBLE) continue;
      const loss = price - gain - columnPrice[column]!;
      if (loss < 0) bound -= loss;
      // Written so that NaN counts too.
      if (chosen[column] === 1 ? !(loss <= 0) : !(loss >= 0)) violations += 1;
    }
    for (let undo = from; undo < at; undo += 2) chosen[pairs[undo + 1]!] = 0;
  }
  violations += (pairs.length - at) / 2;
  for (let column = 0; column < columns; column += 1) {
    const price = columnPrice[column]!;
    bound -= price * (price > 0 ? least[column]! : most[column]!);
    violations += Math.max(0, least[column]! - load[column]!, load[column]! - most[column]!);
    if ((load[column]! < most[column]! && price < 0) || (load[column]! > least[column]! && price > 0)) violations += 1;
  }
  return { violations, bound, total };
}
