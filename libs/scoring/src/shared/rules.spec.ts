import fc from 'fast-check';
import { applicationScore, canCloseRanking, canSave, canSubmit, isAboveThreshold, isValid, reviewOverall, scoreProblem, type ReviewFacts } from './rules.js';

const quality = { code: 'quality', names: { en: 'Quality' }, weight: 0.6, min: 0, max: 5, step: 0.5, threshold: 3 };
const impact = { code: 'impact', names: { en: 'Impact' }, weight: 0.4, min: 0, max: 5, step: 0.5, threshold: 3 };
const criteria = [quality, impact];
const open: ReviewFacts = { assignment: 'accepted', review: 'draft', call: 'reviewing', conflict: false };
const codes = (v: ReturnType<typeof canSave>) => (v.ok ? [] : v.broken.map((b) => `${b.code} ${b.pointer}`));

describe('a score', () => {
  it('lies on its scale and step, both ends included', () => {
    expect([0, 0.5, 3, 5].map((s) => scoreProblem(quality, s))).toEqual([undefined, undefined, undefined, undefined]);
    expect([-0.5, 5.5, 5.001].map((s) => scoreProblem(quality, s)?.code)).toEqual(['score.off-scale', 'score.off-scale', 'score.off-scale']);
    expect([0.25, 4.999, 0.50001].map((s) => scoreProblem(quality, s)?.code)).toEqual(['score.off-step', 'score.off-step', 'score.off-step']);
  });

  it('counts steps from the lower end, and without errors of binary fractions', () => {
    expect(scoreProblem({ ...quality, min: 1, step: 2 }, 3)).toBeUndefined();
    expect(scoreProblem({ ...quality, min: 1, step: 2 }, 2)?.code).toBe('score.off-step');
    expect(scoreProblem({ ...quality, step: 0.1 }, 0.1 + 0.2)).toBeUndefined();
    fc.assert(fc.property(fc.integer({ min: 0, max: 50 }), (n) => { expect(scoreProblem({ ...quality, step: 0.1 }, n * 0.1)).toBeUndefined(); }));
  });
});

describe('a review', () => {
  it('names every wrong score, and lets a draft lack some', () => {
    expect(canSave(open, criteria, { quality: 3 }).ok).toBe(true);
    expect(codes(canSave(open, criteria, { quality: 6, impact: 0.2, fame: 1 }))).toEqual(['score.off-scale /scores/quality', 'score.off-step /scores/impact', 'score.unknown-criterion /scores/fame']);
  });

  it('is submitted complete, once, in time and without a conflict', () => {
    expect(codes(canSubmit(open, criteria, { quality: 3 }))).toEqual(['review.incomplete /scores/impact']);
    const full = { quality: 3, impact: 3 };
    expect(canSubmit(open, criteria, full).ok).toBe(true);
    expect(codes(canSubmit({ ...open, review: 'submitted' }, criteria, full))).toEqual(['review.already-submitted ']);
    expect(codes(canSubmit({ ...open, call: 'deciding' }, criteria, full))).toEqual(['review.window-closed ']);
    expect(codes(canSubmit({ ...open, conflict: true }, criteria, full))).toEqual(['conflict.blocks ']);
    expect(codes(canSubmit({ ...open, assignment: 'published' }, criteria, full))).toEqual(['assignment.not-accepted ']);
  });

  it('sums weight × score, and has no overall while a score is missing', () => {
    expect(reviewOverall(criteria, { quality: 4, impact: 3 })).toBeCloseTo(3.6, 12);
    expect(reviewOverall(criteria, { quality: 4 })).toBeNull();
  });
});

describe('an application’s score', () => {
  const halves = fc.integer({ min: 0, max: 10 }).map((n) => n / 2);
  const reviews = fc.array(fc.record({ quality: halves, impact: halves }), { minLength: 1, maxLength: 7 });

  it('is the mean of its reviews, whatever their order', () => {
    fc.assert(fc.property(reviews, fc.func(fc.integer()), (all, key) => {
      const shuffled = [...all].sort((a, b) => key(a) - key(b));
      const score = applicationScore(criteria, all);
      expect(applicationScore(criteria, shuffled)).toEqual(score);
      expect(score?.overall).toBeCloseTo(all.reduce((s, r) => s + (reviewOverall(criteria, r) ?? 0), 0) / all.length, 9);
    }));
  });

  it('stays between the lowest and the highest review', () => {
    fc.assert(fc.property(reviews, (all) => {
      const overalls = all.map((r) => reviewOverall(criteria, r) ?? 0);
      const mean = applicationScore(criteria, all)?.overall ?? -1;
      expect(mean).toBeGreaterThanOrEqual(Math.min(...overalls) - 1e-9);
      expect(mean).toBeLessThanOrEqual(Math.max(...overalls) + 1e-9);
    }));
  });

  it('reaches a threshold exactly, in each criterion and overall on the weighted scale', () => {
    const at = (q: number, i: number) => applicationScore(criteria, [{ quality: q, impact: i }]) ?? { overall: 0, criteria: {} };
    expect(isAboveThreshold(criteria, at(3, 3), 0.6)).toBe(true);
    expect(isAboveThreshold(criteria, at(3, 3), 0.61)).toBe(false);
    expect(isAboveThreshold(criteria, at(5, 2.5), 0.6)).toBe(false);
    const from1 = criteria.map((k) => ({ ...k, min: 1, threshold: 1 }));
    expect(isAboveThreshold(from1, applicationScore(from1, [{ quality: 3, impact: 3 }]) ?? { overall: 0, criteria: {} }, 0.5)).toBe(true);
    expect(isAboveThreshold(from1, applicationScore(from1, [{ quality: 3, impact: 3 }]) ?? { overall: 0, criteria: {} }, 0.51)).toBe(false);
  });

  it('counts with enough reviews, and enough of each side', () => {
    expect(isValid(['KG', 'KG', 'CN'], 3, 1)).toBe(true);
    expect(isValid(['KG', 'KG', 'INT'], 3, 1)).toBe(false);
    expect(isValid(['KG', 'CN'], 3, 1)).toBe(false);
  });
});

describe('closing the reviews', () => {
  const facts = { call: 'reviewing', approved: [], side: 'KG' as const, outstanding: 0, withOutstanding: false };

  it('waits for outstanding reviews unless told otherwise, and happens once a side', () => {
    expect(canCloseRanking(facts).ok).toBe(true);
    expect(codes(canCloseRanking({ ...facts, outstanding: 2 }))).toEqual(['ranking.not-ready ']);
    expect(canCloseRanking({ ...facts, outstanding: 2, withOutstanding: true }).ok).toBe(true);
    expect(codes(canCloseRanking({ ...facts, approved: ['KG'] }))).toEqual(['approval.already-given ']);
    expect(codes(canCloseRanking({ ...facts, call: 'published' }))).toEqual(['call.wrong-state ']);
  });
});
