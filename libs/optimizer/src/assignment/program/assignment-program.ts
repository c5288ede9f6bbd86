import { IMPOSSIBLE } from '../instance.js';
import type { Instance } from '../instance.js';
import type { Row } from '../../program/solve-program.js';
import { SIDES } from '../problem.js';

/** An instance as a linear program: a column for each possible pair, in the order of `cellOfColumn`. */
export interface AssignmentProgram {
  cellOfColumn: Int32Array;
  gainOfColumn: Float64Array;
  rows: Row[];
}

/** Demands, loads, caps and exchanges as rows. O(applications x reviewers). */
export function assignmentProgram(instance: Instance): AssignmentProgram {
  const { reviewers, gains, sideOf, sideLeast, sideMost, total, least, most, institutionOf, institutions, capLeft, callCapLeft } = instance;
  const cellOfColumn = Int32Array.from(gains.keys()).filter((cell) => gains[cell] !== IMPOSSIBLE);
  const rowOf = (count: number, leastOf: (n: number) => number, mostOf: (n: number) => number): Row[] => (
    Array.from({ length: count }, (_, n) => ({ least: leastOf(n), most: mostOf(n), columns: [], values: [] }))
  );
  const sides = rowOf(sideLeast.length, (n) => sideLeast[n]!, (n) => sideMost[n]!);
  const totals = rowOf(total.length, (n) => (instance.optional?.[n] === 1 ? 0 : total[n]!), (n) => total[n]!);
  const loads = rowOf(reviewers, (n) => least[n]!, (n) => most[n]!);
  const caps = rowOf(capLeft?.length ?? 0, () => 0, (n) => capLeft?.[n] ?? 0);
  const callCaps = rowOf(callCapLeft?.length ?? 0, () => 0, (n) => callCapLeft?.[n] ?? 0);
  cellOfColumn.forEach((cell, column) => {
    const a = Math.floor(cell / reviewers);
    const r = cell % reviewers;
    const institution = institutionOf[r]!;
    const counted = [sides[a * SIDES.length + sideOf[r]!], totals[a], loads[r]];
    if (institution >= 0) counted.push(caps[a * institutions + institution], callCaps[institution]);
    for (const row of counted) {
      row?.columns.push(column);
      row?.values.push(1);
    }
  });
  const columnOf = new Map(instance.exchanges.length > 0 ? Array.from(cellOfColumn, (cell, column) => [cell, column]) : []);
  const exchanges = instance.exchanges.map((cells): Row => {
    const columns = cells.flatMap((cell) => columnOf.get(cell) ?? []);
    return { least: 0, most: 1, columns, values: columns.map(() => 1) };
  });
  const rows = [...sides, ...totals, ...loads, ...caps, ...callCaps, ...exchanges].filter((row) => row.columns.length > 0 || row.least > 0 || row.most < 0);
  return { cellOfColumn, gainOfColumn: Float64Array.from(cellOfColumn, (cell) => gains[cell]!), rows };
}
