/** Takers want `needs[t]` different givers each; giver g serves at most `capacities[g]` takers; `links[t]` lists the givers t may have. */
export interface Supply {
  needs: readonly number[];
  capacities: readonly number[];
  links: readonly (readonly number[])[];
}

/** Takers that together need more than all givers can do for them. */
export interface Deficit {
  takers: number[];
  /** The givers that can do something for these takers. */
  givers: number[];
  needed: number;
  available: number;
}

export interface Reach {
  /** A giver with capacity to spare, if one was reached: the end of an augmenting path. */
  spare: number | undefined;
  takers: Set<number>;
  giverFoundBy: Map<number, number>;
  takerFoundBy: Map<number, number>;
}

/**
 * Serves as many needs as possible by augmenting paths. Returns an empty list when all can be served; else disjoint groups of takers,
 * each short, whose shortages add up to all that is missing. A group is what the residual network reaches from an unserved taker:
 * every giver met there is full, and serves members of the group only, so the group's figures prove that no other choice helps.
 */
export function findDeficits(supply: Supply): Deficit[] {
  const served: Set<number>[] = supply.capacities.map(() => new Set());
  const unserved: number[] = [];
  supply.needs.forEach((need, taker) => {
    for (let unit = 0; unit < need; unit += 1) {
      const reach = explore(supply, served, taker);
      if (reach.spare === undefined) {
        unserved.push(taker);
        break;
      }
      augment(served, taker, reach);
    }
  });

  let groups: Set<number>[] = [];
  for (const taker of unserved) {
    const group = explore(supply, served, taker).takers;
    // Groups that overlap become one, so that no shortage is counted twice.
    const touches = (other: ReadonlySet<number>): boolean => [...group].some((member) => other.has(member));
    const touching = groups.filter(touches);
    groups = groups.filter((other) => !touching.includes(other));
    groups.push(new Set([...touching.flatMap((other) => [...other]), ...group]));
  }
  return groups.map((group) => describeDeficit(supply, group));
}

/** Breadth-first: a taker leads to the givers it could newly have, a full giver leads to the takers it would have to give up. */
export function explore(supply: Supply, served: readonly Set<number>[], start: number): Reach {
  const reach: Reach = { spare: undefined, takers: new Set([start]), giverFoundBy: new Map(), takerFoundBy: new Map() };
  for (const taker of reach.takers) {
    for (const giver of supply.links[taker] ?? []) {
      const takersOfGiver = served[giver];
      if (!takersOfGiver || takersOfGiver.has(taker) || reach.giverFoundBy.has(giver)) continue;
      reach.giverFoundBy.set(giver, taker);
      if (takersOfGiver.size < (supply.capacities[giver] ?? 0)) return { ...reach, spare: giver };
      for (const other of takersOfGiver) {
        if (reach.takers.has(other)) continue;
        reach.takers.add(other);
        reach.takerFoundBy.set(other, giver);
      }
    }
  }
  return reach;
}

export function augment(served: readonly Set<number>[], start: number, reach: Reach): void {
  let giver = reach.spare;
  while (giver !== undefined) {
    const taker = reach.giverFoundBy.get(giver);
    if (taker === undefined) return;
    served[giver]?.add(taker);
    giver = taker === start ? undefined : reach.takerFoundBy.get(taker);
    if (giver !== undefined) served[giver]?.delete(taker);
  }
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
