// npm run bench -- portfolio [--json file]: seconds until a choice is found, proven, and priced, on seeded problems, with the goals.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, dist } from '../../apps/cli/build.mjs';
import { generator, keepJson, seconds, shown } from './instances.mjs';

await build({ only: 'server', log: (line) => console.error(line) });
const { solvePortfolio } = await import(pathToFileURL(join(dist, 'libs', 'optimizer', 'src', 'index.js')).href);

function problemOf({ applications, places, joint }) {
  const next = generator(9);
  const whole = (from, span) => from + Math.floor(next() * span);
  const share = (applications * 60 * 1_000_000) / 4.5;
  return {
    applications: Array.from({ length: applications }, (_, n) => ({
      id: `A${n}`, score: whole(100, 500) / 100, request: { KG: 1_000_000 * whole(20, 100), CN: 1_000_000 * whole(20, 100) }, theme: `T${n % 12}`, institutions: [`I${whole(0, 60)}`],
    })),
    places, ...(joint ? { jointBudget: Math.floor(2 * share) } : { budget: { KG: Math.floor(share), CN: Math.floor(1.08 * share) } }),
    themeMin: Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`T${n}`, Math.floor(places / 18)])),
  };
}

const SIZES = {
  call: { applications: 120, places: 30, joint: true },
  many: { applications: 500, places: 110, joint: false },
  manyJoint: { applications: 500, places: 110, joint: true },
};
const GOAL = 'goals for 500: found in 1.5 s, proven within 5 s';

console.log(`Node ${process.version}; ${GOAL}`);
const kept = [];
for (const [name, size] of Object.entries(SIZES)) {
  const problem = problemOf(size);
  const told = [];
  const began = performance.now();
  const all = await seconds(() => solvePortfolio(problem, { alternatives: 0, clock: () => performance.now(), onProgress: () => told.push((performance.now() - began) / 1000) }));
  const { status, objective, chosen, proof, prices } = all.value;
  kept.push({ name, ...size, status, objective, chosen: chosen.length, found: told[0], proof: proof.seconds, withPrices: all.time, cpu: all.cpu });
  console.log(`${name.padEnd(9)} ${size.applications} applications, ${size.places} places: ${status}, ${chosen.length} chosen, sum ${objective.toFixed(2)}; found in ${told[0]?.toFixed(3)} s, `
    + `proof ${proof.seconds.toFixed(3)} s; with prices of ${prices.length} rules ${shown(all)}`);
}
keepJson(kept);
