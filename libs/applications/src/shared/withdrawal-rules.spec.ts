import { plus, type Verdict } from '#libs/kernel';
import fc from 'fast-check';
import { APPLICATION_STATES, APPLICATION_TRANSITIONS, type ApplicationState } from './states.js';
import { bindsAtOnce, bindsByTime, canAgree, canGiveNotice, canTakeBack, effectiveFrom, WITHDRAWABLE, type WithdrawalFacts } from './withdrawal-rules.js';

const given = new Date('2026-09-15T06:00:00Z');
const due = effectiveFrom(given);
const facts = (change: Partial<WithdrawalFacts> = {}): WithdrawalFacts => ({ state: 'submitted', announced: false, otherLead: true, notice: { side: 'KG', effectiveFrom: due }, ...change });
const code = (v: Verdict) => (v.ok ? 'ok' : v.broken[0].code);

describe('withdrawal', () => {
  it('is open until the result is announced, and ends only what may become withdrawn', () => {
    const expected: Partial<Record<ApplicationState, string>> = {
      withdrawn: 'application.withdrawn', awarded: 'application.already-announced', 'on-reserve': 'application.already-announced', refused: 'application.already-announced',
      ineligible: 'application.wrong-state', 'not-submitted': 'application.wrong-state',
    };
    for (const state of APPLICATION_STATES) expect([state, code(canGiveNotice(facts({ state, notice: null })))]).toEqual([state, expected[state] ?? 'ok']);
    for (const state of WITHDRAWABLE) expect(APPLICATION_TRANSITIONS[state]).toContain('withdrawn');
    expect(code(canGiveNotice(facts({ state: 'recommended', announced: true, notice: null })))).toBe('application.already-announced');
    expect(code(canAgree(facts({ state: 'recommended', announced: true }), 'CN'))).toBe('application.already-announced');
  });

  it('takes one notice at a time, agreed to by the other side and taken back by its own', () => {
    expect(code(canGiveNotice(facts()))).toBe('withdrawal.already-given');
    expect([code(canAgree(facts(), 'CN')), code(canAgree(facts(), 'KG')), code(canAgree(facts({ notice: null }), 'CN'))]).toEqual(['ok', 'withdrawal.own', 'withdrawal.not-given']);
    expect([code(canTakeBack(facts(), 'KG', given)), code(canTakeBack(facts(), 'CN', given)), code(canTakeBack(facts({ notice: null }), 'KG', given))]).toEqual(['ok', 'withdrawal.not-yours', 'withdrawal.not-given']);
  });

  it('of a draft is its one lead’s alone', () => {
    for (const state of APPLICATION_STATES) for (const otherLead of [true, false]) expect(bindsAtOnce({ state, otherLead })).toBe(state === 'draft' && !otherLead);
  });

  it('binds by time exactly when it can no longer be taken back, to the millisecond', () => {
    fc.assert(fc.property(fc.constantFrom(...APPLICATION_STATES), fc.boolean(), fc.integer({ min: -3, max: 15 * 86_400_000 }), (state, announced, ms) => {
      const at = plus(given, ms);
      const f = facts({ state, announced });
      const binds = bindsByTime(f, at);
      expect(binds).toBe(at >= due && WITHDRAWABLE.includes(state) && !announced);
      expect(code(canTakeBack(f, 'KG', at))).toBe(binds || state === 'withdrawn' ? 'application.withdrawn' : 'ok');
      // Nobody binds both alone: whoever may take back may not agree.
      for (const side of ['KG', 'CN'] as const) expect(canAgree(f, side).ok && canTakeBack(f, side, at).ok).toBe(false);
    }));
    expect([bindsByTime(facts(), plus(due, -1)), bindsByTime(facts(), due)]).toEqual([false, true]);
  });
});
