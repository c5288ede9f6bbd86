import { bestCandidates } from './candidates.js';
import type { Candidates } from './candidates.js';
import type { Transport, TransportAnswer } from '../transport.js';
import { augmentRow } from './augment-row.js';
import { PathState } from './path-state.js';
import type { Bounds } from './path-state.js';
import { columnsOfLists, columnsOfMatrix, raiseColumn } from './raise-column.js';

/**
 * - `solved`: demands and loads are met; the prices prove it best among the pairs of the lists and of the matrix.
 * - `impossible`: some demand or minimum cannot be met.
 * - `exhausted`: more pairs were looked at than allowed; another method should take over.
 */
export type PathOutcome =
  | { readonly kind: 'solved'; readonly answer: TransportAnswer; readonly scanned: number }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'exhausted' };

/** Rows or columns between two chances to report progress or to be cancelled. */
const TURN = 128;

/**
 * The fast path: successive shortest augmenting paths with potentials (Jewell 1958; Edmonds and Karp 1972; Tomizawa 1971), over the best
 * candidates of each row with an exact test for all others; then minimum loads are repaired by paths from the columns. Deterministic.
 * Yields the share done, 0..1. O(sum of demands x scanned pairs x log); fast where good pairs are spread, slow where all rows want the
 * same columns, for which `scanLimit` ends it.
 */
export function* solveByPaths(problem: Transport, scanLimit = Infinity): Generator<number, PathOutcome, undefined> {
  return yield* solveOverLists(bestCandidates(problem), problem, scanLimit);
}

/** The same over given lists. */
export function* solveOverLists(lists: Candidates, bounds: Bounds, scanLimit = Infinity): Generator<number, PathOutcome, undefined> {
  const state = new PathState(lists, bounds);
  const { rows, columns } = lists;
  for (let row = 0; row < rows; row += 1) {
    while (state.degree[row]! < bounds.demand[row]!) if (!augmentRow(state, row)) return { kind: 'impossible' };
    if (row % TURN === TURN - 1) {
      if (state.scanned > scanLimit) return { kind: 'exhausted' };
      yield (row / rows) * 0.8;
    }
  }
  const byColumn = lists.all ? columnsOfMatrix(lists.all, rows, columns)
    : columnsOfLists(rows, columns, lists.start, lists.column, lists.gain);
  let raised = 0;
  for (let column = 0; column < columns; column += 1) {
    while (state.load[column]! < bounds.least[column]!) {
      if (!raiseColumn(state, column, byColumn)) return { kind: 'impossible' };
      raised += 1;
      if (raised % TURN === 0) {
        if (state.scanned > scanLimit) return { kind: 'exhausted' };
        yield 0.8 + (column / columns) * 0.2;
      }
    }
  }
  return {
    kind: 'solved',
    answer: { pairs: state.pairs(), rowPrice: state.rowPrice, columnPrice: state.columnPrice },
    scanned: state.scanned,
  };
}
