// npm run bench -- assignment [sizes…] [--json file]: seconds of the assignment solver on seeded synthetic problems, beside HiGHS (WebAssembly) where
// that is feasible. Hard cases: same (rank-1 affinities), oneSide, tight (no load to spare), levels (few affinities, half of the pairs banned).
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, dist, root } from '../../apps/cli/build.mjs';
import { highsSeconds } from './highs-assignment.mjs';
import { generate, keepJson, seconds, shown } from './instances.mjs';

await build({ only: 'server', log: (line) => console.error(line) });
const { solveAssignment } = await import(pathToFileURL(join(dist, 'libs', 'optimizer', 'src', 'index.js')).href);

/** Sizes with the goal in seconds for a cold run. */
const SIZES = {
  small: { applications: 120, reviewers: 180, minLoad: 1, highs: true, goal: 0.05 },
  middle: { applications: 1000, reviewers: 1500, minLoad: 1, highs: true, goal: 0.25 },
  same: { applications: 1000, reviewers: 1500, minLoad: 1, rankOne: true, highs: false, goal: 2 },
  oneSide: { applications: 1000, reviewers: 1500, minLoad: 1, oneSided: true, highs: false, goal: 2 },
  tight: { applications: 1000, reviewers: 1000, minLoad: 0, maxLoad: 4, highs: false, goal: 2 },
  levels: { applications: 1000, reviewers: 1500, minLoad: 1, levels: true, highs: false, goal: 2 },
  large: { applications: 5000, reviewers: 4000, minLoad: 2, highs: false, goal: 2.5 },
};

async function solved(problem, method) {
  const { value, ...times } = await seconds(() => solveAssignment(problem, { method }));
  return { total: value.total, status: value.status, ...times };
}

console.log(`Node ${process.version}, sources in ${root}`);
const asked = process.argv.slice(2).filter((name) => name in SIZES);
const kept = [];
for (const name of asked.length > 0 ? asked : Object.keys(SIZES)) {
  const size = SIZES[name];
  const problem = generate(size);
  const cold = await solved(problem, 'auto');
  const warm = await solved(problem, 'auto');
  const network = await solved(problem, 'network');
  if (cold.total !== network.total) throw new Error(`${name}: the two methods disagree: ${cold.total} and ${network.total}`);
  const line = { name, applications: size.applications, reviewers: size.reviewers, total: cold.total, goal: size.goal, cold, warm, network };
  kept.push(line);
  const parts = [`cold ${shown(cold)}, goal ${size.goal} s`, `warm ${shown(warm)}`, `network simplex ${shown(network)}`];
  if (size.highs) {
    const highs = await highsSeconds(problem);
    if (Math.abs(highs.total - cold.total) > 1e-6) throw new Error(`${name}: HiGHS finds ${highs.total}, we ${cold.total}`);
    line.highs = highs;
    parts.push(`HiGHS ${highs.time.toFixed(2)} s = ${(highs.time / cold.time).toFixed(0)} x cold, ${(highs.time / warm.time).toFixed(0)} x warm`);
  }
  console.log(`${name.padEnd(7)} ${size.applications} x ${size.reviewers}: ${cold.status}, total ${cold.total.toFixed(4)}; ${parts.join('; ')}`);
}
keepJson(kept);
