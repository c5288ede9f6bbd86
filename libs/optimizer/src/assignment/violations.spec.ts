import type { AssignmentProblem } from './problem.js';
import { countViolations } from './violations.js';

const pair = (application: number, reviewer: number): { application: number; reviewer: number; affinity: number } => (
  { application, reviewer, affinity: 0.5 }
);

describe('countViolations', () => {
  const problem: AssignmentProblem = {
    applications: [{ id: 'A', demand: { KG: 1, CN: 1, INT: 0 } }, { id: 'B', demand: { KG: 1, CN: 0, INT: 0 } }],
    reviewers: [
      { id: 'k1', side: 'KG', minLoad: 1, maxLoad: 1 }, { id: 'k2', side: 'KG', minLoad: 0, maxLoad: 2 },
      { id: 'c1', side: 'CN', minLoad: 0, maxLoad: 1 },
    ],
    affinity: [[0.5, 0.5, 0.5], [0.5, 0.5, null]],
    locked: [[0, 1]],
  };
  const legal = [pair(0, 1), pair(0, 2), pair(1, 0)];

  it('finds nothing wrong with a legal assignment', () => {
    expect(countViolations(problem, legal)).toBe(0);
  });

  it.each([
    ['nothing at all: three reviews, one minimum, one locked pair', [], 5],
    ['a missing review', [pair(0, 1), pair(1, 0)], 1],
    ['a review too many', [...legal, pair(1, 1)], 1],
    ['a missing review and a minimum', [pair(0, 1), pair(0, 2)], 2],
    ['an overloaded reviewer and an absent locked pair', [pair(0, 0), pair(0, 2), pair(1, 0)], 2],
    ['an impossible pair, with the review and load too many', [...legal, pair(1, 2)], 3],
    ['a pair listed twice, with the review too many', [...legal, pair(0, 1)], 2],
    ['a pair of nobody', [...legal, pair(7, 0)], 1],
  ])('counts %s', (_, pairs, expected) => {
    expect(countViolations(problem, pairs)).toBe(expected);
  });
});
