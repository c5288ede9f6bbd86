import { IMPOSSIBLE } from '../instance.js';
import type { Transport, TransportAnswer } from '../transport.js';
import { Network } from './network.js';
import { solveNetwork } from './network-simplex.js';

/** Solves a transportation problem by the network simplex method; undefined when demands or loads cannot be met. Yields pivots. */
export function* solveTransportByNetwork(problem: Transport): Generator<number, TransportAnswer | undefined, undefined> {
  const { network, cellOfPair, arcOfPair } = transportNetwork(problem);
  const { feasible, flow, price } = yield* solveNetwork(network);
  if (!feasible) return undefined;
  const { rows, columns } = problem;
  const pairs: number[] = [];
  cellOfPair.forEach((cell, pair) => {
    if (flow[arcOfPair[pair]!] === 1) pairs.push(Math.floor(cell / columns), cell % columns);
  });
  const source = price[rows + columns]!;
  return {
    pairs: Int32Array.from(pairs),
    rowPrice: price.slice(0, rows).map((value) => source - value),
    columnPrice: price.slice(rows, rows + columns).map((value) => source - value),
  };
}

/** Nodes: rows, columns, then the source; arcs: source → column within its load, column → row for each possible pair. */
function transportNetwork({ rows, columns, gains, demand, least, most }: Transport) {
  let possible = 0;
  for (const gain of gains) if (gain !== IMPOSSIBLE) possible += 1;
  const source = rows + columns;
  const network = new Network(source + 1, possible + columns);
  const cellOfPair = new Int32Array(possible);
  const arcOfPair = new Int32Array(possible);
  for (let column = 0; column < columns; column += 1) {
    network.addArc(source, rows + column, least[column]!, Math.max(least[column]!, Math.min(most[column]!, rows)));
  }
  let pair = 0;
  for (let cell = 0; cell < gains.length; cell += 1) {
    if (gains[cell] === IMPOSSIBLE) continue;
    cellOfPair[pair] = cell;
    arcOfPair[pair] = network.addArc(rows + (cell % columns), Math.floor(cell / columns), 0, 1, -gains[cell]!);
    pair += 1;
  }
  for (let row = 0; row < rows; row += 1) {
    network.supply[row]! -= demand[row]!;
    network.supply[source]! += demand[row]!;
  }
  return { network, cellOfPair, arcOfPair };
}
