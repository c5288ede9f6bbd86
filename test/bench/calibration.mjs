// npm run bench -- calibration [--json file]: seconds of the calibration on seeded scores, with the goal; and a plain mean of the same scores as the floor.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, dist } from '../../apps/cli/build.mjs';
import { generator, keepJson, seconds, shown } from './instances.mjs';

await build({ only: 'server', log: (line) => console.error(line) });
const { calibrate } = await import(pathToFileURL(join(dist, 'libs', 'optimizer', 'src', 'index.js')).href);

/** Scores = quality + leniency + error, normal, on the scale of grades. */
function scoresOf({ applications, reviewers, scores }) {
  const next = generator(5);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const quality = Array.from({ length: applications }, () => 4 + 0.7 * normal());
  const leniency = Array.from({ length: reviewers }, () => 0.4 * normal());
  return Array.from({ length: scores }, (_, n) => {
    const application = n % applications;
    const reviewer = Math.floor(next() * reviewers);
    return { application: `A${application}`, reviewer: `R${reviewer}`, score: quality[application] + leniency[reviewer] + 0.6 * normal() };
  });
}

const SIZES = {
  panel: { applications: 15, reviewers: 5, scores: 75, goal: 0.5 },
  middle: { applications: 150, reviewers: 60, scores: 600 },
  large: { applications: 2000, reviewers: 300, scores: 5800, goal: 1 },
};

function mean(scores) {
  const sums = new Map();
  for (const { application, score } of scores) sums.set(application, (sums.get(application) ?? 0) + score);
  return sums;
}

console.log(`Node ${process.version}`);
const kept = [];
for (const [name, size] of Object.entries(SIZES)) {
  const scores = scoresOf(size);
  const floor = await seconds(() => mean(scores));
  const cold = await seconds(() => calibrate(scores));
  const warm = await seconds(() => calibrate(scores));
  const { variance, notes } = cold.value;
  const bare = ({ time, cpu }) => ({ time, cpu });
  kept.push({ name, ...size, cold: bare(cold), warm: bare(warm), floor: bare(floor), variance, notes });
  console.log(`${name.padEnd(6)} ${size.scores} scores of ${size.applications} by ${size.reviewers}: cold ${shown(cold)}${size.goal ? `, goal ${size.goal} s` : ''}; warm ${shown(warm)}; `
    + `plain means ${(1000 * floor.time).toFixed(2)} ms; SDs ${Object.values(variance).map((v) => Math.sqrt(v).toFixed(3)).join(', ')}; ${notes.join(', ') || 'no notes'}`);
}
keepJson(kept);
