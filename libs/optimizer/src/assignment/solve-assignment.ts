import { withHighs } from '../highs-runtime.js';
import { checkProblem } from './check-problem.js';
import { SIDES } from './problem.js';
import type { AssignmentOptions, AssignmentPair, AssignmentProblem, AssignmentResult, Shortfall } from './problem.js';
import { findShortfalls } from './shortfalls.js';
import { fromUnits, sideProblem, toUnits } from './side-problem.js';
import { solveSide } from './side-program.js';
import { countViolations } from './violations.js';

/**
 * Finds an assignment of the largest total affinity that meets every demand and load and keeps every locked pair, or explains why there
 * is none. Deterministic: the same problem gives the same pairs, also among equal optima. CPU-heavy and blocking within a side: run it
 * in a worker thread.
 * Rejects with RangeError for a problem that contradicts itself (see `checkProblem`), with the signal's reason when aborted, and with
 * Error when the answer fails its own proof, which would be a defect of the solver.
 */
export async function solveAssignment(problem: AssignmentProblem, options: AssignmentOptions = {}): Promise<AssignmentResult> {
  checkProblem(problem);
  options.signal?.throwIfAborted();
  const sides = SIDES.map((side) => sideProblem(problem, side));
  const explanation = sides.flatMap((side) => findShortfalls(problem, side));
  if (explanation.length > 0) {
    options.onProgress?.(1);
    return infeasible(explanation);
  }

  const pairs = problem.locked.map(([application, reviewer]) => pairOf(problem, application, reviewer));
  let bound = pairs.reduce((sum, { affinity }) => sum + toUnits(affinity), 0);
  const work = sides.reduce((sum, { arcs }) => sum + arcs.length, 0);
  let done = 0;
  for (const side of sides) {
    await letOthersRun();
    options.signal?.throwIfAborted();
    const solution = await withHighs((highs) => solveSide(highs, side));
    bound += solution.bound;
    for (const { application, reviewer } of solution.chosen) {
      pairs.push(pairOf(problem, side.applications[application]?.index ?? -1, side.reviewers[reviewer]?.index ?? -1));
    }
    done += side.arcs.length;
    if (done < work) options.onProgress?.(done / work);
  }
  pairs.sort((one, other) => one.application - other.application || one.reviewer - other.reviewer);
  const result = proven(problem, pairs, bound);
  options.onProgress?.(1);
  return result;
}

/** A whole turn of the event loop, so that an abort that is waiting there gets through between two sides. */
function letOthersRun(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function pairOf(problem: AssignmentProblem, application: number, reviewer: number): AssignmentPair {
  return { application, reviewer, affinity: fromUnits(toUnits(problem.affinity[application]?.[reviewer] ?? NaN)) };
}

function infeasible(explanation: Shortfall[]): AssignmentResult {
  return { status: 'infeasible', total: 0, lowest: 0, pairs: [], certificate: { violations: 0, bound: 0 }, explanation };
}

/** Adds up and proves an answer; `bound` in millionths. Throws Error when a rule is broken or the total is not the bound. */
function proven(problem: AssignmentProblem, pairs: AssignmentPair[], bound: number): AssignmentResult {
  const scores = problem.applications.map(() => 0);
  for (const { application, affinity } of pairs) scores[application] = (scores[application] ?? 0) + toUnits(affinity);
  const total = scores.reduce((sum, score) => sum + score, 0);
  const violations = countViolations(problem, pairs);
  if (violations > 0 || total !== bound) {
    throw new Error(`assignment refused: ${violations} violations, total ${fromUnits(total)} against the bound ${fromUnits(bound)}`);
  }
  const demanding = scores.filter((_, application) => SIDES.some((side) => (problem.applications[application]?.demand[side] ?? 0) > 0));
  const lowest = demanding.reduce((least, score) => Math.min(least, score), demanding[0] ?? 0);
  return {
    status: 'optimal', total: fromUnits(total), lowest: fromUnits(lowest), pairs,
    certificate: { violations, bound: fromUnits(bound) },
  };
}
