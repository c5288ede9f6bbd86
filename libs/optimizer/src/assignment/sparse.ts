import { Pace } from './pace.js';
import { solveOverLists } from './paths/solve-paths.js';
import type { AssignmentOptions } from './problem.js';

/**
 * One side at a scale where no matrix of all pairs fits: candidates row by row (row i at start[i] … start[i + 1] − 1, gains in millionths).
 * `beyond[i]`: no pair of row i outside its list gains more; −1 where the list holds all its possible pairs.
 */
export interface SparseProblem {
  readonly rows: number;
  readonly columns: number;
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly gain: Int32Array;
  readonly beyond: Int32Array;
  readonly demand: Int32Array;
  readonly least: Int32Array;
  readonly most: Int32Array;
}

export interface SparseAnswer {
  /** Pairs as [row, column, …], by row; empty when the lists do not suffice to meet demands and loads. */
  status: 'optimal' | 'infeasible';
  pairs: Int32Array;
  /** In millionths; by the prices no choice among the candidates gains more. */
  total: number;
  violations: number;
  /** Rows for which a pair outside the list might have been better: none proves the answer best among all pairs, listed or not. */
  unproven: number[];
}

/**
 * Solves over candidate lists and proves by pricing what the lists leave out: a pair outside gains at most `beyond`, and is not worth
 * taking when that is below the row's price minus the dearest column's price. Memory: lists and a few numbers a row and column.
 * Throws Error when the answer fails its certificate, which would be a defect. Aborting rejects with the signal's reason.
 */
export async function solveSparse(problem: SparseProblem, options: AssignmentOptions = {}): Promise<SparseAnswer> {
  const { rows, columns, start, column, gain, beyond } = problem;
  const pace = new Pace(options);
  // Whatever lies outside is unknown to the search, so it must not wait for it.
  const lists = { rows, columns, start, column, gain, beyond: new Int32Array(rows).fill(-1), all: undefined };
  const outcome = await pace.run(solveOverLists(lists, problem), (share) => share);
  pace.report(1);
  if (outcome.kind !== 'solved') return { status: 'infeasible', pairs: new Int32Array(0), total: 0, violations: 0, unproven: [] };
  const { pairs, rowPrice, columnPrice } = outcome.answer;
  const { total, violations } = certifyLists(problem, pairs, rowPrice, columnPrice);
  if (violations > 0) throw new Error(`assignment refused: ${violations} violations`);
  const dearest = columnPrice.reduce((most, price) => Math.max(most, price), -Infinity);
  const unproven = [...beyond.keys()].filter((row) => beyond[row]! >= 0 && rowPrice[row]! - beyond[row]! - dearest < 0);
  return { status: 'optimal', pairs, total, violations, unproven };
}

/** Complementary slackness over all listed pairs; see `certifyTransport`. O(candidates). */
function certifyLists(
  { rows, columns, start, column, gain, demand, least, most }: SparseProblem, pairs: Int32Array, rowPrice: Float64Array, columnPrice: Float64Array,
): { total: number; violations: number } {
  const load = new Int32Array(columns);
  const chosenBy = new Int32Array(columns).fill(-1);
  let total = 0;
  let violations = 0;
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    let open = demand[row]!;
    for (; at < pairs.length && pairs[at] === row; at += 2) {
      chosenBy[pairs[at + 1]!] = row;
      open -= 1;
    }
    let listed = 0;
    for (let entry = start[row]!; entry < start[row + 1]!; entry += 1) {
      const c = column[entry]!;
      const isChosen = chosenBy[c] === row;
      const loss = rowPrice[row]! - gain[entry]! - columnPrice[c]!;
      if (isChosen ? !(loss <= 0) : !(loss >= 0)) violations += 1;
      if (!isChosen) continue;
      total += gain[entry]!;
      load[c]! += 1;
      listed += 1;
    }
    violations += Math.abs(open) + Math.abs(demand[row]! - open - listed);
  }
  violations += (pairs.length - at) / 2;
  for (let c = 0; c < columns; c += 1) {
    violations += Math.max(0, least[c]! - load[c]!, load[c]! - most[c]!);
    if ((load[c]! < most[c]! && columnPrice[c]! < 0) || (load[c]! > least[c]! && columnPrice[c]! > 0)) violations += 1;
  }
  return { total, violations };
}
