import type { Network, NetworkFlow } from './network.js';
import { SpanningTree } from './spanning-tree.js';

const AT_LOWER = 1;
const IN_TREE = 0;
const AT_UPPER = -1;

const LEAST_BLOCK = 10;

/** Pivots between two chances to be cancelled. */
const TURN = 4096;

/**
 * The network simplex method with strongly feasible bases (Cunningham 1976), which cannot cycle, and block search for the entering arc
 * (Grigoriadis 1986), as in LEMON (Kiraly and Kovacs 2012). Supplies must add up to zero. Deterministic; yields the pivots made.
 * Typically O(pivots x (sqrt(arcs) + subtree)).
 */
export function* solveNetwork(network: Network): Generator<number, NetworkFlow, undefined> {
  const simplex = new NetworkSimplex(network);
  for (let pivots = 0; ;) {
    const entering = simplex.findEntering();
    if (entering < 0) return simplex.result();
    simplex.pivot(entering);
    pivots += 1;
    if (pivots % TURN === 0) yield pivots;
  }
}

class NetworkSimplex {
  private readonly tree: SpanningTree;
  private readonly state: Int8Array;
  private readonly root: number;
  private readonly block: number;
  private nextArc = 0;
  /** The leaving node found by `findLeaving`, how much flow the cycle carries, and on which side of it the node lies. */
  private outNode = -1;
  private change = 0;
  private outIsFirst = false;

  constructor(private readonly network: Network) {
    const { nodes, arcs, supply } = network;
    this.root = nodes;
    this.tree = new SpanningTree(nodes + 1);
    this.state = new Int8Array(arcs).fill(AT_LOWER);
    this.block = Math.max(LEAST_BLOCK, Math.floor(Math.sqrt(arcs)));
    const dear = 1 + network.cost.reduce((most, cost) => Math.max(most, Math.abs(cost)), 0) * (nodes + 1);
    // Artificial arcs have the numbers after the real ones; nodes that send use free ones, nodes that receive dear ones.
    for (let node = nodes - 1; node >= 0; node -= 1) {
      const sends = supply[node]! >= 0;
      this.tree.hang(node, this.root, arcs + node, sends ? 1 : 0, Math.abs(supply[node]!));
      this.tree.depth[node] = 1;
      this.tree.price[node] = sends ? 0 : dear;
    }
  }

  /** The arc of the largest violation in the first block that has any; -1 when all arcs are priced out. */
  findEntering(): number {
    const { network: { tail, head, cost, arcs }, state, tree: { price }, block } = this;
    let best = -1;
    let lowest = 0;
    let arc = this.nextArc;
    let left = block;
    for (let seen = 0; seen < arcs; seen += 1) {
      const reduced = state[arc]! * (cost[arc]! + price[tail[arc]!]! - price[head[arc]!]!);
      if (reduced < lowest) {
        lowest = reduced;
        best = arc;
      }
      arc += 1;
      if (arc === arcs) arc = 0;
      left -= 1;
      if (left === 0) {
        if (best >= 0) break;
        left = block;
      }
    }
    this.nextArc = arc;
    return best;
  }

  /** Sends as much as possible round the cycle that the entering arc closes; the arc that stops it leaves the tree. */
  pivot(entering: number): void {
    const { network, state, tree } = this;
    const tail = network.tail[entering]!;
    const head = network.head[entering]!;
    const forward = state[entering] === AT_LOWER;
    const first = forward ? tail : head;
    const second = forward ? head : tail;
    const join = this.joinOf(first, second);
    this.findLeaving(first, second, join, network.capacity[entering]!);
    const { change } = this;
    if (change > 0) this.sendRound(first, second, join);
    if (this.outNode < 0) {
      state[entering] = -state[entering]!;
      return;
    }
    const leaving = tree.arc[this.outNode]!;
    if (leaving < network.arcs) state[leaving] = tree.flow[this.outNode] === 0 ? AT_LOWER : AT_UPPER;
    state[entering] = IN_TREE;
    const inNode = this.outIsFirst ? first : second;
    const newParent = this.outIsFirst ? second : first;
    const up = inNode === tail ? 1 : 0;
    const flow = forward ? change : network.capacity[entering]! - change;
    tree.rehang(inNode, this.outNode, newParent, entering, up, flow);
    const cost = network.cost[entering]!;
    tree.refresh(inNode, tree.price[newParent]! + (up === 1 ? -cost : cost) - tree.price[inNode]!);
  }

  private joinOf(first: number, second: number): number {
    const { depth, parent } = this.tree;
    let one = first;
    let other = second;
    while (one !== other) {
      if (depth[one]! >= depth[other]!) one = parent[one]!;
      else other = parent[other]!;
    }
    return one;
  }

  /** Of all arcs that stop the flow the last one on the cycle, seen from the join, leaves: this keeps the basis strongly feasible. */
  private findLeaving(first: number, second: number, join: number, capacity: number): void {
    const { parent, up, flow } = this.tree;
    this.outNode = -1;
    this.change = capacity;
    for (let node = first; node !== join; node = parent[node]!) {
      const room = up[node] === 1 ? flow[node]! : this.capacityAbove(node) - flow[node]!;
      if (room < this.change) {
        this.change = room;
        this.outNode = node;
        this.outIsFirst = true;
      }
    }
    for (let node = second; node !== join; node = parent[node]!) {
      const room = up[node] === 1 ? this.capacityAbove(node) - flow[node]! : flow[node]!;
      if (room <= this.change) {
        this.change = room;
        this.outNode = node;
        this.outIsFirst = false;
      }
    }
  }

  private capacityAbove(node: number): number {
    const arc = this.tree.arc[node]!;
    return arc < this.network.arcs ? this.network.capacity[arc]! : Infinity;
  }

  private sendRound(first: number, second: number, join: number): void {
    const { parent, up, flow } = this.tree;
    for (let node = first; node !== join; node = parent[node]!) flow[node]! += up[node] === 1 ? -this.change : this.change;
    for (let node = second; node !== join; node = parent[node]!) flow[node]! += up[node] === 1 ? this.change : -this.change;
  }

  result(): NetworkFlow {
    const { network, state, tree } = this;
    const flow = new Int32Array(network.arcs);
    for (let arc = 0; arc < network.arcs; arc += 1) if (state[arc] === AT_UPPER) flow[arc] = network.capacity[arc]!;
    let missing = 0;
    for (let node = 0; node < network.nodes; node += 1) {
      const arc = tree.arc[node]!;
      if (arc < network.arcs) flow[arc] = tree.flow[node]!;
      else if (tree.up[node] === 1) missing += tree.flow[node]!;
    }
    return { feasible: missing === 0, missing, flow, price: tree.price.slice(0, network.nodes) };
  }
}


