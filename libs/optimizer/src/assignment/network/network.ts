/** Arcs between two chances of neighbours to land side by side: see `Network`. */
const LEAST_STEP = 10;

/**
 * A network of nodes with supplies and arcs with bounds and costs, filled arc by arc. Arcs added one after the other (which mostly share
 * a node) are stored far apart, because a block search over neighbours that share a node finds much the same entering arc again and again
 * (LEMON's "arc mixing"; ten to thirty times fewer pivots on dense problems).
 */
export class Network {
  readonly tail: Int32Array;
  readonly head: Int32Array;
  /** What an arc can carry beyond its lower bound. */
  readonly capacity: Int32Array;
  readonly cost: Int32Array;
  /** What each node must send out in all; negative: what it must receive. Lower bounds are taken off already. */
  readonly supply: Float64Array;
  /** Lower bounds above zero, by arc. */
  readonly lower = new Map<number, number>();
  private readonly step: number;
  private slot = 0;
  private round = 0;
  private count = 0;

  /** Exactly `arcs` arcs must be added. */
  constructor(readonly nodes: number, readonly arcs: number) {
    this.tail = new Int32Array(arcs);
    this.head = new Int32Array(arcs);
    this.capacity = new Int32Array(arcs);
    this.cost = new Int32Array(arcs);
    this.supply = new Float64Array(nodes);
    this.step = Math.max(LEAST_STEP, Math.floor(Math.sqrt(arcs)));
  }

  /** Adds an arc that carries `least` to `most`; answers its number. Throws RangeError beyond the number of arcs announced. */
  addArc(tail: number, head: number, least: number, most: number, cost = 0): number {
    if (this.count === this.arcs) throw new RangeError(`the network has only ${this.arcs} arcs`);
    const arc = this.slot;
    this.tail[arc] = tail;
    this.head[arc] = head;
    this.capacity[arc] = most - least;
    this.cost[arc] = cost;
    if (least > 0) {
      this.lower.set(arc, least);
      this.supply[tail]! -= least;
      this.supply[head]! += least;
    }
    this.count += 1;
    this.slot += this.step;
    if (this.slot >= this.arcs) {
      this.round += 1;
      this.slot = this.round;
    }
    return arc;
  }
}

/** Flows (beyond lower bounds) and node prices; `feasible` is false when supplies cannot be sent. */
export interface NetworkFlow {
  readonly feasible: boolean;
  /** Supply that found no way; 0 when feasible. */
  readonly missing: number;
  readonly flow: Int32Array;
  /** cost + price[tail] − price[head] is ≥ 0 on arcs that could carry more, ≤ 0 on arcs that could carry less. */
  readonly price: Float64Array;
}

/** Broken balances, capacities and conditions of optimality of a flow; 0 proves it cheapest. Exact in whole numbers, O(arcs). */
export function countFlowViolations({ nodes, arcs, tail, head, capacity, cost, supply }: Network, { flow, price }: NetworkFlow): number {
  const out = new Float64Array(nodes);
  let violations = 0;
  for (let arc = 0; arc < arcs; arc += 1) {
    const amount = flow[arc]!;
    if (!(amount >= 0 && amount <= capacity[arc]!)) violations += 1;
    out[tail[arc]!]! += amount;
    out[head[arc]!]! -= amount;
    const reduced = cost[arc]! + price[tail[arc]!]! - price[head[arc]!]!;
    if ((amount < capacity[arc]! && !(reduced >= 0)) || (amount > 0 && !(reduced <= 0))) violations += 1;
  }
  for (let node = 0; node < nodes; node += 1) if (out[node] !== supply[node]) violations += 1;
  return violations;
}

/**
 * The least that any legal flow can cost, by the prices of a flow (weak duality): each arc at the better of its bounds, each supply at
 * its node's price. Equal to the flow's cost at the optimum.
 */
export function leastCost({ nodes, arcs, tail, head, capacity, cost, supply }: Network, price: Float64Array): number {
  let least = 0;
  for (let node = 0; node < nodes; node += 1) least -= price[node]! * supply[node]!;
  for (let arc = 0; arc < arcs; arc += 1) {
    const reduced = cost[arc]! + price[tail[arc]!]! - price[head[arc]!]!;
    if (reduced < 0) least += reduced * capacity[arc]!;
  }
  return least;
}
