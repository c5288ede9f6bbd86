import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generator, seconds } from '../instances.mjs';
import { findR, here, least, run, scratch } from './tools.mjs';

/** Penicillin (Davies and Goldsmith 1972, table 6.6): diameters for 24 plates (rows) and 6 samples (columns). */
const PENICILLIN = `27 23 26 23 23 21;27 23 26 23 23 21;25 21 25 24 24 20;26 23 25 23 23 20;25 22 26 22 23 20;24 22 25 23 22 19;24 20 23 21 22 19;26 22 26 24 24 21;24 21 24 22 22 20;
24 21 24 23 22 19;26 23 26 24 24 21;25 22 26 24 24 20;26 24 26 24 25 22;26 23 26 23 23 20;26 23 25 24 24 22;25 22 25 23 23 20;25 21 24 23 23 20;25 22 24 23 23 19;24 21 23 21 21 19;
26 23 26 24 24 21;25 21 24 22 22 18;25 22 25 22 22 20;24 21 24 22 24 19;24 21 24 22 21 18`
  .split(';').flatMap((row, plate) => row.trim().split(' ').map((diameter, sample) => ({ application: `plate ${plate}`, reviewer: `sample ${sample}`, score: Number(diameter) })));

/** Normal scores in quarters of a grade, unbalanced: reviewers are drawn, the first ones more often, none twice for one application. */
function simulated({ applications, reviewers, scores, seed, sds: [quality, leniency, error] }) {
  const next = generator(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const levels = Array.from({ length: applications }, () => 4 + quality * normal());
  const mild = Array.from({ length: reviewers }, () => leniency * normal());
  const taken = new Set();
  const found = [];
  for (let a = 0; found.length < scores;) {
    const r = Math.floor(next() ** 1.3 * reviewers);
    if (taken.has(a * reviewers + r)) continue;
    taken.add(a * reviewers + r);
    found.push({ application: `A${a}`, reviewer: `R${r}`, score: Math.round(4 * (levels[a] + mild[r] + error * normal())) / 4 });
    a = (a + 1) % applications;
  }
  return found;
}

function write(name, scores) {
  const path = join(scratch, `${name}.csv`);
  writeFileSync(path, `application,reviewer,score\n${scores.map(({ application, reviewer, score }) => `${application},${reviewer},${score}\n`).join('')}`);
  return path;
}

/** Our REML beside lme4's, our expected ranks beside a long run of JAGS. */
export async function calibrationPeers(calibrate) {
  const kept = [];
  const lme4 = findR('lme4', 'r-cran-lme4');
  if (lme4) {
    console.log(lme4.version);
    kept.push(await besideLme4(calibrate, 'penicillin', PENICILLIN));
    kept.push(await besideLme4(calibrate, 'unbalanced', simulated({ applications: 2000, reviewers: 300, scores: 5800, seed: 5, sds: [0.7, 0.4, 0.6] })));
  }
  const jags = findR('rjags', 'jags r-cran-rjags');
  if (jags) {
    console.log(jags.version);
    kept.push(await besideJags(calibrate, 'panel', simulated({ applications: 15, reviewers: 5, scores: 75, seed: 8, sds: [0.7, 0.4, 0.6] })));
    kept.push(await besideJags(calibrate, 'sparse panel', simulated({ applications: 25, reviewers: 12, scores: 75, seed: 9, sds: [0.5, 0.3, 0.7] })));
  }
  return kept;
}

async function besideLme4(calibrate, name, scores) {
  const ours = [];
  const path = write(name, scores);
  let theirs;
  for (let round = 0; round < 3; round++) {
    ours.push(await seconds(() => calibrate(scores)));
    theirs = JSON.parse(run('Rscript', [join(here, 'lme4.R'), path, '3']));
  }
  const { mean, se, variance, remlCriterion, applications } = ours[0].value;
  const pairs = Object.entries({
    mean, se, application: Math.sqrt(variance.application), reviewer: Math.sqrt(variance.reviewer), residual: Math.sqrt(variance.residual), criterion: remlCriterion,
    first: applications[0].calibrated,
  });
  const digits = (value) => value.toPrecision(5);
  const differing = pairs.filter(([key, value]) => digits(value) !== digits(theirs.sharp[key])).map(([key]) => key);
  const time = { ours: least(ours.map((o) => o.cpu)), lme4: theirs.cpu };
  console.log(`${name}: ${pairs.map(([key, value]) => `${key} ${value.toPrecision(8)} (lme4 ${theirs.sharp[key].toPrecision(8)}, by default ${theirs.byDefault[key].toPrecision(8)})`).join('; ')}`);
  console.log(`  ${differing.length === 0 ? 'all alike to five digits' : `differ at five digits: ${differing.join(', ')}`}; processor: ours with intervals and ranks ${time.ours.toFixed(3)} s, lme4's fit alone ${time.lme4.toFixed(3)} s`);
  return { name, figures: Object.fromEntries(pairs), lme4: theirs, differing, cpu: time };
}

async function besideJags(calibrate, name, scores) {
  const { value: { applications }, ...ours } = await seconds(() => calibrate(scores));
  const jags = JSON.parse(run('Rscript', [join(here, 'jags.R'), write(name, scores), '20000', '1']));
  const again = JSON.parse(run('Rscript', [join(here, 'jags.R'), write(name, scores), '20000', '100']));
  const gap = (one, other) => applications.reduce((most, { id }) => Math.max(most, Math.abs(one(id) - other(id))), 0);
  const ourRank = (id) => applications.find((a) => a.id === id).expectedRank;
  const off = gap(ourRank, (id) => (jags.ranks[id] + again.ranks[id]) / 2);
  console.log(`${name}: expected ranks at most ${off.toFixed(4)} from the mean of two JAGS runs (which are at most ${gap((id) => jags.ranks[id], (id) => again.ranks[id]).toFixed(4)} apart; shrink factor ${jags.shrink}); `
    + `ours ${ours.time.toFixed(3)} s, JAGS ${jags.version} ${jags.seconds.toFixed(1)} s (processor ${ours.cpu.toFixed(3)} and ${jags.cpu.toFixed(1)} s)`);
  return { name, off, ours, jags: { seconds: jags.seconds, cpu: jags.cpu, shrink: jags.shrink, version: jags.version } };
}
