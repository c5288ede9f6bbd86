import { forEachExchange } from './mutual.js';
import { SIDES } from './problem.js';
import type { AssignmentProblem } from './problem.js';

/** Affinities are whole multiples of one millionth inside, so that sums and prices are exact. */
const UNITS = 1_000_000;

/** Loads and caps above this bind nobody; cut off here they fit the typed arrays, also multiplied for lots. */
const UNBOUND = 1_000_000;

/** The gain of a pair that may not be chosen: conflict, ban, or locked already. */
export const IMPOSSIBLE = -1;

/** An affinity 0..1 in whole millionths. */
export function toUnits(affinity: number): number {
  return Math.round(affinity * UNITS);
}

/** Millionths back to the scale of affinities. */
export function fromUnits(units: number): number {
  return units / UNITS;
}

/** What is left to decide once the locked pairs are taken off, in typed arrays. Sides and institutions are numbers. */
export interface Instance {
  readonly applications: number;
  readonly reviewers: number;
  /** [application * reviewers + reviewer] in millionths, or IMPOSSIBLE. */
  readonly gains: Int32Array;
  /** Position of each reviewer's side in SIDES. */
  readonly sideOf: Uint8Array;
  /** [application * 3 + side]: reviews from this side, at least and at most. */
  readonly sideLeast: Int32Array;
  readonly sideMost: Int32Array;
  /** Reviews of each application, over all sides. */
  readonly total: Int32Array;
  /** [application]: 1 where it may take fewer than `total`; absent: none may. */
  readonly optional?: Uint8Array;
  readonly least: Int32Array;
  readonly most: Int32Array;
  /** Number of each reviewer's institution, or -1. */
  readonly institutionOf: Int32Array;
  readonly institutions: number;
  /** [application * institutions + institution]: what the cap leaves; undefined without a cap. */
  readonly capLeft: Int32Array | undefined;
  /** [institution]: what the cap of the call leaves; undefined without a cap. */
  readonly callCapLeft: Int32Array | undefined;
  /** What each cap's pairs must add up to at least; absent: nothing. */
  readonly capLeast?: Int32Array;
  readonly callCapLeast?: Int32Array;
  /** Pairs of cells of which at most one may be chosen: two reviewers would review each other's applications. */
  readonly exchanges: readonly (readonly [number, number])[];
}

/** Turns a checked problem into typed arrays. O(applications x reviewers). */
export function toInstance(problem: AssignmentProblem): Instance {
  const { applications, reviewers } = problem;
  const numbers = new Map<string, number>();
  const institutionOf = Int32Array.from(reviewers, ({ institution }) => {
    if (institution === undefined) return -1;
    if (!numbers.has(institution)) numbers.set(institution, numbers.size);
    return numbers.get(institution) ?? -1;
  });
  const sideOf = Uint8Array.from(reviewers, ({ side }) => SIDES.indexOf(side));
  const least = Int32Array.from(reviewers, ({ minLoad }) => minLoad);
  const most = Int32Array.from(reviewers, ({ maxLoad }) => Math.min(maxLoad, UNBOUND));
  const capLeft = problem.institutionCap === undefined ? undefined
    : new Int32Array(applications.length * numbers.size).fill(Math.min(problem.institutionCap, UNBOUND));
  const callCapLeft = problem.callInstitutionCap === undefined ? undefined : new Int32Array(numbers.size).fill(Math.min(problem.callInstitutionCap, UNBOUND));
  const lockedOfSide = new Int32Array(applications.length * SIDES.length);
  const gains = gainsOf(problem);
  for (const [a, r] of problem.locked) {
    gains[a * reviewers.length + r] = IMPOSSIBLE;
    lockedOfSide[a * SIDES.length + sideOf[r]!]! += 1;
    least[r] = Math.max(0, least[r]! - 1);
    most[r]! -= 1;
    const institution = institutionOf[r]!;
    if (institution >= 0 && capLeft) capLeft[a * numbers.size + institution]! -= 1;
    if (institution >= 0 && callCapLeft) callCapLeft[institution]! -= 1;
  }
  return {
    applications: applications.length, reviewers: reviewers.length, gains, sideOf, least, most, ...openDemand(problem, lockedOfSide),
    institutionOf, institutions: numbers.size, capLeft, callCapLeft, exchanges: openExchanges(problem, gains),
  };
}

function gainsOf({ affinity, reviewers, banned }: AssignmentProblem): Int32Array {
  const columns = reviewers.length;
  const gains = new Int32Array(affinity.length * columns);
  affinity.forEach((row, a) => {
    const offset = a * columns;
    for (let r = 0; r < columns; r += 1) {
      const value = row[r];
      gains[offset + r] = value == null ? IMPOSSIBLE : Math.round(value * UNITS);
    }
  });
  for (const [a, r] of banned ?? []) gains[a * columns + r] = IMPOSSIBLE;
  return gains;
}

/**
 * The exchanges between open pairs, as two cells each; where one pair is locked already, the other becomes impossible in `gains`.
 */
function openExchanges(problem: AssignmentProblem, gains: Int32Array): [number, number][] {
  const columns = problem.reviewers.length;
  const locked = new Set(problem.locked.map(([a, r]) => a * columns + r));
  if (locked.size > 0) {
    forEachExchange(problem, (a, s, b, r) => {
      if (locked.has(a * columns + s)) gains[b * columns + r] = IMPOSSIBLE;
      else if (locked.has(b * columns + r)) gains[a * columns + s] = IMPOSSIBLE;
    });
  }
  const open: [number, number][] = [];
  forEachExchange(problem, (a, s, b, r) => {
    const one = a * columns + s;
    const other = b * columns + r;
    if (gains[one] !== IMPOSSIBLE && gains[other] !== IMPOSSIBLE) open.push([one, other]);
  });
  return open;
}

/** The ranges of each application's sides, narrowed by the locked pairs and by what the other sides need of the total. */
function openDemand({ applications }: AssignmentProblem, lockedOfSide: Int32Array): Pick<Instance, 'sideLeast' | 'sideMost' | 'total'> {
  const sides = SIDES.length;
  const sideLeast = new Int32Array(applications.length * sides);
  const sideMost = new Int32Array(applications.length * sides);
  const total = new Int32Array(applications.length);
  applications.forEach(({ demand, any = 0 }, a) => {
    let open = any;
    let needed = 0;
    SIDES.forEach((side, s) => {
      const locked = lockedOfSide[a * sides + s]!;
      const most = demand[side] + any - locked;
      const least = Math.max(0, demand[side] - locked);
      open += demand[side] - locked;
      needed += least;
      sideLeast[a * sides + s] = least;
      sideMost[a * sides + s] = most;
    });
    total[a] = open;
    for (let at = a * sides; at < (a + 1) * sides; at += 1) sideMost[at] = Math.min(sideMost[at]!, open - needed + sideLeast[at]!);
  });
  return { sideLeast, sideMost, total };
}

/** Whether each application's reviews per side are fixed, so that no choice on one side touches another. */
export function sidesAreFixed({ sideLeast, sideMost }: Instance): boolean {
  return sideLeast.every((least, at) => least === sideMost[at]);
}
