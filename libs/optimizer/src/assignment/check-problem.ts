import { countExchanges } from './mutual.js';
import { SIDES } from './problem.js';
import type { AssignmentProblem, AssignmentSide } from './problem.js';

/** Reviews that one application may ask for or one reviewer must get, at most: far beyond any use, and small enough for exact sums. */
const MOST_ASKED = 10_000;

/**
 * Refuses a problem that is malformed or contradicts itself, as opposed to one that merely has no solution.
 * Throws RangeError naming the application or reviewer: counts that are not whole, negative or absurd, minimum over maximum, an affinity
 * outside 0..1, sizes that do not match, an id used twice, a locked pair that is impossible, repeated, or over a demand or a load, locked
 * pairs by which two reviewers review each other's applications.
 */
export function checkProblem(problem: AssignmentProblem): void {
  checkApplications(problem);
  checkReviewers(problem);
  checkAffinities(problem);
  checkLimits(problem);
  checkLocked(problem);
}

function checkLimits({ applications, reviewers, banned = [], teams = [], institutionCap, callInstitutionCap }: AssignmentProblem): void {
  if (institutionCap !== undefined) checkCount(institutionCap, 'cap of institutions');
  if (callInstitutionCap !== undefined) checkCount(callInstitutionCap, "the call's cap of institutions");
  for (const [a, r] of banned) {
    if (!applications[a] || !reviewers[r]) throw new RangeError(`banned pair [${a}, ${r}] names no application or no reviewer`);
  }
  for (const [a, r] of teams) {
    if (!applications[a] || !reviewers[r]) throw new RangeError(`team member [${a}, ${r}] names no application or no reviewer`);
  }
}

function checkApplications({ applications }: AssignmentProblem): void {
  checkIds('application', applications);
  for (const application of applications) {
    for (const side of SIDES) checkAsked(application.demand[side], `application ${application.id}: demand ${side}`);
    if (application.any !== undefined) checkAsked(application.any, `application ${application.id}: demand of any side`);
  }
}

function checkReviewers({ reviewers }: AssignmentProblem): void {
  checkIds('reviewer', reviewers);
  for (const { id, side, minLoad, maxLoad } of reviewers) {
    if (!SIDES.includes(side)) throw new RangeError(`reviewer ${id}: side ${side} is not one of ${SIDES.join(', ')}`);
    checkAsked(minLoad, `reviewer ${id}: minimum load`);
    checkCount(maxLoad, `reviewer ${id}: maximum load`);
    if (minLoad > maxLoad) throw new RangeError(`reviewer ${id}: minimum load ${minLoad} exceeds maximum load ${maxLoad}`);
  }
}

function checkAffinities({ applications, reviewers, affinity }: AssignmentProblem): void {
  if (affinity.length !== applications.length) {
    throw new RangeError(`affinity has ${affinity.length} rows for ${applications.length} applications`);
  }
  affinity.forEach((row, a) => {
    const application = applications[a]?.id;
    if (row.length !== reviewers.length) {
      throw new RangeError(`affinity of application ${application} has ${row.length} entries for ${reviewers.length} reviewers`);
    }
    for (let r = 0; r < row.length; r += 1) {
      const value = row[r]!;
      // Written so that NaN is refused too.
      if (value !== null && !(value >= 0 && value <= 1)) {
        throw new RangeError(`affinity of application ${application} and reviewer ${reviewers[r]?.id} is ${value}, not within 0..1`);
      }
    }
  });
}

function checkLocked(problem: AssignmentProblem): void {
  const { applications, reviewers, affinity, locked, banned = [] } = problem;
  const refused = new Set(banned.map(([a, r]) => `${a}:${r}`));
  const seen = new Set<string>();
  const loads = reviewers.map(() => 0);
  const given = applications.map((): Record<AssignmentSide, number> => ({ KG: 0, CN: 0, INT: 0 }));
  for (const [a, r] of locked) {
    const application = applications[a];
    const reviewer = reviewers[r];
    const counts = given[a];
    if (!application || !reviewer || !counts) throw new RangeError(`locked pair [${a}, ${r}] names no application or no reviewer`);
    const pair = `locked pair of application ${application.id} and reviewer ${reviewer.id}`;
    if (affinity[a]?.[r] == null || refused.has(`${a}:${r}`)) throw new RangeError(`${pair} is not possible`);
    if (seen.has(`${a}:${r}`)) throw new RangeError(`${pair} appears twice`);
    seen.add(`${a}:${r}`);
    const load = (loads[r] ?? 0) + 1;
    loads[r] = load;
    if (load > reviewer.maxLoad) throw new RangeError(`${pair} exceeds the reviewer's maximum load ${reviewer.maxLoad}`);
    counts[reviewer.side] += 1;
    const { demand, any = 0 } = application;
    if (SIDES.reduce((over, side) => over + Math.max(0, counts[side] - demand[side]), 0) > any) {
      throw new RangeError(`${pair} exceeds the application's demand ${reviewer.side} ${demand[reviewer.side]}`);
    }
  }
  checkLockedCaps(problem);
  if (countExchanges(problem, (a, r) => seen.has(`${a}:${r}`)) > 0) throw new RangeError("locked pairs let two reviewers review each other's applications");
}

function checkLockedCaps({ applications, reviewers, locked, institutionCap = Infinity, callInstitutionCap = Infinity }: AssignmentProblem): void {
  const counts = new Map<string, number>();
  const count = (key: string): number => {
    const next = (counts.get(key) ?? 0) + 1;
    counts.set(key, next);
    return next;
  };
  for (const [a, r] of locked) {
    const institution = reviewers[r]?.institution;
    if (institution === undefined) continue;
    const pair = `locked pair of application ${applications[a]?.id} and reviewer ${reviewers[r]?.id}`;
    if (count(`${a}:${institution}`) > institutionCap) throw new RangeError(`${pair} exceeds the cap ${institutionCap} of institution ${institution}`);
    if (count(`:${institution}`) > callInstitutionCap) {
      throw new RangeError(`${pair} exceeds the call's cap ${callInstitutionCap} of institution ${institution}`);
    }
  }
}

function checkCount(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${what} is ${value}, not a whole number from 0`);
}

function checkAsked(value: number, what: string): void {
  checkCount(value, what);
  if (value > MOST_ASKED) throw new RangeError(`${what} is ${value}, more than ${MOST_ASKED}`);
}

function checkIds(what: string, items: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of items) {
    if (seen.has(id)) throw new RangeError(`${what} ${id} appears twice`);
    seen.add(id);
  }
}
