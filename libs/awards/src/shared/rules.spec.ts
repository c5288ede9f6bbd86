import fc from 'fast-check';
import { canApprove, canBeVote, canPropose, canVote, jointOutcome, type Ballot } from './rules.js';
import { letterAmount, resultLetter } from './result-letter.js';

const plenty = { places: 10, budgetFen: 1_000_000 };
const yes = (amountFen: number): Ballot => ({ value: 'yes', amountFen });
const reserve: Ballot = { value: 'reserve', amountFen: null };
const no: Ballot = { value: 'no', amountFen: null };
const code = (v: ReturnType<typeof canVote>) => (v.ok ? 'ok' : v.broken[0].code);

describe('the joint outcome', () => {
  it('follows the table of nine', () => {
    const rows = [yes(70), reserve, no].map((KG) => [yes(50), reserve, no].map((CN) => {
      const o = jointOutcome({ KG, CN }, plenty);
      return o.reason ?? `${o.result} ${o.amountFen}`;
    }));
    expect(rows).toEqual([
      ['award 50', 'reserve null', 'refused-by-cn'],
      ['reserve null', 'reserve null', 'refused-by-cn'],
      ['refused-by-kg', 'refused-by-kg', 'refused-by-both'],
    ]);
  });

  it('never awards more than is left, nor more than either side said', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 120 }), (kg, cn, places, budgetFen) => {
      const o = jointOutcome({ KG: yes(kg), CN: yes(cn) }, { places, budgetFen });
      if (o.result === 'award') expect([o.amountFen, places > 0, (o.amountFen ?? 0) <= budgetFen]).toEqual([Math.min(kg, cn), true, true]);
      else expect([o.result, o.reason]).toEqual(['reserve', places === 0 ? 'decision.over-places' : 'decision.over-budget']);
    }));
  });
});

describe('a vote', () => {
  it('is cast once, while the call decides', () => {
    const facts = { call: 'deciding', application: 'recommended', round: 1, ownVote: false };
    expect(code(canVote(facts))).toBe('ok');
    expect(code(canVote({ ...facts, ownVote: true }))).toBe('vote.already-cast');
    expect(code(canVote({ ...facts, call: 'reviewing' }))).toBe('vote.not-open');
    expect(code(canVote({ ...facts, round: null }))).toBe('vote.not-open');
    expect(code(canVote({ ...facts, application: 'withdrawn' }))).toBe('application.withdrawn');
  });

  it('names an amount with a yes only', () => {
    const check = (amount: number | null | undefined) => code(canBeVote('yes', amount, 100, '1.00'));
    expect([null, 0, -1, 1, 100, 101, undefined].map(check)).toEqual(['decision.amount-missing', 'decision.amount-missing', 'decision.amount-missing', 'ok', 'ok', 'decision.over-requested', 'field.invalid']);
    expect(code(canBeVote('no', null, 100, '1.00'))).toBe('ok');
    expect(code(canBeVote('reserve', 500, 100, '1.00'))).toBe('ok');
  });
});

describe('an announcement', () => {
  const now = new Date(1000);
  const proposal = { call: 'deciding', active: false, at: new Date(1001), now, named: 0, decided: 2 };

  it('lies ahead and covers decided applications only', () => {
    expect(code(canPropose(proposal))).toBe('ok');
    expect(code(canPropose({ ...proposal, at: now }))).toBe('announcement.in-past');
    expect(code(canPropose({ ...proposal, decided: 0 }))).toBe('announcement.not-decided');
    expect(code(canPropose({ ...proposal, named: 3 }))).toBe('announcement.not-decided');
    expect(code(canPropose({ ...proposal, active: true }))).toBe('announcement.already-scheduled');
    expect(code(canPropose({ ...proposal, call: 'reviewing' }))).toBe('call.wrong-state');
  });

  it('is approved by the other side before its instant', () => {
    const facts = { state: 'proposed', approved: ['KG'], side: 'CN' as const, at: new Date(1001), now };
    expect(code(canApprove(facts))).toBe('ok');
    expect(code(canApprove({ ...facts, side: 'KG' }))).toBe('approval.already-given');
    expect(code(canApprove({ ...facts, at: now }))).toBe('announcement.in-past');
    expect(code(canApprove({ ...facts, state: 'withdrawn' }))).toBe('announcement.in-past');
  });
});

describe('a result letter', () => {
  it('says the result in the text, and only the number in the subject, in four languages', () => {
    for (const language of ['en', 'ru', 'ky', 'zh-CN'] as const) {
      const subjects = (['award', 'reserve', 'refused'] as const).map((result) => resultLetter(language, { number: 'KC-2026-0042', result, amountText: result === 'award' ? letterAmount(language, 123_456_789) : null }));
      expect(new Set(subjects.map((l) => l.subject)).size).toBe(1);
      expect(new Set(subjects.map((l) => l.text)).size).toBe(3);
      expect(subjects[0]?.text).toContain(letterAmount(language, 123_456_789));
      expect(JSON.stringify(subjects)).not.toMatch(/[{]\w+[}]/);
    }
    expect(letterAmount('en', 123_456_789)).toBe('1,234,567.89\u00a0CNY');
    expect(letterAmount('ru', 150_000_000)).toBe('1\u00a0500\u00a0000,00\u00a0CNY');
  });
});
