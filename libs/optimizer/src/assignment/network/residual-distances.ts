import { PathHeap } from '../paths/path-heap.js';
import type { Network, NetworkFlow } from './network.js';

/** Shortest ways through what a cheapest flow leaves open, measured in reduced costs, which are never negative there. */
export class ResidualNetwork {
  /** Arcs at each node, leaving or entering: from start[node] on. */
  private readonly start: Int32Array;
  private readonly arcAt: Int32Array;
  private readonly distance: Float64Array;
  private readonly heap = new PathHeap();

  constructor(private readonly network: Network, private readonly answer: NetworkFlow) {
    const { nodes, arcs, tail, head } = network;
    this.start = new Int32Array(nodes + 1);
    for (let arc = 0; arc < arcs; arc += 1) {
      this.start[tail[arc]! + 1]! += 1;
      this.start[head[arc]! + 1]! += 1;
    }
    for (let node = 0; node < nodes; node += 1) this.start[node + 1]! += this.start[node]!;
    const next = this.start.slice();
    this.arcAt = new Int32Array(2 * arcs);
    for (let arc = 0; arc < arcs; arc += 1) {
      this.arcAt[next[tail[arc]!]!++] = arc;
      this.arcAt[next[head[arc]!]!++] = arc;
    }
    this.distance = new Float64Array(nodes);
  }

  reducedCost(arc: number): number {
    const { network: { cost, tail, head }, answer: { price } } = this;
    return cost[arc]! + price[tail[arc]!]! - price[head[arc]!]!;
  }

  /** Reduced lengths from one node to all (Dijkstra 1959); Infinity where no way leads. The array is used again by the next call. O(arcs log nodes). */
  distancesFrom(from: number): Float64Array {
    const { network: { tail, head, capacity }, answer: { flow }, distance, heap, start, arcAt } = this;
    distance.fill(Infinity);
    heap.clear();
    distance[from] = 0;
    heap.push(0, from);
    while (heap.size > 0) {
      const near = heap.firstKey;
      const node = heap.pop();
      if (near > distance[node]!) continue;
      for (let at = start[node]!; at < start[node + 1]!; at += 1) {
        const arc = arcAt[at]!;
        const leaves = tail[arc] === node;
        if (leaves ? flow[arc]! >= capacity[arc]! : flow[arc]! <= 0) continue;
        const other = leaves ? head[arc]! : tail[arc]!;
        const length = near + (leaves ? this.reducedCost(arc) : -this.reducedCost(arc));
        if (length >= distance[other]!) continue;
        distance[other] = length;
        heap.push(length, other);
      }
    }
    return distance;
  }
}
