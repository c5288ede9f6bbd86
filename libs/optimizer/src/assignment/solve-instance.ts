import { sidesAreFixed } from './instance.js';
import type { Instance } from './instance.js';
import { capsCanBind, capsHold, generalNetwork } from './network/general-network.js';
import { countFlowViolations, leastCost } from './network/network.js';
import { solveNetwork } from './network/network-simplex.js';
import { solveTransportByNetwork } from './network/transport-network.js';
import type { Pace } from './pace.js';
import { solveByPaths } from './paths/solve-paths.js';
import { solveByProgram } from './program/solve-by-program.js';
import { brokenExchanges } from './mutual.js';
import { SIDES } from './problem.js';
import { certifyTransport, sideTransport } from './transport.js';
import type { SideTransport, TransportAnswer } from './transport.js';

/** Chosen cells (application * reviewers + reviewer), ascending, with what they gain and the proven most, in millionths. */
export interface InstanceAnswer {
  cells: Int32Array;
  total: number;
  bound: number;
}

/** The method that solves a transportation problem; `auto` is paths first, the network simplex method when they cost too much. */
export type TransportMethod = 'auto' | 'paths' | 'network';

/**
 * Pairs that the fast path may look at, as a multiple of all pairs, before the network simplex method takes over. Ordinary problems need
 * 0.5 to 3.5, those in which all want the same reviewers over 1,000; what is wasted at 8 is a fraction of the other method's own time.
 */
const SCANS_PER_PAIR = 8;
/** Below this many pairs of one side the fast path is never given up: it is done sooner than the network is built. */
const SMALL = 20_000;

/**
 * Finds the choice of the largest gain, with its certificate checked; undefined when there is none. Three ways, the narrowest that fits:
 * each side by itself; one network for flexible slots and caps; an integer program where an institution's cap spans both sides, or where
 * two reviewers would review each other's applications.
 * Throws Error when an answer fails its certificate, which would be a defect.
 */
export async function solveInstance(instance: Instance, pace: Pace, method: TransportMethod = 'auto'): Promise<InstanceAnswer | undefined> {
  const isPlain = sidesAreFixed(instance) && !capsCanBind(instance);
  const relaxed = isPlain ? await solveSides(instance, pace, method) : await solveWhole(instance, pace);
  if (!relaxed || (capsHold(instance, relaxed.cells) && brokenExchanges(instance, relaxed.cells).length === 0)) return relaxed;
  return solveByProgram(instance, pace, relaxed.cells);
}

async function solveSides(instance: Instance, pace: Pace, method: TransportMethod): Promise<InstanceAnswer | undefined> {
  const sizes = SIDES.map((_, side) => 1 + pairsOfSide(instance, side));
  const work = sizes.reduce((sum, size) => sum + size, 0);
  const cells: number[] = [];
  let total = 0;
  let bound = 0;
  let done = 0;
  for (let side = 0; side < SIDES.length; side += 1) {
    await pace.turn();
    const transport = sideTransport(instance, side);
    const answer = await solveTransport(transport, pace, method, (share) => (done + sizes[side]! * share) / work);
    if (!answer) return undefined;
    const certificate = certifyTransport(transport, answer);
    if (certificate.violations > 0) throw new Error(`assignment of side ${SIDES[side]} refused: ${certificate.violations} violations`);
    for (let at = 0; at < answer.pairs.length; at += 2) {
      cells.push(transport.applicationOf[answer.pairs[at]!]! * instance.reviewers + transport.reviewerOf[answer.pairs[at + 1]!]!);
    }
    total += certificate.total;
    bound += certificate.bound;
    done += sizes[side]!;
    if (done < work) pace.report(done / work);
  }
  return { cells: Int32Array.from(cells).sort(), total, bound };
}

function pairsOfSide({ applications, sideOf, sideLeast }: Instance, side: number): number {
  let rows = 0;
  for (let a = 0; a < applications; a += 1) if (sideLeast[a * SIDES.length + side]! > 0) rows += 1;
  return rows * sideOf.reduce((count, of) => count + (of === side ? 1 : 0), 0);
}

async function solveTransport(
  problem: SideTransport, pace: Pace, method: TransportMethod, shareOf: (share: number) => number,
): Promise<TransportAnswer | undefined> {
  if (method !== 'network') {
    const pairs = problem.rows * problem.columns;
    const limit = method === 'paths' || pairs <= SMALL ? Infinity : SCANS_PER_PAIR * pairs;
    const outcome = await pace.run(solveByPaths(problem, limit), shareOf);
    if (outcome.kind === 'solved') return outcome.answer;
    if (outcome.kind === 'impossible') return undefined;
  }
  return pace.run(solveTransportByNetwork(problem));
}

async function solveWhole(instance: Instance, pace: Pace): Promise<InstanceAnswer | undefined> {
  const { network, cellOfPair, arcOfPair } = generalNetwork(instance);
  const flow = await pace.run(solveNetwork(network));
  if (!flow.feasible) return undefined;
  const violations = countFlowViolations(network, flow);
  if (violations > 0) throw new Error(`assignment refused: ${violations} violations`);
  const cells = cellOfPair.filter((_, pair) => flow.flow[arcOfPair[pair]!] === 1);
  return { cells, total: cells.reduce((sum, cell) => sum + instance.gains[cell]!, 0), bound: -leastCost(network, flow.price) };
}
