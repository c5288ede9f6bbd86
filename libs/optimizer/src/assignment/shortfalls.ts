import { findDeficits } from './deficit.js';
import type { AssignmentProblem, Shortfall } from './problem.js';
import type { SideProblem } from './side-problem.js';

/**
 * Everything that keeps one side from being served; empty exactly when it can be.
 * Two questions suffice (Hoffman's circulation theorem on this network): can each application's demand be met within the maximum loads,
 * and can each reviewer's minimum be met within the demands? If each can alone, both can together.
 */
export function findShortfalls(problem: AssignmentProblem, side: SideProblem): Shortfall[] {
  const { applications, reviewers, arcs } = side;
  const reviewersOf: number[][] = applications.map(() => []);
  const applicationsOf: number[][] = reviewers.map(() => []);
  for (const { application, reviewer } of arcs) {
    reviewersOf[application]?.push(reviewer);
    applicationsOf[reviewer]?.push(application);
  }
  const applicationId = (row: number): string => problem.applications[applications[row]?.index ?? -1]?.id ?? '';
  const reviewerId = (row: number): string => problem.reviewers[reviewers[row]?.index ?? -1]?.id ?? '';
  const demands = applications.map(({ demand }) => demand);

  const ofDemand = findDeficits({ needs: demands, capacities: reviewers.map(({ maxLoad }) => maxLoad), links: reviewersOf });
  const ofMinimum = findDeficits({ needs: reviewers.map(({ minLoad }) => minLoad), capacities: demands, links: applicationsOf });
  return [
    ...ofDemand.map(({ takers, givers, needed, available }): Shortfall => ({
      cause: 'demand', side: side.side, applications: takers.map(applicationId), reviewers: givers.map(reviewerId),
      needed, available, short: needed - available,
    })),
    ...ofMinimum.map(({ takers, givers, needed, available }): Shortfall => ({
      cause: 'minimum', side: side.side, applications: givers.map(applicationId), reviewers: takers.map(reviewerId),
      needed, available, short: needed - available,
    })),
  ];
}
