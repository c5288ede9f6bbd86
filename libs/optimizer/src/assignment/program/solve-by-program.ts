import { solveProgram } from '../../program/solve-program.js';
import type { Row } from '../../program/solve-program.js';
import type { Instance } from '../instance.js';
import { brokenExchanges } from '../mutual.js';
import type { Pace } from '../pace.js';
import type { InstanceAnswer } from '../solve-instance.js';
import { assignmentProgram } from './assignment-program.js';

/**
 * The choice of the largest gain by integer programming, for rules that no network can state. Of the exchanges only those become rows that a choice breaks, `near` (cells, e.g. the best choice without these rules) first:
 * there can be millions. The proof is a last run: with a total of at least one millionth more the program has no solution. Undefined when
 * there is no choice at all. Exponential in the worst case; blocks its thread within a run.
 * Throws Error when the proof fails, which would be a defect of the solver.
 */
export async function solveByProgram(instance: Instance, pace: Pace, near: Int32Array): Promise<InstanceAnswer | undefined> {
  for (let exchanges = brokenExchanges(instance, near); ;) {
    const { cellOfColumn, gainOfColumn, rows } = assignmentProgram({ ...instance, exchanges });
    const colUpper = new Float64Array(cellOfColumn.length).fill(1);
    await pace.turn();
    const values = await solveProgram({ rows, costs: gainOfColumn, colUpper, integer: true });
    if (!values) return undefined;
    const cells = cellOfColumn.filter((_, column) => values[column] === 1);
    const broken = brokenExchanges(instance, cells);
    if (broken.length > 0) {
      exchanges = [...exchanges, ...broken];
      continue;
    }
    const total = values.reduce((sum, value, column) => sum + value * gainOfColumn[column]!, 0);
    await pace.turn();
    const more: Row = { least: total + 1, most: Infinity, columns: [...gainOfColumn.keys()], values: [...gainOfColumn] };
    const better = await solveProgram({ rows: [...rows, more], costs: new Float64Array(cellOfColumn.length), colUpper, integer: true });
    if (better) throw new Error(`assignment refused: a total above ${total} millionths was found`);
    return { cells, total, bound: total };
  }
}
