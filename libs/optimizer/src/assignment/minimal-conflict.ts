import { IMPOSSIBLE } from './instance.js';
import type { Instance } from './instance.js';
import { capsHold, generalNetwork } from './network/general-network.js';
import { solveNetwork } from './network/network-simplex.js';
import { brokenExchanges } from './mutual.js';
import type { Pace } from './pace.js';
import { SIDES } from './problem.js';
import type { AssignmentProblem, Shortfall } from './problem.js';
import { solveByProgram } from './program/solve-by-program.js';

/** What a subset of the rules asks for: demands of these applications, minimums of these reviewers. */
interface Rules {
  applications: readonly number[];
  minimums: readonly number[];
}

/**
 * Shrinks the demands and minimums of an instance that has no answer to a set that has none either, but would if any one of its members
 * were left out (deletion filter, Chinneck 1991; blocks first, halving, so that few questions are asked where few matter). Each question
 * is a flow problem with all gains zero. `cause`: which rules stand in the way.
 */
export async function minimalConflict(problem: AssignmentProblem, instance: Instance, pace: Pace, cause: 'cap' | 'mutual'): Promise<Shortfall> {
  const bare = { ...instance, gains: instance.gains.map((gain) => (gain === IMPOSSIBLE ? IMPOSSIBLE : 0)) };
  const possible = async (rules: Rules): Promise<boolean> => await missingUnder(restrict(bare, rules), pace) === 0;
  const all: Rules = {
    applications: [...instance.total.keys()].filter((a) => instance.total[a]! > 0),
    minimums: [...instance.least.keys()].filter((r) => instance.least[r]! > 0),
  };
  // Minimums go first: an explanation by demands alone is the simpler one.
  const minimums = await shrink(all.minimums, (kept) => possible({ ...all, minimums: kept }));
  const applications = await shrink(all.applications, (kept) => possible({ applications: kept, minimums }));
  const rules = { applications, minimums: await shrink(minimums, (kept) => possible({ applications, minimums: kept })) };
  return { cause, ...describe(problem, instance, rules, await missingUnder(restrict(bare, rules), pace)) };
}

/** Leaves out whatever can be left out while the rest stays impossible. */
async function shrink(members: readonly number[], isPossible: (kept: readonly number[]) => Promise<boolean>): Promise<number[]> {
  let kept = [...members];
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length;) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (await isPossible(without)) from += size;
      else kept = without;
    }
  }
  return kept;
}

/** The instance with only these rules: applications left out take no reviews, minimums left out are zero. */
function restrict(instance: Instance, { applications, minimums }: Rules): Instance {
  const keptApplications = new Set(applications);
  const keptMinimums = new Set(minimums);
  // An application whose demand is left out may still serve minimums, as far as it could before.
  return {
    ...instance,
    sideLeast: instance.sideLeast.map((least, at) => (keptApplications.has(Math.floor(at / SIDES.length)) ? least : 0)),
    optional: Uint8Array.from(instance.total, (_, a) => (keptApplications.has(a) ? 0 : 1)),
    least: instance.least.map((least, r) => (keptMinimums.has(r) ? least : 0)),
  };
}

/** Reviews that cannot be given: the network's shortage, or 1 where only what no network can state stands in the way. */
async function missingUnder(instance: Instance, pace: Pace): Promise<number> {
  const { network, cellOfPair, arcOfPair } = generalNetwork(instance);
  const { missing, flow } = await pace.run(solveNetwork(network));
  if (missing > 0) return missing;
  const cells = cellOfPair.filter((_, pair) => flow[arcOfPair[pair]!] === 1);
  if (capsHold(instance, cells) && brokenExchanges(instance, cells).length === 0) return 0;
  return await solveByProgram(instance, pace, cells) ? 0 : 1;
}

function describe(problem: AssignmentProblem, instance: Instance, { applications, minimums }: Rules, missing: number): Omit<Shortfall, 'cause'> {
  const needed = applications.reduce((sum, a) => sum + instance.total[a]!, 0) + minimums.reduce((sum, r) => sum + instance.least[r]!, 0);
  return {
    side: 'any', needed, available: needed - missing, short: missing,
    applications: applications.map((a) => problem.applications[a]?.id ?? ''),
    reviewers: minimums.map((r) => problem.reviewers[r]?.id ?? ''),
  };
}
