import { randomInt } from 'node:crypto';
import { isProblem, isCode } from '#libs/kernel';
import { Refused } from '#libs/platform';
import type pg from 'pg';
import { breaks } from './invariants.js';

/** Rounds of each race in `npm test`; RACE_ROUNDS in `npm run race`. */
export const ROUNDS = Number(process.env.RACE_ROUNDS ?? 200);
/** The same for races of which a round takes long, or that go beyond what docs/reliability.md promises of `npm test`. */
export const FEW_ROUNDS = Number(process.env.RACE_ROUNDS ?? 10);
/** The same seed gives the same rounds: orders, amounts, pauses (what the machine makes of them differs). Printed with every failure. */
export const SEED = Number(process.env.RACE_SEED ?? randomInt(2 ** 31));

/** Chance that can be replayed (mulberry32). */
export class Chance {
  private state: number;

  constructor(seed: number) { this.state = seed >>> 0; }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let x = this.state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number { return min + Math.floor(this.next() * (max - min + 1)); }

  pick<T>(from: readonly [T, ...T[]]): T { return from[this.int(0, from.length - 1)] ?? from[0]; }

  shuffle<T>(items: readonly T[]): T[] {
    const left = [...items];
    return Array.from({ length: left.length }, () => left.splice(this.int(0, left.length - 1), 1)[0] as T);
  }
}

export type Ended<T> = { ok: true; value: T } | { ok: false; code: string };

/** How a racer ended: with an answer or with a code of the registry; everything else is a break and thrown. */
async function ended<T>(run: Promise<T>): Promise<Ended<T>> {
  try {
    return { ok: true, value: await run };
  } catch (e) {
    const named = (isProblem(e) && e.status < 500) || e instanceof Refused;
    if (!named || !isCode(e.code)) throw e;
    return { ok: false, code: e.code };
  }
}

/** Starts all racers behind one barrier, in an order of chance. Answers come in the order of `racers`. */
export async function atOnce<T>(chance: Chance, racers: readonly (() => Promise<T>)[]): Promise<Ended<T>[]> {
  const results: Ended<T>[] = [];
  let open = () => {};
  const barrier = new Promise<void>((go) => { open = go; });
  const all = chance.shuffle(racers.map((run, n) => ({ run, n }))).map(async ({ run, n }) => {
    await barrier;
    results[n] = await ended(run());
  });
  open();
  const failed = (await Promise.allSettled(all)).find((r) => r.status === 'rejected');
  if (failed) throw failed.reason;
  return results;
}

/** A racer that sets off a little later, so that neither side of a race always comes first. */
export function after<T>(ms: number, run: () => Promise<T>): () => Promise<T> {
  return () => new Promise<void>((wake) => { setTimeout(wake, ms); }).then(run);
}

/** How often each ending occurred: `ok` and the codes. */
export function tally(results: readonly Ended<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const r of results) counts[r.ok ? 'ok' : r.code] = (counts[r.ok ? 'ok' : r.code] ?? 0) + 1;
  return counts;
}

/** Fails when a racer ended in something else than `ok` and these codes. */
export function endsIn(results: readonly Ended<unknown>[], codes: readonly string[]): void {
  expect(Object.keys(tally(results)).filter((c) => c !== 'ok' && !codes.includes(c))).toEqual([]);
}

/** After this many rounds, and at the end, all invariants are asked of the whole database. */
const CHECK_EVERY = 50;

/** Runs rounds one after another, each with chance of its own; a failure says how to replay it. Prints rounds, endings and the time they took. */
export async function race(client: pg.Client, name: string, round: (chance: Chance, n: number) => Promise<readonly Ended<unknown>[]>,
  rounds = ROUNDS): Promise<void> {
  const began = performance.now();
  const endings: Record<string, number> = {};
  for (let n = 0; n < rounds; n++) {
    try {
      for (const [code, times] of Object.entries(tally(await round(new Chance(SEED + n), n)))) endings[code] = (endings[code] ?? 0) + times;
      const found = (n + 1) % CHECK_EVERY === 0 || n + 1 === rounds ? await breaks(client) : [];
      if (found.length) throw new Error(`broken invariants: ${found.join(', ')}`);
    } catch (e) {
      throw new Error(`round ${n} of "${name}" broke; replay with RACE_SEED=${SEED} RACE_ROUNDS=${n + 1}: ${e instanceof Error ? e.message : String(e)}`, { cause: e });
    }
  }
  process.stderr.write(`race "${name}": ${rounds} rounds, seed ${SEED}, ${((performance.now() - began) / 1000).toFixed(1)} s, 0 breaks, ${JSON.stringify(endings)}\n`);
}

/** Time for a race, however busy the machine: jest must not end one of a thousand rounds. */
export const RACE_TIMEOUT_MS = 60_000 + ROUNDS * 5_000;
