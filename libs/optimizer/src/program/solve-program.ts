import type { Highs, ModelData } from 'highs';
import { withHighs } from '../highs-runtime.js';

/** A rule of a program: least ≤ sum of coefficients over columns ≤ most. */
export interface Row {
  least: number;
  most: number;
  columns: number[];
  values: number[];
}

/** What is maximised over columns 0 … most, and whether columns must be whole. */
export interface Program {
  rows: readonly Row[];
  costs: Float64Array;
  colUpper: Float64Array;
  integer: boolean;
}

/** Tolerance within which HiGHS's values are read as whole numbers. */
const WHOLE = 1e-5;

/** Solves a program without any gap; undefined when it has no solution. Throws Error for any other end. */
export function solveProgram(program: Program): Promise<Float64Array | undefined> {
  return withHighs((highs) => runProgram(highs, program));
}

function runProgram(highs: Highs, { rows, costs, colUpper, integer }: Program): Float64Array | undefined {
  if (rows.some((row) => row.columns.length === 0 && (row.least > 0 || row.most < 0))) return undefined;
  if (costs.length === 0) return new Float64Array(0);
  return highs.withModel(toModel(highs, { rows, costs, colUpper, integer }), (model) => {
    model.options.set({ output_flag: false, random_seed: 0, mip_rel_gap: 0, mip_abs_gap: 0, mip_feasibility_tolerance: 1e-9 });
    const { modelStatus } = model.run();
    if (modelStatus === highs.constants.modelStatus.infeasible) return undefined;
    if (modelStatus !== highs.constants.modelStatus.optimal) throw new Error(`the solver ended with model status ${modelStatus}`);
    const values = Float64Array.from(model.getSolution().colValue);
    return integer ? values.map(toWhole) : values;
  });
}

function toWhole(value: number): number {
  const whole = Math.round(value);
  // Written so that NaN is refused too.
  if (!(Math.abs(value - whole) < WHOLE)) throw new Error(`the solver left a whole number at ${value}`);
  return whole;
}

function toModel(highs: Highs, { rows, costs, colUpper, integer }: Program): ModelData {
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
