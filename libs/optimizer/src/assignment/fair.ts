import { checkProblem } from './check-problem.js';
import { explainInfeasible } from './explain.js';
import { fairestByProgram } from './fair-program.js';
import { fairestByThreshold } from './fair-threshold.js';
import { fromUnits, IMPOSSIBLE, toInstance } from './instance.js';
import { Pace } from './pace.js';
import type { AssignmentOptions, AssignmentProblem, AssignmentResult } from './problem.js';
import { infeasibleResult, provenResult } from './result.js';
import { solveInstance } from './solve-instance.js';

export interface FairResult extends AssignmentResult {
  /** No assignment gives its worst-served application a larger sum of affinities than this. */
  fairnessBound: number;
  /** Total affinity given up against the largest total. */
  cost: number;
}

/** Up to so many possible pairs the exact method is used. */
const EXACT = 50_000;

/**
 * The assignment that serves the worst-served application best, and of those the one of the largest total. Up to 50,000 possible pairs
 * exact: a linear program bounds the lowest score (`fairnessBound`), an integer program reaches it or the largest value that can be
 * reached (compare Garg, Kavitha, Kumar, Mehlhorn and Mestre 2010). Above, pairs below a threshold are left out, which is bisected, and
 * the answer is the best of those met; the bound is a looser one. Applications without demand do not count.
 * `certificate.bound` is the largest total under that floor. Rejects as `solveAssignment` does.
 */
export async function solveFairAssignment(problem: AssignmentProblem, options: AssignmentOptions = {}): Promise<FairResult> {
  checkProblem(problem);
  const pace = new Pace(options);
  const instance = toInstance(problem);
  const best = await solveInstance(instance, pace);
  if (!best) return { ...infeasibleResult(await explainInfeasible(problem, instance, pace)), fairnessBound: 0, cost: 0 };
  pace.report(0.3);
  const possible = instance.gains.reduce((count, gain) => count + (gain === IMPOSSIBLE ? 0 : 1), 0);
  const search = possible <= EXACT ? fairestByProgram : fairestByThreshold;
  const { answer, bound } = await search(problem, instance, pace, best);
  const result = provenResult(problem, answer);
  pace.report(1);
  return { ...result, fairnessBound: fromUnits(bound), cost: fromUnits(best.total - answer.total) };
}
