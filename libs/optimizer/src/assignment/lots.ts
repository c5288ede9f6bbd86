import { createHash } from 'node:crypto';
import { checkProblem } from './check-problem.js';
import { explainInfeasible } from './explain.js';
import { fromUnits, IMPOSSIBLE, toInstance, toUnits } from './instance.js';
import type { Instance } from './instance.js';
import { Pace } from './pace.js';
import { SIDES } from './problem.js';
import type { AssignmentOptions, AssignmentPair, AssignmentProblem, AssignmentResult } from './problem.js';
import { infeasibleResult, pairsOf, provenResult } from './result.js';
import { solveInstance } from './solve-instance.js';

export interface LotResult extends AssignmentResult {
  /** As many lots as were asked for, or, where there are not so many, the most that there are. */
  possibleLots: number;
  /** All lots: complete assignments, no pair (but locked ones) in two of them. */
  lots: AssignmentPair[][];
  /** Position of the lot that was drawn. */
  drawn: number;
  /** Mean total of the lots; `certificate.bound` proves that no such set of lots has a larger one. */
  expectedTotal: number;
}

/** So many lots at most: each takes a solution, and no reviewer pool has that many ways to serve an application. */
const MOST_LOTS = 1000;

/** Lots that cannot be formed, although an assignment could: the flow that is peeled must be that of a network. */
export class LotsImpossible extends RangeError {
  override readonly name = 'LotsImpossible';
}

/**
 * Assignment by lot: `count` complete assignments, each pair in at most one, of the largest total together; one is drawn. So nobody can
 * count on a pair with more than probability 1/count, which limits what two people who collude can gain (after Jecmen et al. 2020).
 * Solves once with all demands, loads and caps times `count`, then peels lots off: the flow polytope's integer decomposition makes this
 * always possible. The lot is the first 48 bits of SHA-256(seed) modulo `count`. Where there are not so many lots, `explanation` says why for
 * `count` lots together, or, without any lot, for one. Rejects as `solveAssignment` does, with RangeError for a count that is no whole number
 * from 1 to 1,000, and with LotsImpossible where an institution's cap spans both sides and binds, or teams would review each other.
 */
export async function drawLot(problem: AssignmentProblem, count: number, seed: string, options: AssignmentOptions = {}): Promise<LotResult> {
  if (!Number.isSafeInteger(count) || count < 1 || count > MOST_LOTS) throw new RangeError(`the number of lots is ${count}, not a whole number from 1 to ${MOST_LOTS}`);
  checkProblem(problem);
  const pace = new Pace(options);
  const instance = toInstance(problem);
  const joint = await solveInstance(multiplied(instance, count), pace);
  if (!joint) {
    const possibleLots = await mostLots(instance, count, pace);
    const explanation = await explainInfeasible(problem, possibleLots > 0 ? multiplied(instance, count) : instance, pace);
    return { ...infeasibleResult(explanation), possibleLots, lots: [], drawn: -1, expectedTotal: 0 };
  }
  const lots = await peelAll(instance, joint.cells, count, pace);
  if (!lots) throw new LotsImpossible("lots cannot be formed where an institution's cap spans both sides or teams review each other");
  const drawn = createHash('sha256').update(seed, 'utf8').digest().readUIntBE(0, 6) % count;
  const cells = lots[drawn]!;
  const total = cells.reduce((sum, cell) => sum + instance.gains[cell]!, 0);
  const result = provenResult(problem, { cells, total, bound: total });
  const locked = problem.locked.reduce((sum, [a, r]) => sum + toUnits(problem.affinity[a]?.[r] ?? NaN), 0);
  pace.report(1);
  return {
    ...result, possibleLots: count, certificate: { violations: 0, bound: fromUnits(joint.bound / count + locked) },
    lots: lots.map((lot) => pairsOf(problem, lot)), drawn, expectedTotal: fromUnits(joint.total / count + locked),
  };
}

/** Splits the pairs chosen for `count` lots together into lots; undefined where they cannot be split. */
async function peelAll(instance: Instance, cells: Int32Array, count: number, pace: Pace): Promise<Int32Array[] | undefined> {
  const lots: Int32Array[] = [];
  let left = cells;
  for (let open = count; open >= 1; open -= 1) {
    const lot = await solveInstance(peeled(instance, left, open), pace);
    if (!lot) return undefined;
    const members = new Set(lot.cells);
    left = left.filter((cell) => !members.has(cell));
    lots.push(lot.cells);
    pace.report(1 - open / (count + 1));
  }
  return lots;
}

/** The largest number of lots below `count` that there are, by bisection: without one of its lots a set of lots is one of fewer. */
async function mostLots(instance: Instance, count: number, pace: Pace): Promise<number> {
  const formed = async (lots: number): Promise<boolean> => {
    const joint = await solveInstance(multiplied(instance, lots), pace);
    return joint !== undefined && await peelAll(instance, joint.cells, lots, pace) !== undefined;
  };
  let low = 0;
  let high = count;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await formed(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function multiplied(instance: Instance, count: number): Instance {
  const times = (values: Int32Array): Int32Array => values.map((value) => value * count);
  return {
    ...instance, sideLeast: times(instance.sideLeast), sideMost: times(instance.sideMost), total: times(instance.total),
    least: times(instance.least), most: times(instance.most), exchanges: count === 1 ? instance.exchanges : [],
    capLeft: instance.capLeft && times(instance.capLeft), callCapLeft: instance.callCapLeft && times(instance.callCapLeft),
  };
}

/** One lot out of the pairs left for `open` lots: every count at its share, rounded down or up, so that the rest can be shared out too. */
function peeled(instance: Instance, cells: Int32Array, open: number): Instance {
  const { reviewers, institutions, sideOf, institutionOf } = instance;
  const gains = new Int32Array(instance.gains.length).fill(IMPOSSIBLE);
  const sides = new Int32Array(instance.sideLeast.length);
  const loads = new Int32Array(reviewers);
  const caps = new Int32Array(instance.capLeft?.length ?? 0);
  const callCaps = new Int32Array(instance.callCapLeft?.length ?? 0);
  for (const cell of cells) {
    const a = Math.floor(cell / reviewers);
    const r = cell % reviewers;
    gains[cell] = instance.gains[cell]!;
    sides[a * SIDES.length + sideOf[r]!]! += 1;
    loads[r]! += 1;
    if (institutionOf[r]! >= 0 && instance.capLeft) caps[a * institutions + institutionOf[r]!]! += 1;
    if (institutionOf[r]! >= 0 && instance.callCapLeft) callCaps[institutionOf[r]!]! += 1;
  }
  const down = (values: Int32Array): Int32Array => values.map((value) => Math.floor(value / open));
  const up = (values: Int32Array): Int32Array => values.map((value) => Math.ceil(value / open));
  return {
    ...instance, gains, sideLeast: down(sides), sideMost: up(sides), least: down(loads), most: up(loads),
    capLeft: instance.capLeft && up(caps), capLeast: down(caps), callCapLeft: instance.callCapLeft && up(callCaps), callCapLeast: down(callCaps),
  };
}
