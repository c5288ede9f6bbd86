// node test/bench/optimizer.mjs [sizes…]: seconds of the assignment solver on seeded synthetic problems, beside HiGHS (WebAssembly) where
// that is feasible. Sizes: small (120 x 180), middle (1,000 x 1,500), large (5,000 x 4,000), same (rank-1 affinities, 1,000 x 1,500).
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, dist, root } from '../../apps/cli/build.mjs';
import { highsSeconds } from './highs-assignment.mjs';
import { generate } from './instances.mjs';

await build({ only: 'server', log: (line) => console.error(line) });
const { solveAssignment } = await import(pathToFileURL(join(dist, 'libs', 'optimizer', 'src', 'index.js')).href);

const SIZES = {
  small: { applications: 120, reviewers: 180, minLoad: 1, highs: true },
  middle: { applications: 1000, reviewers: 1500, minLoad: 1, highs: true },
  same: { applications: 1000, reviewers: 1500, minLoad: 1, rankOne: true, highs: false },
  large: { applications: 5000, reviewers: 4000, minLoad: 2, highs: false },
};

async function seconds(problem, method) {
  const began = performance.now();
  const before = process.cpuUsage();
  const { total, status } = await solveAssignment(problem, { method });
  const { user, system } = process.cpuUsage(before);
  // The processor's share beside the clock's: on a machine that does other things too only the former means anything.
  return { total, status, time: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 };
}

const shown = ({ time, cpu }) => `${time.toFixed(3)} s (processor ${cpu.toFixed(3)} s)`;

console.log(`Node ${process.version}, sources in ${root}`);
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(SIZES)) {
  const size = SIZES[name];
  const problem = generate(size);
  const cold = await seconds(problem, 'auto');
  const warm = await seconds(problem, 'auto');
  const network = await seconds(problem, 'network');
  if (cold.total !== network.total) throw new Error(`${name}: the two methods disagree: ${cold.total} and ${network.total}`);
  const parts = [`cold ${shown(cold)}`, `warm ${shown(warm)}`, `network simplex ${shown(network)}`];
  if (size.highs) {
    const highs = await highsSeconds(problem);
    if (Math.abs(highs.total - cold.total) > 1e-6) throw new Error(`${name}: HiGHS finds ${highs.total}, we ${cold.total}`);
    parts.push(`HiGHS ${highs.time.toFixed(2)} s = ${(highs.time / cold.time).toFixed(0)} x cold, ${(highs.time / warm.time).toFixed(0)} x warm`);
  }
  console.log(`${name.padEnd(6)} ${size.applications} x ${size.reviewers}: ${cold.status}, total ${cold.total.toFixed(4)}; ${parts.join('; ')}`);
}
