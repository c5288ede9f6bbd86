import type { PathState } from './path-state.js';

/** The possible pairs of each column, for searches that start at columns. */
export interface ByColumn {
  /** Calls back with every row that could take this column, and the gain. */
  forEachRow(column: number, visit: (row: number, gain: number) => void): void;
  /** Pairs looked at by one such call. */
  readonly cost: number;
}

/** Columns of a whole matrix, read with a stride. */
export function columnsOfMatrix(all: Int32Array, rows: number, columns: number): ByColumn {
  return {
    cost: rows,
    forEachRow(column, visit) {
      for (let row = 0, at = column; row < rows; row += 1, at += columns) if (all[at]! >= 0) visit(row, all[at]!);
    },
  };
}

/** Columns of lists, transposed once: O(pairs). */
export function columnsOfLists(rows: number, columns: number, start: Int32Array, column: Int32Array, gain: Int32Array): ByColumn {
  const from = new Int32Array(columns + 1);
  for (const c of column) from[c + 1]! += 1;
  for (let c = 0; c < columns; c += 1) from[c + 1]! += from[c]!;
  const next = from.slice();
  const rowAt = new Int32Array(column.length);
  const gainAt = new Int32Array(column.length);
  for (let row = 0; row < rows; row += 1) {
    for (let at = start[row]!; at < start[row + 1]!; at += 1) {
      const to = next[column[at]!]!++;
      rowAt[to] = row;
      gainAt[to] = gain[at]!;
    }
  }
  return {
    cost: Math.ceil(column.length / Math.max(1, columns)),
    forEachRow(c, visit) {
      for (let at = from[c]!; at < from[c + 1]!; at += 1) visit(rowAt[at]!, gainAt[at]!);
    },
  };
}

/**
 * Gives a column below its least one more row, along a shortest path that ends at a column with more than its least: the repair of lower
 * bounds once every row has its demand. Prices of raised columns may become positive. False when no path exists.
 */
export function raiseColumn(state: PathState, start: number, byColumn: ByColumn): boolean {
  const { lists, heap, columnFinal, rowFinal, columnDistance, rowDistance } = state;
  const { columns } = lists;
  const end = { column: -1, length: Infinity };
  columnDistance[start] = 0;
  state.touchedColumns.push(start);
  heap.push(0, start);
  while (heap.size > 0) {
    const distance = heap.firstKey;
    if (distance >= end.length) break;
    const node = heap.pop();
    if (node < columns) {
      if (columnFinal[node] === 1 || distance > columnDistance[node]!) continue;
      columnFinal[node] = 1;
      scanColumn(state, node, distance, end, byColumn);
    } else {
      const row = node - columns;
      if (rowFinal[row] === 1 || distance > rowDistance[row]!) continue;
      rowFinal[row] = 1;
      scanRow(state, row, distance, end);
    }
  }
  if (end.column >= 0) exchange(state, start, end.column);
  state.settle(end.length, -1);
  return end.column >= 0;
}

function scanColumn(state: PathState, column: number, distance: number, end: { length: number }, byColumn: ByColumn): void {
  const { rowPrice, rowFinal, rowDistance, lists } = state;
  const base = distance - state.columnPrice[column]!;
  state.scanned += byColumn.cost;
  byColumn.forEachRow(column, (row, gain) => {
    const next = base - gain + rowPrice[row]!;
    if (next >= end.length || next >= rowDistance[row]! || rowFinal[row] === 1 || state.isChosen(row, column)) return;
    if (rowDistance[row] === Infinity) state.touchedRows.push(row);
    rowDistance[row] = next;
    state.rowFrom[row] = column;
    state.rowFromGain[row] = gain;
    state.heap.push(next, lists.columns + row);
  });
}

function scanRow(state: PathState, row: number, distance: number, end: { column: number; length: number }): void {
  const { columnOfRow, gainOfRow, columnPrice, columnFinal, columnDistance, bounds, load, rowPrice } = state;
  const from = row * state.rowWidth;
  for (let at = from; at < from + state.degree[row]!; at += 1) {
    const column = columnOfRow[at]!;
    if (columnFinal[column] === 1) continue;
    const next = distance + gainOfRow[at]! - rowPrice[row]! + columnPrice[column]!;
    if (next >= end.length || next >= columnDistance[column]!) continue;
    if (columnDistance[column] === Infinity) state.touchedColumns.push(column);
    columnDistance[column] = next;
    state.columnFrom[column] = row;
    state.heap.push(next, column);
    const length = next - columnPrice[column]!;
    if (load[column]! > bounds.least[column]! && length < end.length) {
      end.length = length;
      end.column = column;
    }
  }
}

function exchange(state: PathState, start: number, end: number): void {
  const taken: number[] = [];
  for (let column = end; column !== start;) {
    const row = state.columnFrom[column]!;
    state.release(row, column);
    column = state.rowFrom[row]!;
    taken.push(row, column, state.rowFromGain[row]!);
  }
  for (let at = 0; at < taken.length; at += 3) state.choose(taken[at]!, taken[at + 1]!, taken[at + 2]!);
}
