import { checkProblem } from './check-problem.js';
import { fromUnits, toInstance } from './instance.js';
import { capsHold, generalNetwork } from './network/general-network.js';
import { solveNetwork } from './network/network-simplex.js';
import { ResidualNetwork } from './network/residual-distances.js';
import { Pace } from './pace.js';
import type { AssignmentOptions, AssignmentProblem } from './problem.js';

/** [application][reviewer]: the total affinity lost if this pair were forced in; 0 where that costs nothing, null where it cannot be. */
export type OverridePrices = (number | null)[][];

/**
 * The exact price of each override: what the largest total would lose if a pair were locked that an optimum leaves out. It is the pair's
 * reduced cost plus the shortest way back through the residual network, one search for each application's side or cap (Ahuja, Magnanti
 * and Orlin 1993, chapter 9). Pairs that are chosen or locked cost 0. Undefined when the problem has no answer.
 * Throws RangeError where an institution's cap spans both sides and binds: no network states it.
 */
export async function overridePrices(problem: AssignmentProblem, options: AssignmentOptions = {}): Promise<OverridePrices | undefined> {
  checkProblem(problem);
  const pace = new Pace(options);
  const instance = toInstance(problem);
  const { network, cellOfPair, arcOfPair } = generalNetwork(instance);
  const answer = await pace.run(solveNetwork(network));
  if (!answer.feasible) return undefined;
  if (!capsHold(instance, cellOfPair.filter((_, pair) => answer.flow[arcOfPair[pair]!] === 1))) {
    throw new RangeError("there are no prices where an institution's cap spans both sides and binds");
  }
  const residual = new ResidualNetwork(network, answer);
  const prices = problem.affinity.map((row): (number | null)[] => row.map(() => null));
  for (const [a, r] of problem.locked) prices[a]![r] = 0;
  const pairsByHead = new Map<number, number[]>();
  arcOfPair.forEach((arc, pair) => {
    const head = network.head[arc]!;
    const list = pairsByHead.get(head) ?? [];
    list.push(pair);
    pairsByHead.set(head, list);
  });
  for (const [head, pairs] of pairsByHead) {
    const distances = residual.distancesFrom(head);
    for (const pair of pairs) {
      const arc = arcOfPair[pair]!;
      const cell = cellOfPair[pair]!;
      const price = answer.flow[arc] === 1 ? 0 : residual.reducedCost(arc) + distances[network.tail[arc]!]!;
      if (price < Infinity) prices[Math.floor(cell / instance.reviewers)]![cell % instance.reviewers] = fromUnits(price);
    }
    await pace.turn();
  }
  return prices;
}
