import { Service } from './service.js';
import type { Supply } from './service.js';

/** Takers that together need more than all givers can do for them. */
export interface Deficit extends Shortage {
  /** Fewer of the takers who contradict the capacities already, none of whom could be left out; absent where that is all of them. */
  core?: Shortage;
}

interface Shortage {
  takers: number[];
  /** The givers that can do something for these takers. */
  givers: number[];
  needed: number;
  available: number;
}

/**
 * Serves as many needs as possible by augmenting paths. Returns an empty list when all can be served; else disjoint groups of takers,
 * each short, whose shortages add up to all that is missing. A group is what the residual network reaches from an unserved taker:
 * every giver met there is full, and serves members of the group only, so the group's figures prove that no other choice helps. A group
 * tells all that is missing; its core is what a deletion filter (Chinneck 1991) leaves of those met when the first unit found no way.
 */
export function findDeficits(supply: Supply): Deficit[] {
  const service = new Service(supply);
  let groups: { members: Set<number>; core: readonly number[] }[] = [];
  supply.needs.forEach((need, taker) => {
    const left = service.serve(taker, need);
    if (left === 0) return;
    const { takers, closed } = service.reached();
    // Groups that overlap become one, so that no shortage is counted twice.
    const touching = groups.filter(({ members }) => [...closed].some((member) => members.has(member)));
    const core = touching[0]?.core ?? coreOf(service, taker, left);
    groups = groups.filter((other) => !touching.includes(other));
    groups.push({ members: new Set([...touching.flatMap(({ members }) => [...members]), ...takers]), core });
    service.close();
  });
  return groups.map(({ members, core }) => (
    { ...describe(supply, [...members]), ...(core.length < members.size && { core: describe(supply, core) }) }
  ));
}

/**
 * The least of those whom a taker's last search met that is impossible still. With one unit left nobody could be left out: whoever was met
 * would give up one along the way back. With more left each is tried.
 */
function coreOf(service: Service, taker: number, units: number): readonly number[] {
  let core = service.reached().takers;
  let left = units;
  let now = service;
  for (const other of core) {
    if (left === 1) break;
    if (other === taker || !core.includes(other)) continue;
    const rest = now.without(other);
    const missing = rest.serve(taker, left);
    if (missing === 0) continue;
    [now, left, core] = [rest, missing, rest.reached().takers];
  }
  return core;
}

function describe({ needs, capacities, links }: Supply, members: readonly number[]): Shortage {
  const takers = [...members].sort((one, other) => one - other);
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
