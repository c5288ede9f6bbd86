import { findDeficits } from './deficit.js';
import type { Deficit } from './deficit.js';
import { IMPOSSIBLE } from './instance.js';
import type { Instance } from './instance.js';
import { SIDES } from './problem.js';
import type { AssignmentProblem, Shortfall } from './problem.js';

/** One side's open pairs as two lists of neighbours; rows and columns are positions in the problem. */
export interface SideLinks {
  applications: number[];
  reviewers: number[];
  reviewersOf: number[][];
  applicationsOf: number[][];
}

/** Applications that may take reviews from a side, reviewers of it who may give some, and which pairs are possible. */
export function linksOfSide({ applications, reviewers, gains, sideOf, sideMost, most }: Instance, side: number): SideLinks {
  const rows = [...Array.from({ length: applications }).keys()].filter((a) => sideMost[a * SIDES.length + side]! > 0);
  const columns = [...Array.from({ length: reviewers }).keys()].filter((r) => sideOf[r] === side && most[r]! > 0);
  const reviewersOf: number[][] = rows.map(() => []);
  const applicationsOf: number[][] = columns.map(() => []);
  rows.forEach((a, row) => {
    columns.forEach((r, column) => {
      if (gains[a * reviewers + r] === IMPOSSIBLE) return;
      reviewersOf[row]?.push(column);
      applicationsOf[column]?.push(row);
    });
  });
  return { applications: rows, reviewers: columns, reviewersOf, applicationsOf };
}

/**
 * Everything that keeps one side from being served, caps on institutions aside; with fixed demands empty exactly when it can be.
 * Two questions suffice (Hoffman's circulation theorem on this network): can each application's demand be met within the maximum loads,
 * and can each reviewer's minimum be met within the demands? If each can alone, both can together.
 */
export function findShortfalls(problem: AssignmentProblem, instance: Instance, side: number): Shortfall[] {
  const { applications, reviewers, reviewersOf, applicationsOf } = linksOfSide(instance, side);
  const applicationId = (row: number): string => problem.applications[applications[row] ?? -1]?.id ?? '';
  const reviewerId = (row: number): string => problem.reviewers[reviewers[row] ?? -1]?.id ?? '';
  const name = SIDES[side] ?? 'KG';
  const ofDemand = findDeficits({
    needs: applications.map((a) => instance.sideLeast[a * SIDES.length + side]!), capacities: reviewers.map((r) => instance.most[r]!),
    links: reviewersOf,
  });
  const ofMinimum = findDeficits({
    needs: reviewers.map((r) => instance.least[r]!), capacities: applications.map((a) => instance.sideMost[a * SIDES.length + side]!),
    links: applicationsOf,
  });
  const demand = ({ takers, givers, needed, available }: Deficit) => (
    { applications: takers.map(applicationId), reviewers: givers.map(reviewerId), needed, available, short: needed - available }
  );
  const minimum = ({ takers, givers, needed, available }: Deficit) => (
    { applications: givers.map(applicationId), reviewers: takers.map(reviewerId), needed, available, short: needed - available }
  );
  return [
    ...ofDemand.map((found): Shortfall => ({ cause: 'demand', side: name, ...demand(found), ...(found.core && { core: demand(found.core) }) })),
    ...ofMinimum.map((found): Shortfall => ({ cause: 'minimum', side: name, ...minimum(found), ...(found.core && { core: minimum(found.core) }) })),
  ];
}
