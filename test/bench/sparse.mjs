// npm run bench -- sparse: the sparse solver at 100,000 x 50,000, 100 candidates a row, demand 4.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, dist } from '../../apps/cli/build.mjs';

await build({ only: 'server', log: (line) => console.error(line) });
const { solveSparse } = await import(pathToFileURL(join(dist, 'libs', 'optimizer', 'src', 'index.js')).href);
const [rows, columns, size] = [100_000, 50_000, 100];

let state = 7;
const next = (below) => {
  state = (state * 48271) % 2147483647;
  return state % below;
};
const column = new Int32Array(rows * size);
const gain = new Int32Array(rows * size);
const seen = new Int32Array(columns).fill(-1);
for (let row = 0; row < rows; row++) {
  // Half of the candidates are drawn toward the popular first columns.
  for (let k = 0; k < size;) {
    const c = next(2) === 0 ? Math.floor((next(columns) * (next(1000) + 1)) / 1000) : next(columns);
    if (seen[c] === row) continue;
    seen[c] = row;
    column[row * size + k] = c;
    gain[row * size + k] = 300_000 + next(700_001);
    k++;
  }
}
const problem = {
  rows, columns, column, gain, start: Int32Array.from({ length: rows + 1 }, (_, row) => row * size), beyond: new Int32Array(rows).fill(200_000),
  demand: new Int32Array(rows).fill(4), least: new Int32Array(columns), most: new Int32Array(columns).fill(10),
};
const began = performance.now();
const { status, total, unproven } = await solveSparse(problem);
const memory = process.resourceUsage().maxRSS / 1024 / 1024;
console.log(`${rows} x ${columns}: ${status}, total ${total / 1e6}, ${unproven.length} rows unproven, ${((performance.now() - began) / 1000).toFixed(1)} s, ${memory.toFixed(2)} GB`);
