import { Service } from './service.js';
import type { Supply } from './service.js';

/** Takers that together need more than all givers can do for them. */
export interface Deficit {
  takers: number[];
  /** The givers that can do something for these takers. */
  givers: number[];
  needed: number;
  available: number;
}

/**
 * Serves as many needs as possible by augmenting paths. Returns an empty list when all can be served; else disjoint groups of takers,
 * each short, whose shortages add up to all that is missing. A group is what the residual network reaches from an unserved taker:
 * every giver met there is full, and serves members of the group only, so the group's figures prove that no other choice helps.
 */
export function findDeficits(supply: Supply): Deficit[] {
  const service = new Service(supply);
  let groups: Set<number>[] = [];
  supply.needs.forEach((need, taker) => {
    if (service.serve(taker, need) === 0) return;
    const { takers, closed } = service.reached();
    // Groups that overlap become one, so that no shortage is counted twice.
    const touching = groups.filter((group) => [...group].some((member) => closed.has(member)));
    groups = groups.filter((other) => !touching.includes(other));
    groups.push(new Set([...touching.flatMap((other) => [...other]), ...takers]));
    service.close();
  });
  return groups.map((group) => describeDeficit(supply, group));
}

function describeDeficit({ needs, capacities, links }: Supply, group: ReadonlySet<number>): Deficit {
  const takers = [...group].sort((one, other) => one - other);
  const linksOfGiver = new Map<number, number>();
  let needed = 0;
  for (const taker of takers) {
    needed += needs[taker] ?? 0;
    for (const giver of links[taker] ?? []) linksOfGiver.set(giver, (linksOfGiver.get(giver) ?? 0) + 1);
  }
  const givers = [...linksOfGiver.keys()].sort((one, other) => one - other);
  const available = givers.reduce((sum, giver) => sum + Math.min(capacities[giver] ?? 0, linksOfGiver.get(giver) ?? 0), 0);
  return { takers, givers, needed, available };
}
