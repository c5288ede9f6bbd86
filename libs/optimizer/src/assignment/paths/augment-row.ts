import type { PathState } from './path-state.js';

/**
 * Gives a row one more column along a shortest path of losses that ends at a column with load to spare (Dijkstra over reduced losses,
 * which are never negative). Pairs outside a row's list are looked at only when one could be nearer than the end found so far:
 * distance + row price − the best gain outside < length excludes all of them, since column prices are never positive here.
 * Answers false when no path exists. O(scanned pairs x log).
 */
export function augmentRow(state: PathState, start: number): boolean {
  const { lists, heap, rowPrice, rowFinal, columnFinal, rowDistance, columnDistance } = state;
  const { columns, beyond } = lists;
  const end: PathEnd = { column: -1, length: Infinity };
  rowDistance[start] = 0;
  state.touchedRows.push(start);
  heap.push(0, columns + start);
  while (heap.size > 0) {
    const distance = heap.firstKey;
    if (distance >= end.length) break;
    const node = heap.pop();
    if (node < columns) {
      if (columnFinal[node] === 1 || distance > columnDistance[node]!) continue;
      columnFinal[node] = 1;
      scanColumn(state, node, distance, end);
    } else {
      const row = node - columns;
      if (rowFinal[row] === 1 || distance > rowDistance[row]!) continue;
      rowFinal[row] = 1;
      scanList(state, row, distance, end);
      if (beyond[row]! >= 0 && distance + rowPrice[row]! - beyond[row]! < end.length) scanAll(state, row, distance, end);
    }
  }
  if (end.column >= 0) exchange(state, start, end);
  state.settle(end.length, 1);
  if (end.column < 0) return false;
  return true;
}

/** The nearest column with load to spare, and how far it is. */
interface PathEnd {
  column: number;
  length: number;
}

function scanList(state: PathState, row: number, distance: number, end: PathEnd): void {
  const { lists, columnPrice, columnDistance, rowPrice } = state;
  const { start, column, gain } = lists;
  const base = distance + rowPrice[row]!;
  const last = start[row + 1]!;
  state.scanned += last - start[row]!;
  for (let at = start[row]!; at < last; at += 1) {
    const c = column[at]!;
    const next = base - gain[at]! - columnPrice[c]!;
    if (next < end.length && next < columnDistance[c]!) reach(state, row, c, gain[at]!, next, end);
  }
}

function scanAll(state: PathState, row: number, distance: number, end: PathEnd): void {
  const { lists, columnPrice, columnDistance, rowPrice } = state;
  const { columns, all } = lists;
  if (!all) return;
  const base = distance + rowPrice[row]!;
  const offset = row * columns;
  state.scanned += columns;
  for (let c = 0; c < columns; c += 1) {
    const next = base - all[offset + c]! - columnPrice[c]!;
    if (next < end.length && next < columnDistance[c]! && all[offset + c]! >= 0) reach(state, row, c, all[offset + c]!, next, end);
  }
}

function reach(state: PathState, row: number, column: number, gain: number, distance: number, end: PathEnd): void {
  const { load, bounds, columnPrice, columnDistance } = state;
  const most = bounds.most[column]!;
  if (most === 0 || state.isChosen(row, column)) return;
  if (columnDistance[column] === Infinity) state.touchedColumns.push(column);
  columnDistance[column] = distance;
  state.columnFrom[column] = row;
  state.columnFromGain[column] = gain;
  if (load[column]! < most) {
    const length = distance + columnPrice[column]!;
    if (length < end.length) {
      end.length = length;
      end.column = column;
    }
  }
  if (load[column]! > 0) state.heap.push(distance, column);
}

/** From a column back to the rows that it serves: one of them could give it up. */
function scanColumn(state: PathState, column: number, distance: number, end: PathEnd): void {
  const { rowOfColumn, gainOfColumn, rowFinal, rowDistance, rowPrice, columnPrice, lists } = state;
  const from = column * state.columnWidth;
  const last = from + state.load[column]!;
  for (let at = from; at < last; at += 1) {
    const row = rowOfColumn[at]!;
    if (rowFinal[row] === 1) continue;
    const next = distance + gainOfColumn[at]! - rowPrice[row]! + columnPrice[column]!;
    if (next >= end.length || next >= rowDistance[row]!) continue;
    if (rowDistance[row] === Infinity) state.touchedRows.push(row);
    rowDistance[row] = next;
    state.rowFrom[row] = column;
    state.heap.push(next, lists.columns + row);
  }
}

/** Walks the path back from its end: each row on it takes the next column and gives up the one it came from. */
function exchange(state: PathState, start: number, end: PathEnd): void {
  const taken: number[] = [];
  let column = end.column;
  for (;;) {
    const row = state.columnFrom[column]!;
    taken.push(row, column, state.columnFromGain[column]!);
    if (row === start) break;
    column = state.rowFrom[row]!;
    state.release(row, column);
  }
  for (let at = 0; at < taken.length; at += 3) state.choose(taken[at]!, taken[at + 1]!, taken[at + 2]!);
}
