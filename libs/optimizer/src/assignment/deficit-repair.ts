import { Service } from './service.js';
import type { Supply } from './service.js';

/**
 * The least additions to givers' capacities that let all needs be served: one unit where an augmenting path would end at a full giver.
 * Each unit of shortage costs exactly one unit, spread over the givers as evenly as the order of the search allows. Undefined when even
 * unlimited capacities would not do, because too few givers are linked.
 */
export function capacityRaises(supply: Supply): Map<number, number> | undefined {
  const service = new Service(supply);
  const raises = new Map<number, number>();
  const raisesOf = (giver: number): number => raises.get(giver) ?? 0;
  for (const [taker, need] of supply.needs.entries()) {
    for (let left = service.serve(taker, need); left > 0; left = service.serve(taker, left - 1)) {
      const { givers: [first, ...others] } = service.reached();
      if (first === undefined) return undefined;
      const giver = others.reduce((best, other) => (raisesOf(other) - raisesOf(best) || other - best) < 0 ? other : best, first);
      raises.set(giver, raisesOf(giver) + 1);
      service.raise(giver);
    }
  }
  return new Map([...raises].sort(([one], [other]) => one - other));
}

/** Units of each taker's need that stay unserved in a largest service. */
export function unservedNeeds(supply: Supply): Map<number, number> {
  const service = new Service(supply);
  const unserved = new Map<number, number>();
  supply.needs.forEach((need, taker) => {
    const left = service.serve(taker, need);
    if (left === 0) return;
    unserved.set(taker, left);
    service.close();
  });
  return unserved;
}

/**
 * How many further givers without any conflict, each with this capacity (at least 1), let all needs be served. Counts up from what no answer
 * can be below: all that is unserved over the capacity, and what one taker needs beyond its links.
 */
export function giversMissing(supply: Supply, capacity: number): number {
  const { needs, links } = supply;
  const unserved = [...unservedNeeds(supply).values()].reduce((sum, units) => sum + units, 0);
  const alone = needs.reduce((most, need, taker) => Math.max(most, need - (links[taker]?.length ?? 0)), 0);
  for (let count = Math.max(alone, Math.ceil(unserved / capacity)); ; count += 1) {
    const more = Array.from({ length: count }, (_, n) => supply.capacities.length + n);
    const enlarged: Supply = {
      needs: supply.needs, capacities: [...supply.capacities, ...more.map(() => capacity)], links: supply.links.map((list) => [...list, ...more]),
    };
    if (unservedNeeds(enlarged).size === 0) return count;
  }
}
