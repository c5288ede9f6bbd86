import { checkProblem } from './check-problem.js';
import { fromUnits, toInstance } from './instance.js';
import { generalNetwork, networkStatesAll } from './network/general-network.js';
import { solveNetwork } from './network/network-simplex.js';
import { ResidualNetwork } from './network/residual-distances.js';
import { Pace } from './pace.js';
import type { AssignmentOptions, AssignmentProblem } from './problem.js';
import { pricesBySolving } from './price-pair.js';

/** [application][reviewer]: the total affinity lost if this pair were forced in; 0 where that costs nothing, null where it cannot be. */
export type OverridePrices = (number | null)[][];

/**
 * The exact price of each override: what the largest total would lose if a pair were locked that an optimum leaves out. It is the pair's
 * reduced cost plus the shortest way back through the residual network, one search for each application's side or cap (Ahuja, Magnanti
 * and Orlin 1993, chapter 9). Pairs that are chosen or locked cost 0. Where no network states all rules (an institution's cap across sides,
 * teams) each pair is priced by solving again with it locked: as exact, but one more solution a pair. Undefined when the problem has no answer.
 */
export async function overridePrices(problem: AssignmentProblem, options: AssignmentOptions = {}): Promise<OverridePrices | undefined> {
  checkProblem(problem);
  const pace = new Pace(options);
  const instance = toInstance(problem);
  if (!networkStatesAll(instance)) return pricesBySolving(problem, pace);
  const { network, cellOfPair, arcOfPair } = generalNetwork(instance);
  const answer = await pace.run(solveNetwork(network));
  if (!answer.feasible) return undefined;
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
