import { pricePair, type PairPrice } from '#libs/optimizer';
import { largestTotal, problemOf, type Demand } from './assignment-problem.js';
import type { Pool } from './data/pool.queries.js';

export interface PriceWanted { pool: Pool; demand: Demand; applicationId: string; personId: string }

/** What the largest total would lose by one pair forced in or taken out; null where there is no assignment at all, or the pair is none of the pool's. Keeps its thread busy. */
export async function priceOverride({ pool, demand, applicationId, personId }: PriceWanted): Promise<PairPrice | null> {
  const a = pool.applications.findIndex((x) => x.id === applicationId);
  const r = pool.reviewers.findIndex((x) => x.id === personId);
  const { given, result } = await largestTotal(pool, demand);
  if (a < 0 || r < 0 || result.status === 'infeasible') return null;
  return await pricePair(problemOf(pool, demand, given), [a, r]) ?? null;
}
