import type { Candidates } from './candidates.js';
import { PathHeap } from './path-heap.js';

/** Counts and bounds of a transportation problem, whatever its pairs. */
export interface Bounds {
  readonly demand: Int32Array;
  readonly least: Int32Array;
  readonly most: Int32Array;
}

/**
 * The pairs chosen so far, the prices, and the scratch space of a search. With loss(i, j) = rowPrice[i] − gain(i, j) − columnPrice[j]:
 * pairs not chosen have a loss ≥ 0, chosen ones ≤ 0, at all times.
 */
export class PathState {
  readonly rowPrice: Float64Array;
  readonly columnPrice: Float64Array;
  readonly load: Int32Array;
  readonly degree: Int32Array;
  /** Columns of row i from i * rowWidth on, `degree[i]` of them, with their gains; and rows of each column alike. */
  readonly rowWidth: number;
  readonly columnOfRow: Int32Array;
  readonly gainOfRow: Int32Array;
  readonly columnWidth: number;
  readonly rowOfColumn: Int32Array;
  readonly gainOfColumn: Int32Array;
  readonly heap = new PathHeap();
  /** Distances and predecessors of the running search; nodes touched, to put back afterwards. */
  readonly rowDistance: Float64Array;
  readonly columnDistance: Float64Array;
  readonly rowFrom: Int32Array;
  readonly columnFrom: Int32Array;
  readonly columnFromGain: Int32Array;
  readonly rowFromGain: Int32Array;
  readonly rowFinal: Uint8Array;
  readonly columnFinal: Uint8Array;
  readonly touchedRows: number[] = [];
  readonly touchedColumns: number[] = [];
  /** Pairs looked at by all searches: what the work is measured by. */
  scanned = 0;

  constructor(readonly lists: Candidates, readonly bounds: Bounds) {
    const { rows, columns } = lists;
    this.load = new Int32Array(columns);
    this.degree = new Int32Array(rows);
    this.rowWidth = bounds.demand.reduce((widest, demand) => Math.max(widest, demand), 1);
    this.columnWidth = Math.min(rows, bounds.most.reduce((widest, most) => Math.max(widest, most), 1));
    this.columnOfRow = new Int32Array(rows * this.rowWidth);
    this.gainOfRow = new Int32Array(rows * this.rowWidth);
    this.rowOfColumn = new Int32Array(columns * this.columnWidth);
    this.gainOfColumn = new Int32Array(columns * this.columnWidth);
    this.columnPrice = new Float64Array(columns);
    this.rowPrice = Float64Array.from(lists.beyond, (gain) => Math.max(0, gain));
    for (let row = 0; row < rows; row += 1) {
      for (let at = lists.start[row]!; at < lists.start[row + 1]!; at += 1) {
        if (lists.gain[at]! > this.rowPrice[row]!) this.rowPrice[row] = lists.gain[at]!;
      }
    }
    this.rowDistance = new Float64Array(rows).fill(Infinity);
    this.columnDistance = new Float64Array(columns).fill(Infinity);
    this.rowFrom = new Int32Array(rows);
    this.columnFrom = new Int32Array(columns);
    this.columnFromGain = new Int32Array(columns);
    this.rowFromGain = new Int32Array(rows);
    this.rowFinal = new Uint8Array(rows);
    this.columnFinal = new Uint8Array(columns);
  }

  isChosen(row: number, column: number): boolean {
    const from = row * this.rowWidth;
    for (let at = from; at < from + this.degree[row]!; at += 1) if (this.columnOfRow[at] === column) return true;
    return false;
  }

  choose(row: number, column: number, gain: number): void {
    const inRow = row * this.rowWidth + this.degree[row]!;
    this.columnOfRow[inRow] = column;
    this.gainOfRow[inRow] = gain;
    this.degree[row]! += 1;
    const inColumn = column * this.columnWidth + this.load[column]!;
    this.rowOfColumn[inColumn] = row;
    this.gainOfColumn[inColumn] = gain;
    this.load[column]! += 1;
  }

  /** Takes a chosen pair back; the last of its row and of its column move into its places. */
  release(row: number, column: number): void {
    this.degree[row]! -= 1;
    let at = row * this.rowWidth;
    const lastOfRow = at + this.degree[row]!;
    while (this.columnOfRow[at] !== column) at += 1;
    this.columnOfRow[at] = this.columnOfRow[lastOfRow]!;
    this.gainOfRow[at] = this.gainOfRow[lastOfRow]!;
    this.load[column]! -= 1;
    at = column * this.columnWidth;
    const lastOfColumn = at + this.load[column]!;
    while (this.rowOfColumn[at] !== row) at += 1;
    this.rowOfColumn[at] = this.rowOfColumn[lastOfColumn]!;
    this.gainOfColumn[at] = this.gainOfColumn[lastOfColumn]!;
  }

  /**
   * Ends a search: moves the prices of all nodes nearer than `length` by `sign` times the difference, which keeps the invariant and makes
   * the path tight, and clears the scratch space. With an infinite length (no path) prices stay.
   */
  settle(length: number, sign: 1 | -1): void {
    const found = length < Infinity;
    for (const column of this.touchedColumns) {
      if (found && this.columnDistance[column]! < length) this.columnPrice[column]! += sign * (this.columnDistance[column]! - length);
      this.columnDistance[column] = Infinity;
      this.columnFinal[column] = 0;
    }
    for (const row of this.touchedRows) {
      if (found && this.rowDistance[row]! < length) this.rowPrice[row]! += sign * (this.rowDistance[row]! - length);
      this.rowDistance[row] = Infinity;
      this.rowFinal[row] = 0;
    }
    this.touchedColumns.length = 0;
    this.touchedRows.length = 0;
    this.heap.clear();
  }

  /** Chosen pairs as [row, column, …], by row, then column. */
  pairs(): Int32Array {
    const { rows } = this.lists;
    const pairs = new Int32Array(2 * this.degree.reduce((sum, degree) => sum + degree, 0));
    let filled = 0;
    for (let row = 0; row < rows; row += 1) {
      const from = row * this.rowWidth;
      for (const column of this.columnOfRow.slice(from, from + this.degree[row]!).sort()) {
        pairs[filled++] = row;
        pairs[filled++] = column;
      }
    }
    return pairs;
  }
}
