import { countExchanges } from './mutual.js';
import { SIDES } from './problem.js';
import type { AssignmentPair, AssignmentProblem, AssignmentSide } from './problem.js';

type Counts = Record<AssignmentSide, number>;

/**
 * Counts the rules that a set of pairs breaks, from the problem alone: each review missing or too many for an application's side (or for
 * its total, where it takes reviews of any side), each review under or over a reviewer's load or over an institution's cap, each pair that
 * is impossible, banned, unknown or listed twice, each locked pair that is absent, each two pairs by which two review each other.
 */
export function countViolations(problem: AssignmentProblem, pairs: readonly AssignmentPair[]): number {
  const reviews = problem.applications.map((): Counts => ({ KG: 0, CN: 0, INT: 0 }));
  const loads = problem.reviewers.map(() => 0);
  const seen = new Set<number>();
  const columns = problem.reviewers.length;
  const keyOf = (application: number, reviewer: number): number => application * columns + reviewer;
  const banned = new Set((problem.banned ?? []).map(([application, reviewer]) => keyOf(application, reviewer)));
  let violations = 0;
  for (const { application, reviewer } of pairs) {
    const side = problem.reviewers[reviewer]?.side;
    const counts = reviews[application];
    if (!side || !counts) {
      violations += 1;
      continue;
    }
    const key = keyOf(application, reviewer);
    if (seen.has(key) || banned.has(key) || problem.affinity[application]?.[reviewer] == null) violations += 1;
    counts[side] += 1;
    loads[reviewer] = (loads[reviewer] ?? 0) + 1;
    seen.add(key);
  }
  problem.applications.forEach(({ demand, any = 0 }, application) => {
    violations += demandViolations(reviews[application] ?? { KG: 0, CN: 0, INT: 0 }, demand, any);
  });
  problem.reviewers.forEach(({ minLoad, maxLoad }, reviewer) => {
    const load = loads[reviewer] ?? 0;
    violations += Math.max(0, minLoad - load, load - maxLoad);
  });
  for (const [application, reviewer] of problem.locked) if (!seen.has(keyOf(application, reviewer))) violations += 1;
  return violations + capViolations(problem, pairs) + countExchanges(problem, (application, reviewer) => seen.has(keyOf(application, reviewer)));
}

function demandViolations(counts: Readonly<Counts>, demand: Readonly<Counts>, any: number): number {
  let missing = 0;
  let over = 0;
  for (const side of SIDES) {
    missing += Math.max(0, demand[side] - counts[side]);
    over += Math.max(0, counts[side] - demand[side]);
  }
  return missing + Math.abs(over - any);
}

function capViolations({ reviewers, institutionCap = Infinity, callInstitutionCap = Infinity }: AssignmentProblem, pairs: readonly AssignmentPair[]): number {
  const ofApplication = new Map<string, number>();
  const ofCall = new Map<string, number>();
  for (const { application, reviewer } of pairs) {
    const institution = reviewers[reviewer]?.institution;
    if (institution === undefined) continue;
    const key = `${application}:${institution}`;
    ofApplication.set(key, (ofApplication.get(key) ?? 0) + 1);
    ofCall.set(institution, (ofCall.get(institution) ?? 0) + 1);
  }
  let over = 0;
  for (const count of ofApplication.values()) over += Math.max(0, count - institutionCap);
  for (const count of ofCall.values()) over += Math.max(0, count - callInstitutionCap);
  return over;
}
