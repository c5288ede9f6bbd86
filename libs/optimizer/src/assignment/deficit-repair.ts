import { augment, explore } from './deficit.js';
import type { Supply } from './deficit.js';

/**
 * The least additions to givers' capacities that let all needs be served: one unit where an augmenting path would end at a full giver.
 * Each unit of shortage costs exactly one unit, spread over the givers as evenly as the order of the search allows. Undefined when even
 * unlimited capacities would not do, because too few givers are linked.
 */
export function capacityRaises(supply: Supply): Map<number, number> | undefined {
  const capacities = [...supply.capacities];
  const raised = { ...supply, capacities };
  const served: Set<number>[] = capacities.map(() => new Set());
  const raises = new Map<number, number>();
  for (const [taker, need] of supply.needs.entries()) {
    for (let unit = 0; unit < need; unit += 1) {
      const reach = explore(raised, served, taker);
      if (reach.spare === undefined) {
        const [giver] = [...reach.giverFoundBy.keys()].sort((one, other) => (raises.get(one) ?? 0) - (raises.get(other) ?? 0) || one - other);
        if (giver === undefined) return undefined;
        raises.set(giver, (raises.get(giver) ?? 0) + 1);
        capacities[giver] = (capacities[giver] ?? 0) + 1;
        reach.spare = giver;
      }
      augment(served, taker, reach);
    }
  }
  return new Map([...raises].sort(([one], [other]) => one - other));
}

/** Units of each taker's need that stay unserved in a largest service. */
export function unservedNeeds(supply: Supply): Map<number, number> {
  const served: Set<number>[] = supply.capacities.map(() => new Set());
  const unserved = new Map<number, number>();
  supply.needs.forEach((need, taker) => {
    for (let unit = 0; unit < need; unit += 1) {
      const reach = explore(supply, served, taker);
      if (reach.spare === undefined) {
        unserved.set(taker, need - unit);
        return;
      }
      augment(served, taker, reach);
    }
  });
  return unserved;
}

/** How many further givers without any conflict, each with this capacity, let all needs be served. */
export function giversMissing(supply: Supply, capacity: number): number {
  const most = Math.max(0, ...supply.needs);
  for (let count = 0; ; count += 1) {
    const more = Array.from({ length: count }, (_, n) => supply.capacities.length + n);
    const enlarged: Supply = {
      needs: supply.needs, capacities: [...supply.capacities, ...more.map(() => capacity)], links: supply.links.map((list) => [...list, ...more]),
    };
    if (unservedNeeds(enlarged).size === 0 || count > most * supply.needs.length) return count;
  }
}
