import loadHighs from 'highs';

/** The same problem as one linear program, solved by HiGHS's simplex method in WebAssembly. */
export async function highsSeconds({ applications, reviewers, affinity }) {
  const highs = await loadHighs();
  const sides = ['KG', 'CN'];
  const began = performance.now();
  const gains = [];
  const rows = [];
  affinity.forEach((row, a) => row.forEach((value, r) => {
    if (value === null) return;
    gains.push(Math.round(value * 1e6));
    rows.push(a * sides.length + sides.indexOf(reviewers[r].side), applications.length * sides.length + r);
  }));
  const demands = applications.flatMap(({ demand }) => sides.map((side) => demand[side]));
  const numRows = demands.length + reviewers.length;
  const model = {
    numCols: gains.length, numRows, sense: highs.constants.objectiveSense.maximize, colCost: gains,
    colLower: new Float64Array(gains.length), colUpper: new Float64Array(gains.length).fill(1),
    rowLower: [...demands, ...reviewers.map(({ minLoad }) => minLoad)], rowUpper: [...demands, ...reviewers.map(({ maxLoad }) => maxLoad)],
    matrix: {
      format: 'csc', numRows, numCols: gains.length, starts: Int32Array.from({ length: gains.length + 1 }, (_, n) => 2 * n),
      indices: Int32Array.from(rows), values: new Float64Array(rows.length).fill(1),
    },
  };
  return highs.withModel(model, (solver) => {
    solver.options.set({ output_flag: false, solver: 'simplex' });
    solver.run();
    const { colValue } = solver.getSolution();
    const total = gains.reduce((sum, gain, n) => sum + gain * Math.round(colValue[n]), 0) / 1e6;
    return { total, time: (performance.now() - began) / 1000 };
  });
}
