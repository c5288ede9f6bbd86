import type { Highs, ModelData } from 'highs';
import type { SideProblem } from './side-problem.js';

/** Rows of the pairs chosen on a side, and the most that any choice could gain, in millionths, as the dual prices prove it. */
interface SideSolution {
  chosen: { application: number; reviewer: number }[];
  bound: number;
}

/**
 * Solves one side, which must be solvable, as a linear program by the dual simplex method. Its matrix (each column in one application
 * row and one reviewer row) is totally unimodular, so a vertex is integral, and with whole gains its prices are whole numbers too.
 * Throws Error when the solver does not return such a vertex.
 */
export function solveSide(highs: Highs, side: SideProblem): SideSolution {
  if (side.arcs.length === 0) return { chosen: [], bound: 0 };
  const program = toProgram(highs, side);
  const { colValue, rowDual } = highs.withModel(program, (model) => {
    model.options.set({ output_flag: false, solver: 'simplex', random_seed: 0 });
    const { modelStatus } = model.run();
    if (modelStatus !== highs.constants.modelStatus.optimal) {
      throw new Error(`assignment of side ${side.side}: the solver ended with model status ${modelStatus}`);
    }
    return model.getSolution();
  });
  return {
    chosen: side.arcs.filter((_, column) => isChosen(side, colValue[column] ?? NaN)),
    bound: dualBound(side, rowDual.map(Math.round)),
  };
}

function toProgram(highs: Highs, { applications, reviewers, arcs }: SideProblem): ModelData {
  const numCols = arcs.length;
  const numRows = applications.length + reviewers.length;
  return {
    numCols,
    numRows,
    sense: highs.constants.objectiveSense.maximize,
    colCost: arcs.map(({ gain }) => gain),
    colLower: new Float64Array(numCols),
    colUpper: new Float64Array(numCols).fill(1),
    rowLower: [...applications.map(({ demand }) => demand), ...reviewers.map(({ minLoad }) => minLoad)],
    rowUpper: [...applications.map(({ demand }) => demand), ...reviewers.map(({ maxLoad }) => maxLoad)],
    matrix: {
      format: 'csc',
      numRows,
      numCols,
      starts: Int32Array.from({ length: numCols + 1 }, (_, column) => 2 * column),
      indices: arcs.flatMap(({ application, reviewer }) => [application, applications.length + reviewer]),
      values: new Float64Array(2 * numCols).fill(1),
    },
  };
}

function isChosen(side: SideProblem, value: number): boolean {
  const rounded = Math.round(value);
  // Written so that NaN is refused too.
  if (!(Math.abs(value - rounded) < 1e-6)) {
    throw new Error(`assignment of side ${side.side}: the solver left a pair at ${value}`);
  }
  return rounded === 1;
}

/**
 * Weak duality: whatever the prices, no choice gains more than every row at the dearer of its two bounds plus every pair's positive
 * reduced gain. In whole numbers this is exact, hence a proof that trusts the solver for nothing
 * (equal to the gain of the chosen pairs at the optimum).
 */
function dualBound({ applications, reviewers, arcs }: SideProblem, prices: Float64Array): number {
  const priceOf = (row: number): number => prices[row] ?? 0;
  let bound = 0;
  applications.forEach(({ demand }, row) => {
    bound += priceOf(row) * demand;
  });
  reviewers.forEach(({ minLoad, maxLoad }, row) => {
    const price = priceOf(applications.length + row);
    bound += price * (price > 0 ? maxLoad : minLoad);
  });
  for (const { application, reviewer, gain } of arcs) {
    bound += Math.max(0, gain - priceOf(application) - priceOf(applications.length + reviewer));
  }
  return bound;
}
