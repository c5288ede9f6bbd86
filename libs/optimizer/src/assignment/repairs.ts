import { toInstance } from './instance.js';
import { capacityRaises, giversMissing, unservedNeeds } from './deficit-repair.js';
import type { Supply } from './service.js';
import { SIDES } from './problem.js';
import type { AssignmentProblem, AssignmentSide, Shortfall } from './problem.js';
import { linksOfSide } from './shortfalls.js';
import { solveAssignment } from './solve-assignment.js';

/** A change that would mend what a side or a cap is short of, with its size. */
export type Repair =
  | { kind: 'raise-loads'; side: AssignmentSide; by: { reviewer: string; load: number }[]; size: number }
  | { kind: 'add-reviewers'; side: AssignmentSide; load: number; size: number }
  | { kind: 'lower-demands'; side: AssignmentSide; by: { application: string; reviews: number }[]; size: number }
  | { kind: 'lower-minimums'; side: AssignmentSide; by: { reviewer: string; load: number }[]; size: number }
  | { kind: 'relax-cap'; cap: 'institutionCap' | 'callInstitutionCap'; to: number; size: number };

/**
 * What would mend the shortfalls of a problem, each repair alone for its cause and side: after one repair for every cause and side named
 * the problem can be solved. Sizes are the smallest that do.
 */
export async function suggestRepairs(problem: AssignmentProblem, explanation: readonly Shortfall[]): Promise<Repair[]> {
  const repairs: Repair[] = [];
  SIDES.forEach((side, place) => {
    const causes = new Set(explanation.filter((shortfall) => shortfall.side === side).map(({ cause }) => cause));
    if (causes.has('demand')) repairs.push(...repairsOfDemand(problem, side, place));
    if (causes.has('minimum')) repairs.push(repairOfMinimums(problem, side, place));
  });
  if (explanation.some(({ cause }) => cause === 'cap')) repairs.push(...await repairsOfCaps(problem));
  return repairs;
}

function repairsOfDemand(problem: AssignmentProblem, side: AssignmentSide, place: number): Repair[] {
  const instance = toInstance(problem);
  const possible = linksOfSide({ ...instance, most: instance.most.map(() => problem.applications.length) }, place);
  const supply: Supply = {
    needs: possible.applications.map((a) => instance.sideLeast[a * SIDES.length + place]!),
    capacities: possible.reviewers.map((r) => instance.most[r]!), links: possible.reviewersOf,
  };
  const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
  const repairs: Repair[] = [];
  const raises = capacityRaises(supply);
  if (raises) {
    const by = [...raises].map(([column, load]) => ({ reviewer: problem.reviewers[possible.reviewers[column] ?? -1]?.id ?? '', load }));
    repairs.push({ kind: 'raise-loads', side, by, size: sum(raises.values()) });
  }
  const load = Math.max(1, ...problem.reviewers.filter((reviewer) => reviewer.side === side).map(({ maxLoad }) => maxLoad));
  repairs.push({ kind: 'add-reviewers', side, load, size: giversMissing(supply, load) });
  const unserved = unservedNeeds(supply);
  const lowered = [...unserved].map(([row, reviews]) => ({ application: problem.applications[possible.applications[row] ?? -1]?.id ?? '', reviews }));
  return [...repairs, { kind: 'lower-demands', side, by: lowered, size: sum(unserved.values()) }];
}

function repairOfMinimums(problem: AssignmentProblem, side: AssignmentSide, place: number): Repair {
  const instance = toInstance(problem);
  const { applications, reviewers, applicationsOf } = linksOfSide(instance, place);
  const unserved = unservedNeeds({
    needs: reviewers.map((r) => instance.least[r]!), capacities: applications.map((a) => instance.sideMost[a * SIDES.length + place]!),
    links: applicationsOf,
  });
  const by = [...unserved].map(([column, load]) => ({ reviewer: problem.reviewers[reviewers[column] ?? -1]?.id ?? '', load }));
  return { kind: 'lower-minimums', side, by, size: by.reduce((sum, { load }) => sum + load, 0) };
}

async function repairsOfCaps(problem: AssignmentProblem): Promise<Repair[]> {
  const repairs: Repair[] = [];
  for (const cap of ['institutionCap', 'callInstitutionCap'] as const) {
    const now = problem[cap];
    if (now === undefined) continue;
    const enough = cap === 'institutionCap' ? problem.reviewers.length : problem.reviewers.reduce((sum, { maxLoad }) => sum + maxLoad, 0);
    if (!await isSolvable({ ...problem, [cap]: enough })) continue;
    let low = now;
    let high = enough;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (await isSolvable({ ...problem, [cap]: middle })) high = middle;
      else low = middle;
    }
    repairs.push({ kind: 'relax-cap', cap, to: high, size: high - now });
  }
  return repairs;
}

async function isSolvable(problem: AssignmentProblem): Promise<boolean> {
  return (await solveAssignment(problem)).status === 'optimal';
}

/** The problem with a repair made: added reviewers have no conflicts and affinity 0. */
export function withRepair(problem: AssignmentProblem, repair: Repair): AssignmentProblem {
  switch (repair.kind) {
    case 'raise-loads': {
      const raise = new Map(repair.by.map(({ reviewer, load }) => [reviewer, load]));
      return { ...problem, reviewers: problem.reviewers.map((r) => ({ ...r, maxLoad: r.maxLoad + (raise.get(r.id) ?? 0) })) };
    }
    case 'add-reviewers': {
      const added = Array.from({ length: repair.size }, (_, n) => ({ id: `new ${repair.side} ${n + 1}`, side: repair.side, minLoad: 0, maxLoad: repair.load }));
      return { ...problem, reviewers: [...problem.reviewers, ...added], affinity: problem.affinity.map((row) => [...row, ...added.map(() => 0)]) };
    }
    case 'lower-demands': {
      const lower = new Map(repair.by.map(({ application, reviews }) => [application, reviews]));
      return {
        ...problem,
        applications: problem.applications.map((a) => ({ ...a, demand: { ...a.demand, [repair.side]: a.demand[repair.side] - (lower.get(a.id) ?? 0) } })),
      };
    }
    case 'lower-minimums': {
      const lower = new Map(repair.by.map(({ reviewer, load }) => [reviewer, load]));
      return { ...problem, reviewers: problem.reviewers.map((r) => ({ ...r, minLoad: r.minLoad - (lower.get(r.id) ?? 0) })) };
    }
    case 'relax-cap': return { ...problem, [repair.cap]: repair.to };
  }
}
