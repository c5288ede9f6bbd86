import { checkProblem } from './check-problem.js';
import { explainInfeasible } from './explain.js';
import { toInstance } from './instance.js';
import { Pace } from './pace.js';
import type { AssignmentOptions, AssignmentProblem, AssignmentResult } from './problem.js';
import { infeasibleResult, provenResult } from './result.js';
import { solveInstance } from './solve-instance.js';

/**
 * Finds an assignment of the largest total affinity that meets every demand and load and keeps every locked pair, or explains why there
 * is none. Deterministic: the same problem gives the same pairs, also among equal optima. CPU-heavy: run it in a worker thread.
 * Rejects with RangeError for a problem that contradicts itself (see `checkProblem`), with the signal's reason when aborted, and with
 * Error when the answer fails its own proof, which would be a defect of the solver.
 */
export async function solveAssignment(problem: AssignmentProblem, options: AssignmentOptions = {}): Promise<AssignmentResult> {
  checkProblem(problem);
  const pace = new Pace(options);
  const instance = toInstance(problem);
  const answer = await solveInstance(instance, pace, options.method);
  const result = answer ? provenResult(problem, answer) : infeasibleResult(await explainInfeasible(problem, instance, pace));
  pace.report(1);
  return result;
}
