import type { Highs, ModelData } from 'highs';
import { IMPOSSIBLE } from '../instance.js';
import type { Instance } from '../instance.js';
import { SIDES } from '../problem.js';

/** One further row: least ≤ sum of coefficients over pairs (and extra columns) ≤ most. */
export interface Row {
  least: number;
  most: number;
  columns: number[];
  values: number[];
}

/** An instance as a linear program: a column for each possible pair, in the order of `cellOfColumn`. */
export interface AssignmentProgram {
  cellOfColumn: Int32Array;
  gainOfColumn: Float64Array;
  rows: Row[];
}

/** Demands, loads and caps as rows. O(applications x reviewers). */
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
  const rows = [...sides, ...totals, ...loads, ...caps, ...callCaps].filter((row) => row.columns.length > 0 || row.least > 0 || row.most < 0);
  return { cellOfColumn, gainOfColumn: Float64Array.from(cellOfColumn, (cell) => gains[cell]!), rows };
}

/** HiGHS's form. `colUpper` and `integer` by column; costs are maximised. */
export function toModel(highs: Highs, rows: readonly Row[], costs: Float64Array, colUpper: Float64Array, integer: boolean): ModelData {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, n) => {
    starts[n + 1] = starts[n]! + row.columns.length;
  });
  const model: ModelData = {
    numCols: costs.length,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: costs,
    colLower: new Float64Array(costs.length),
    colUpper,
    rowLower: rows.map(({ least }) => least),
    rowUpper: rows.map(({ most }) => most),
    matrix: {
      format: 'csr', numRows: rows.length, numCols: costs.length, starts,
      indices: rows.flatMap(({ columns }) => columns),
      values: Float64Array.from(rows.flatMap(({ values }) => values)),
    },
  };
  return integer ? { ...model, integrality: new Int32Array(costs.length).fill(highs.constants.variableType.integer) } : model;
}
