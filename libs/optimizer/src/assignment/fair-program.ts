import { solveProgram } from '../program/solve-program.js';
import type { Row } from '../program/solve-program.js';
import { bestAlone, lockedScores, lowestScore } from './fair-scores.js';
import type { Instance } from './instance.js';
import type { Pace } from './pace.js';
import type { AssignmentProblem } from './problem.js';
import { assignmentProgram } from './program/assignment-program.js';
import type { InstanceAnswer } from './solve-instance.js';

const UNITS = 1_000_000;

/**
 * Exact: a linear program's bound on the lowest score, then the integer program of the largest total above that floor; where no assignment
 * reaches the floor, bisection finds the highest that one does. Scores stand in the programs as affinities, half a millionth slack.
 */
export async function fairestByProgram(
  problem: AssignmentProblem, instance: Instance, pace: Pace, best: InstanceAnswer,
): Promise<{ answer: InstanceAnswer; bound: number }> {
  const locked = lockedScores(problem, instance);
  const reached = lowestScore(locked, instance, best.cells);
  if (reached === Infinity) return { answer: best, bound: 0 };
  const program = assignmentProgram(instance);
  const scores = scoreRows(instance, locked, program.cellOfColumn, program.gainOfColumn);
  const bound = Math.min(bestAlone(locked, instance), await floorBound(program.rows, scores, program.cellOfColumn.length, pace));
  if (bound <= reached) return { answer: best, bound: reached };
  const above = async (floor: number): Promise<InstanceAnswer | undefined> => {
    await pace.turn();
    const rows = [...program.rows, ...scores.map(({ row, has }) => ({ ...row, least: (floor - has - 0.5) / UNITS }))];
    const colUpper = new Float64Array(program.cellOfColumn.length).fill(1);
    const values = await solveProgram({ rows, costs: program.gainOfColumn, colUpper, integer: true });
    if (!values) return undefined;
    const total = values.reduce((sum, value, column) => sum + value * program.gainOfColumn[column]!, 0);
    return { cells: program.cellOfColumn.filter((_, column) => values[column] === 1), total, bound: total };
  };
  const direct = await above(bound);
  if (direct) return { answer: direct, bound };
  let low = reached;
  let high = bound;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const found = await above(middle);
    if (found) low = Math.max(middle, lowestScore(locked, instance, found.cells));
    else high = middle;
  }
  return { answer: await above(low) ?? best, bound: low };
}

interface ScoreRow {
  row: Row;
  /** In millionths, by locked pairs. */
  has: number;
}

function scoreRows({ reviewers }: Instance, locked: readonly (number | undefined)[], cells: Int32Array, gains: Float64Array): ScoreRow[] {
  const rows = locked.map((has): ScoreRow | undefined => (
    has === undefined ? undefined : { has, row: { least: -Infinity, most: Infinity, columns: [], values: [] } }
  ));
  cells.forEach((cell, column) => {
    const row = rows[Math.floor(cell / reviewers)]?.row;
    row?.columns.push(column);
    row?.values.push(gains[column]! / UNITS);
  });
  return rows.filter((row) => row !== undefined);
}

/** Maximises a floor under all scores over fractional assignments; in millionths, rounded down to what whole gains can reach. */
async function floorBound(rules: readonly Row[], scores: readonly ScoreRow[], columns: number, pace: Pace): Promise<number> {
  await pace.turn();
  const rows = [...rules, ...scores.map(({ row, has }): Row => (
    { least: -has / UNITS, most: Infinity, columns: [...row.columns, columns], values: [...row.values, -1] }
  ))];
  const costs = new Float64Array(columns + 1);
  costs[columns] = 1;
  const values = await solveProgram({ rows, costs, colUpper: new Float64Array(columns + 1).fill(1).fill(Infinity, columns), integer: false });
  return values ? Math.floor(values[columns]! * UNITS + 0.01) : 0;
}
