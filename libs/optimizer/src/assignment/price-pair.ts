import { checkProblem } from './check-problem.js';
import { fromUnits, toInstance, toUnits } from './instance.js';
import { Pace } from './pace.js';
import type { AssignmentOptions, AssignmentProblem } from './problem.js';
import { solveInstance } from './solve-instance.js';

type Pair = readonly [number, number];

/** What the largest total would lose, in affinity, if one pair were forced in, and if it were taken out for good; null where no assignment remains. */
export interface PairPrice {
  forced: number | null;
  removed: number | null;
}

/** The largest total in millionths, locked pairs included; undefined when there is none, also where the problem contradicts itself. */
async function largestTotal(problem: AssignmentProblem, pace: Pace): Promise<number | undefined> {
  try {
    checkProblem(problem);
  } catch (e) {
    if (e instanceof RangeError) return undefined;
    throw e;
  }
  const locked = problem.locked.reduce((sum, [a, r]) => sum + toUnits(problem.affinity[a]?.[r] ?? NaN), 0);
  const answer = await solveInstance(toInstance(problem), pace);
  return answer && answer.total + locked;
}

const isAmong = (pairs: readonly Pair[] | undefined, [a, r]: Pair): boolean => pairs?.some(([pa, pr]) => pa === a && pr === r) ?? false;
const without = (pairs: readonly Pair[] | undefined, [a, r]: Pair): Pair[] => (pairs ?? []).filter(([pa, pr]) => pa !== a || pr !== r);

/**
 * The exact price of one override in either direction, by solving again with the pair locked and with it banned, whatever rules there are.
 * A lock or ban that the problem has on this pair is lifted first. Undefined when the problem has no answer then. Rejects as `solveAssignment` does.
 */
export async function pricePair(problem: AssignmentProblem, pair: Pair, options: AssignmentOptions = {}): Promise<PairPrice | undefined> {
  checkProblem(problem);
  const pace = new Pace(options);
  const free = { ...problem, locked: without(problem.locked, pair), banned: without(problem.banned, pair) };
  const best = await largestTotal(free, pace);
  if (best === undefined) return undefined;
  const loss = (total: number | undefined): number | null => (total === undefined ? null : fromUnits(best - total));
  const forced = loss(await largestTotal({ ...free, locked: [...free.locked, pair] }, pace));
  // An optimum that holds the pair costs nothing to force; one that does not costs nothing to go without.
  const removed = forced === 0 ? loss(await largestTotal({ ...free, banned: [...free.banned, pair] }, pace)) : 0;
  return { forced, removed };
}

/** The price of each pair forced in, one solution each; null where it cannot be. Undefined when the problem has no answer. */
export async function pricesBySolving(problem: AssignmentProblem, pace: Pace): Promise<(number | null)[][] | undefined> {
  const best = await largestTotal(problem, pace);
  if (best === undefined) return undefined;
  const prices: (number | null)[][] = [];
  for (const [a, row] of problem.affinity.entries()) {
    const priced: (number | null)[] = [];
    for (const r of row.keys()) {
      const total = isAmong(problem.locked, [a, r]) ? best : await largestTotal({ ...problem, locked: [...problem.locked, [a, r]] }, pace);
      priced.push(total === undefined ? null : fromUnits(best - total));
    }
    prices.push(priced);
  }
  return prices;
}
