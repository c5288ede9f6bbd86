import type { AssignmentProblem } from './problem.js';
import { solveAssignment } from './solve-assignment.js';
import { countViolations } from './violations.js';

const pair = (application: number, reviewer: number, affinity = 0.5): { application: number; reviewer: number; affinity: number } => (
  { application, reviewer, affinity }
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

describe('teams', () => {
  const wants = { KG: 1, CN: 0, INT: 0 };
  const each = { side: 'KG' as const, minLoad: 0, maxLoad: 1 };
  const problem: AssignmentProblem = {
    applications: [{ id: 'A', demand: wants }, { id: 'B', demand: wants }],
    reviewers: [{ id: 'of A', ...each }, { id: 'of B', ...each }, { id: 'other', ...each }],
    affinity: [[null, 1, 0.2], [1, null, 0.3]], locked: [], teams: [[0, 0], [1, 1]],
  };

  it('do not review each other, at the least cost', async () => {
    expect((await solveAssignment({ ...problem, teams: [] })).total).toBe(2);
    expect(await solveAssignment(problem)).toMatchObject({ total: 1.3, pairs: [pair(0, 1, 1), pair(1, 2, 0.3)], certificate: { violations: 0, bound: 1.3 } });
    expect(countViolations(problem, [pair(0, 1), pair(1, 0)])).toBe(1);
  });

  it('say so where nothing else is possible, and cannot both be locked', async () => {
    const narrow = { ...problem, reviewers: problem.reviewers.slice(0, 2), affinity: [[null, 1], [1, null]] };
    expect(await solveAssignment(narrow)).toMatchObject({ status: 'infeasible', explanation: [{ cause: 'mutual', side: 'any', applications: ['A', 'B'], short: 1 }] });
    await expect(solveAssignment({ ...problem, locked: [[0, 1], [1, 0]] })).rejects.toThrow(RangeError);
    expect((await solveAssignment({ ...problem, locked: [[1, 0]] })).pairs).toEqual([pair(0, 2, 0.2), pair(1, 0, 1)]);
  });
});
