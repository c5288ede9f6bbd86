import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** mulberry32: the same numbers everywhere for the same seed. */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const TOPICS = 25;

/** A unit vector over topics, of which the first ones are the popular ones. */
function interests(next) {
  const vector = new Float64Array(TOPICS);
  for (let count = 1 + Math.floor(next() * 3); count > 0; count--) vector[Math.floor(next() * next() * TOPICS)] += 0.5 + next();
  const length = Math.hypot(...vector);
  return vector.map((weight) => weight / length);
}

/**
 * Two sides, two reviews of each, loads up to 6; 1 % of the pairs conflict. Affinity grows with shared topics plus noise. What is hard: with `rankOne` it is the
 * product of two numbers, so that all applications want the same reviewers; with `levels` it has three values only and half of the pairs conflict; `oneSided` asks
 * four reviews of one side; `maxLoad` can leave no load to spare.
 */
export function generate({ applications, reviewers, minLoad, maxLoad = 6, rankOne = false, levels = false, oneSided = false, seed = 1 }) {
  const next = generator(seed);
  const noise = () => next() + next() + next() + next() + next() + next() - 3;
  const wanted = Array.from({ length: applications }, () => (rankOne ? [next()] : interests(next)));
  const offered = Array.from({ length: reviewers }, () => (rankOne ? [next()] : interests(next)));
  const affinityOf = (one, other) => {
    let product = 0;
    for (let topic = 0; topic < one.length; topic++) product += one[topic] * other[topic];
    return rankOne ? product : Math.min(1, Math.max(0, 0.85 * product + 0.08 + 0.05 * noise()));
  };
  const affinity = wanted.map((one) => offered.map((other) => {
    const value = affinityOf(one, other);
    return next() < (levels ? 0.5 : 0.01) ? null : levels ? Math.round(3 * value) / 3 : value;
  }));
  return {
    applications: wanted.map((_, n) => ({ id: `A${n}`, demand: oneSided ? { KG: 4, CN: 0, INT: 0 } : { KG: 2, CN: 2, INT: 0 } })),
    reviewers: offered.map((_, n) => ({ id: `R${n}`, side: oneSided || n < reviewers / 2 ? 'KG' : 'CN', minLoad, maxLoad })),
    affinity, locked: [],
  };
}

/** What some work answers, with the clock's seconds and the processor's: on a machine that does other things too only the latter mean anything. */
export async function seconds(work) {
  const began = performance.now();
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, time: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 };
}

export const shown = ({ time, cpu }) => `${time.toFixed(3)} s (processor ${cpu.toFixed(3)} s)`;

/** Keeps the figures of a bench as JSON where `--json <file>` asks for it. */
export function keepJson(lines) {
  const at = process.argv.indexOf('--json');
  if (at < 0) return;
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
  writeFileSync(process.argv[at + 1], `${JSON.stringify({ machine, lines }, null, 2)}\n`);
}
