import {
  drawLot, explainInWords, explainLotsInWords, solveAssignment, solveFairAssignment, type AssignmentProblem, type AssignmentResult,
} from '#libs/optimizer';
import { readAssignment } from './assignment-input.js';
import type { Input } from './input.js';

/** The answer of `optimize assign`: pairs by id, or why there are none. */
export async function assign(input: Input): Promise<object> {
  const { problem, mode, lots, seed } = readAssignment(input);
  const began = performance.now();
  const { result, further, explain = explainInWords } = await solve(problem, mode, lots, seed);
  const seconds = (performance.now() - began) / 1000;
  return {
    status: result.status,
    total: result.total,
    lowest: result.lowest,
    pairs: result.pairs.map(({ application, reviewer, affinity }) => (
      { application: problem.applications[application]?.id, reviewer: problem.reviewers[reviewer]?.id, affinity }
    )),
    certificate: result.certificate,
    ...further,
    seconds,
    ...(result.explanation && { explanation: await explain(problem, result.explanation) }),
  };
}

async function solve(
  problem: AssignmentProblem, mode: 'total' | 'fair' | 'lots', lots: number, seed: string,
): Promise<{ result: AssignmentResult; further: object; explain?: (...of: Parameters<typeof explainInWords>) => Promise<object> }> {
  if (mode === 'total') return { result: await solveAssignment(problem), further: {} };
  if (mode === 'fair') {
    const { fairnessBound, cost, ...result } = await solveFairAssignment(problem);
    return { result, further: { fairnessBound, fairnessCost: cost } };
  }
  const { drawn, expectedTotal, ...result } = await drawLot(problem, lots, seed);
  return { result, further: { lots, drawn, expectedTotal, possibleLots: result.possibleLots }, explain: () => explainLotsInWords(problem, result, lots) };
}
