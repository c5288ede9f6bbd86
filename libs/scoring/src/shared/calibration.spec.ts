import fc from 'fast-check';
import { groupsOf, notesFor, overallScores } from './calibration.js';

const criteria = [{ code: 'quality', names: { en: 'Quality' }, weight: 0.6, min: 0, max: 5, step: 0.5, threshold: 3 }, { code: 'impact', names: { en: 'Impact' }, weight: 0.4, min: 0, max: 5, step: 0.5, threshold: 3 }];
const reviewedBy = (...reviewers: number[]) => ({ reviewers });

describe('what is calibrated', () => {
  it('is the overall of each counted review', () => {
    expect(overallScores(criteria, [
      { id: 'a', reviews: [{ reviewer: 1, scores: { quality: 4, impact: 3 } }, { reviewer: 2, scores: { quality: 5, impact: 5 } }] }, { id: 'b', reviews: [] },
      { id: 'c', reviews: [{ reviewer: 1, scores: { quality: 2, impact: 2 } }] },
    ])).toEqual([
      { application: 'a', reviewer: 1, score: expect.closeTo(3.6, 9) as number }, { application: 'a', reviewer: 2, score: 5 }, { application: 'c', reviewer: 1, score: 2 },
    ]);
  });
});

describe('groups of applications that common reviewers link', () => {
  it('are numbered in the order given, and link through others', () => {
    expect(groupsOf([reviewedBy(1, 2), reviewedBy(3), reviewedBy(2, 4), reviewedBy(4), reviewedBy(3, 5)])).toEqual([1, 2, 1, 1, 2]);
    expect(groupsOf([reviewedBy(1), reviewedBy(2), reviewedBy(), reviewedBy(1, 2)])).toEqual([1, 1, 2, 1]);
  });

  it('are those among what is given: a link that runs through a hidden application does not show', () => {
    const all = [reviewedBy(1, 2), reviewedBy(2, 3), reviewedBy(3, 4)];
    expect(groupsOf(all)).toEqual([1, 1, 1]);
    expect(groupsOf(all.filter((_, n) => n !== 1))).toEqual([1, 2]);
  });

  const lists = fc.array(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }), { maxLength: 9 });
  it('hold all with a common reviewer together, and no two of which nothing links', () => {
    fc.assert(fc.property(lists, (all) => {
      const groups = groupsOf(all.map((reviewers) => ({ reviewers })));
      const linked = all.map((_, n) => new Set([n]));
      for (let round = 0; round < all.length; round++) {
        for (const reach of linked) for (const n of reach) for (const [m, other] of all.entries()) if (other.some((r) => all[n]?.includes(r))) reach.add(m);
      }
      for (const [n, reach] of linked.entries()) for (const m of all.keys()) expect(groups[n] === groups[m]).toBe(reach.has(m));
      expect([...new Set(groups)]).toEqual([...new Set(groups)].map((_, n) => n + 1));
    }));
  });
});

it('notes speak of the groups that the viewer sees, and of no others', () => {
  expect(notesFor(['no-reviewer-effect', 'separate-groups'], [1, 1])).toEqual(['no-reviewer-effect']);
  expect(notesFor(['no-reviewer-effect'], [1, 2])).toEqual(['no-reviewer-effect', 'separate-groups']);
  expect(notesFor(['separate-groups'], [1, 2])).toEqual(['separate-groups']);
  expect(notesFor(['separate-groups'], [])).toEqual([]);
});
