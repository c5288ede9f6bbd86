/** Takers want `needs[t]` different givers each; giver g serves at most `capacities[g]` takers; `links[t]` lists the givers t may have. */
export interface Supply {
  needs: readonly number[];
  capacities: readonly number[];
  links: readonly (readonly number[])[];
}

/** What a search that found no way met: all its givers are full. */
export interface Reached {
  takers: readonly number[];
  givers: readonly number[];
  /** One taker of each closed region that the search ran into. */
  closed: ReadonlySet<number>;
}

const NOBODY = -1;

/**
 * Units served so far, which grow by augmenting paths (Ford and Fulkerson 1956), breadth first. A region from which no way leads to a giver
 * with capacity to spare can be closed: no later path enters it, so that what is missing is found without searching it again.
 */
export class Service {
  private readonly capacities: number[];
  private readonly takersOf: number[][];
  private readonly giversOf: number[][];
  /** A taker of the closed region that the giver or taker lies in, or NOBODY. */
  private readonly giverClosed: Int32Array;
  private readonly takerClosed: Int32Array;
  /** Number of the last search that met the giver or taker, and from where. */
  private readonly giverSeen: Int32Array;
  private readonly takerSeen: Int32Array;
  private readonly giverFrom: Int32Array;
  private readonly takerFrom: Int32Array;
  private readonly heldBy: Int32Array;
  private search = 0;
  private takers: number[] = [];
  private givers: number[] = [];
  private readonly closed = new Set<number>();

  constructor(private readonly supply: Supply) {
    const { needs, capacities } = supply;
    this.capacities = [...capacities];
    this.takersOf = capacities.map(() => []);
    this.giversOf = needs.map(() => []);
    this.giverClosed = new Int32Array(capacities.length).fill(NOBODY);
    this.takerClosed = new Int32Array(needs.length).fill(NOBODY);
    this.giverSeen = new Int32Array(capacities.length);
    this.takerSeen = new Int32Array(needs.length);
    this.giverFrom = new Int32Array(capacities.length);
    this.takerFrom = new Int32Array(needs.length);
    this.heldBy = new Int32Array(capacities.length).fill(NOBODY);
  }

  /** Serves up to `units` more of a taker's need; answers how many found no way. After some did, `reached` tells what the last search met. */
  serve(taker: number, units: number): number {
    for (let left = units; left > 0; left -= 1) {
      const spare = this.findSpare(taker);
      if (spare === NOBODY) return left;
      this.augment(taker, spare);
    }
    return 0;
  }

  reached(): Reached {
    return { takers: this.takers, givers: this.givers, closed: this.closed };
  }

  /** Closes what the last search met, which found no way. */
  close(): void {
    const [name = NOBODY] = this.takers;
    for (const giver of this.givers) this.giverClosed[giver] = name;
    for (const taker of this.takers) this.takerClosed[taker] = name;
  }

  /** Lets a giver of the last search serve one more, and serves with it the taker from whom that search began. */
  raise(giver: number): void {
    this.capacities[giver]! += 1;
    this.augment(this.takers[0]!, giver);
  }

  /** The same without what one taker has and wants; it can be served on independently. */
  without(taker: number): Service {
    const rest = new Service({ ...this.supply, needs: this.supply.needs.map((need, t) => (t === taker ? 0 : need)) });
    this.giversOf.forEach((givers, t) => {
      if (t !== taker) rest.giversOf[t] = [...givers];
    });
    this.takersOf.forEach((takers, giver) => {
      rest.takersOf[giver] = takers.filter((t) => t !== taker);
    });
    return rest;
  }

  /** A taker leads to the givers it could newly have, a full giver to the takers it would have to give up. */
  private findSpare(start: number): number {
    const { supply: { links }, capacities, takersOf, giversOf, giverSeen, takerSeen, giverFrom, takerFrom, giverClosed, heldBy } = this;
    this.search += 1;
    this.takers = [start];
    this.givers = [];
    this.closed.clear();
    if (this.takerClosed[start] !== NOBODY) this.closed.add(this.takerClosed[start]!);
    takerSeen[start] = this.search;
    for (const taker of this.takers) {
      for (const giver of giversOf[taker]!) heldBy[giver] = taker;
      for (const giver of links[taker] ?? []) {
        if (giverSeen[giver] === this.search || heldBy[giver] === taker) continue;
        giverSeen[giver] = this.search;
        if (giverClosed[giver] !== NOBODY) {
          this.closed.add(giverClosed[giver]!);
          continue;
        }
        giverFrom[giver] = taker;
        if (takersOf[giver]!.length < capacities[giver]!) return giver;
        this.givers.push(giver);
        for (const other of takersOf[giver]!) {
          if (takerSeen[other] === this.search) continue;
          takerSeen[other] = this.search;
          takerFrom[other] = giver;
          if (this.takerClosed[other] === NOBODY) this.takers.push(other);
          else this.closed.add(this.takerClosed[other]!);
        }
      }
    }
    return NOBODY;
  }

  private augment(start: number, spare: number): void {
    for (let giver = spare; ;) {
      const taker = this.giverFrom[giver]!;
      this.takersOf[giver]!.push(taker);
      this.giversOf[taker]!.push(giver);
      if (taker === start) return;
      giver = this.takerFrom[taker]!;
      remove(this.takersOf[giver]!, taker);
      remove(this.giversOf[taker]!, giver);
    }
  }
}

function remove(list: number[], item: number): void {
  list.splice(list.indexOf(item), 1);
}
