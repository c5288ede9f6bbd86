import { formatFen, type Verdict } from '#libs/kernel';
import fc from 'fast-check';
import { BUDGET_SOURCES, TEAM_MAX } from './limits.js';
import {
  budgetFindings, canAnswer, canAttach, canEdit, canFileCheck, canInvite, canRemove, canSign, canSubmit, countWords, isLineValid, readLines, requestedFen, stateForTeam, teamFindings,
  type LineFacts, type MemberFacts, type SubmissionFacts,
} from './rules.js';
import { APPLICATION_STATES } from './states.js';

const HASH = 'a'.repeat(64);
const lead = (side: 'KG' | 'CN', state: MemberFacts['state'] = 'accepted'): MemberFacts => ({ id: `lead-${side}`, email: `lead.${side}@x.example`.toLowerCase(), side, role: 'lead', state });
const line = (amountFen: number, change: Partial<LineFacts> = {}): LineFacts => ({ side: 'KG', category: 'equipment', year: 1, source: 'programme', amountFen, ...change });
const categories = [{ side: 'KG' as const, code: 'equipment' }, { side: 'CN' as const, code: 'labour' }];
const at = new Date('2026-09-15T06:00:00Z');

function complete(change: Partial<SubmissionFacts> = {}): SubmissionFacts {
  return {
    state: 'draft', submitted: false, titleEn: 'Snow and water', months: 24, contentHash: HASH, team: [lead('KG'), lead('CN')], budget: [line(100_000_000)],
    narrative: { objectives: 'To measure snow.' }, documents: [{ code: 'agreement' }],
    signoffs: (['KG', 'CN'] as const).map((side) => ({ side, contentHash: HASH, declarations: ['integrity'] })), limits: [],
    call: {
      opensAt: new Date('2026-09-01T00:00:00Z'), closesAt: new Date('2026-10-30T10:00:00Z'), capFen: 150_000_000, floorFen: 10_000_000, maxMonths: 36, maxPerLead: 1, maxPerPerson: 2,
      questions: [{ code: 'objectives', texts: { en: 'Objectives' }, required: true, maxWords: 3 }, { code: 'risks', texts: { en: 'Risks' }, required: false, maxWords: 2 }], categories, requiredDocuments: ['agreement'], declarations: ['integrity'],
    },
    ...change,
  };
}
const codes = (v: Verdict) => (v.ok ? [] : v.broken.map((b) => b.code));
const submit = (change: Partial<SubmissionFacts>, when = at) => codes(canSubmit(complete(change), when));

describe('submission', () => {
  it('accepts what is complete', () => expect(submit({})).toEqual([]));

  it('names everything that is broken, in the order of the contract', () => {
    const { call } = complete();
    const nothing: Partial<SubmissionFacts> = {
      titleEn: ' ', months: 37, team: [{ ...lead('KG'), role: 'member' }], budget: [], narrative: { risks: 'one two three' }, documents: [], signoffs: [],
      limits: [{ personId: 'p', isLead: true, leads: 1, takesPart: 2 }], call: { ...call, opensAt: at, closesAt: at },
    };
    expect(submit(nothing)).toEqual(['window.closed', 'team.side-missing', 'team.lead-missing', 'team.lead-missing', 'signoff.missing', 'signoff.missing', 'budget.under-floor', 'duration.too-long',
      'document.missing', 'narrative.missing', 'narrative.too-long', 'lead.too-many-applications', 'person.too-many-applications', 'title.missing']);
  });

  it('takes the millisecond before closing and refuses the closing instant', () => {
    const { closesAt, opensAt } = complete().call;
    expect(submit({}, new Date(closesAt.getTime() - 1))).toEqual([]);
    expect(submit({}, closesAt)).toEqual(['window.closed']);
    expect(submit({}, new Date(opensAt.getTime() - 1))).toEqual(['window.not-open']);
    expect(submit({}, opensAt)).toEqual([]);
  });

  it('asks for signatures on this content, with every declaration', () => {
    expect(submit({ contentHash: 'b'.repeat(64) })).toEqual(['signoff.missing', 'signoff.missing']);
    const [kg] = complete().signoffs;
    expect(submit({ signoffs: [{ side: 'CN', contentHash: HASH, declarations: [] }, ...(kg ? [kg] : [])] })).toEqual(['declaration.missing']);
  });

  it('happens once', () => {
    expect(submit({ submitted: true, state: 'submitted', team: [] })).toEqual(['application.already-submitted']);
    expect(submit({ state: 'withdrawn' })).toEqual(['application.wrong-state']);
  });

  it('keeps the request between floor and the smaller cap, to the fen', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 90_000_000 }), fc.constantFrom(...BUDGET_SOURCES)), { maxLength: 6 }), fc.integer({ min: 1, max: 200_000_000 }), (amounts, capFen) => {
      const budget = amounts.map(([fen, source]) => line(fen, { source }));
      const total = amounts.reduce((s, [fen, source]) => s + (source === 'programme' ? fen : 0), 0);
      expect(requestedFen(budget)).toBe(total);
      const found = submit({ budget, call: { ...complete().call, capFen, floorFen: 5 } });
      expect(found.includes('budget.over-cap')).toBe(total > Math.min(capFen, 150_000_000));
      expect(found.includes('budget.under-floor')).toBe(total < 5);
    }));
  });
});

describe('the team', () => {
  const member = fc.record({
    id: fc.uuid(), email: fc.emailAddress(), side: fc.constantFrom('KG' as const, 'CN' as const, 'INT' as const), role: fc.constantFrom('lead' as const, 'member' as const),
    state: fc.constantFrom('invited' as const, 'accepted' as const, 'declined' as const),
  });

  it('needs an accepted lead of each side, and nothing else makes up for one', () => {
    fc.assert(fc.property(fc.array(member, { maxLength: 8 }), (team) => {
      const led = (side: string) => team.some((m) => m.state === 'accepted' && m.role === 'lead' && m.side === side);
      expect(teamFindings(team).length === 0).toBe(led('KG') && led('CN'));
    }));
  });

  it('names the missing side before the missing leads', () => {
    expect(teamFindings([{ ...lead('KG'), role: 'member' }, lead('CN', 'invited')]).map((b) => `${b.code} ${b.values?.side}`))
      .toEqual(['team.side-missing CN', 'team.lead-missing KG', 'team.lead-missing CN']);
  });

  it('has one lead a side, one place a person, and no lead from a third country', () => {
    const team = [lead('KG'), lead('CN', 'invited')];
    const invite = (email: string, side: 'KG' | 'CN' | 'INT', role: 'lead' | 'member') => codes(canInvite(team, { email, side, role }));
    expect(invite('new@x.example', 'CN', 'lead')).toEqual(['team.lead-duplicate']);
    expect(invite('LEAD.CN@x.example', 'CN', 'member')).toEqual(['team.member-duplicate']);
    expect(invite('new@x.example', 'INT', 'lead')).toEqual(['field.not-allowed']);
    expect(invite('new@x.example', 'INT', 'member')).toEqual([]);
    expect(codes(canInvite([lead('KG'), lead('CN', 'declined')], { email: 'lead.cn@x.example', side: 'CN', role: 'lead' }))).toEqual([]);
    expect(codes(canInvite(Array.from({ length: TEAM_MAX }, () => lead('KG', 'declined')), { email: 'new@x.example', side: 'KG', role: 'member' }))).toEqual(['field.too-big']);
  });

  it('takes answers to open invitations of drafts, for the side that they name', () => {
    expect(codes(canAnswer('draft', lead('CN', 'invited'), true, 'CN'))).toEqual([]);
    expect(codes(canAnswer('draft', lead('CN', 'invited'), true, 'KG'))).toEqual(['person.side-mismatch']);
    expect(codes(canAnswer('draft', lead('CN', 'invited'), false, 'KG'))).toEqual([]);
    expect(codes(canAnswer('draft', lead('CN'), true, 'CN'))).toEqual(['team.invitation-invalid']);
    expect(codes(canAnswer('submitted', lead('CN', 'invited'), true, 'CN'))).toEqual(['team.invitation-invalid']);
  });

  it('stays binational after submission', () => {
    const third: MemberFacts = { id: 'm', email: 'm@x.example', side: 'CN', role: 'member', state: 'accepted' };
    const team = [lead('KG'), lead('CN'), third];
    expect(codes(canRemove('submitted', team, 'm'))).toEqual([]);
    expect(codes(canRemove('submitted', team, 'lead-CN'))).toEqual(['team.lead-missing']);
    expect(codes(canRemove('submitted', [lead('KG'), lead('CN')], 'lead-CN'))).toEqual(['team.side-missing', 'team.lead-missing']);
    expect(codes(canRemove('draft', team, 'lead-CN'))).toEqual(['team.lead-locked']);
    expect(codes(canRemove('draft', [lead('KG'), lead('CN', 'invited')], 'lead-CN'))).toEqual([]);
    expect(codes(canRemove('draft', team, 'nobody'))).toEqual(['not-found']);
  });
});

describe('the budget', () => {
  const typed = (amount: string, change: Partial<LineFacts> = {}) => readLines([{ side: 'KG', category: 'equipment', year: 1, source: 'programme', ...change, amount: { amount, currency: 'CNY' } }], categories, 24);

  it('reads positive amounts with at most two decimals, and no other', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 150_000_001 }), (fen) => { expect(typed(formatFen(fen)).lines[0]?.amountFen).toBe(fen); }));
    for (const amount of ['0', '0.00', '-1', '1.001', '0.1234', '9999999999999']) {
      expect(typed(amount).verdict).toMatchObject({ ok: false, broken: [{ code: 'budget.line-invalid', pointer: '/lines/0/amount', values: { field: 'amount', value: amount } }] });
    }
  });

  it('knows categories by side, sources, and years of the project', () => {
    const fault = (change: Partial<LineFacts>, months = 24) => budgetFindings([line(1, change)], categories, months).map((b) => b.pointer);
    expect(fault({})).toEqual([]);
    expect(fault({ side: 'CN' })).toEqual(['/budget/0/category']);
    expect(fault({ source: 'loan' })).toEqual(['/budget/0/source']);
    expect([fault({ year: 0 }), fault({ year: 2 }), fault({ year: 3 })]).toEqual([['/budget/0/year'], [], ['/budget/0/year']]);
    expect([fault({ year: 3 }, 25), fault({ year: 2 }, 12)]).toEqual([[], ['/budget/0/year']]);
    expect(isLineValid(line(1.5), categories, 24)).toBe(false);
  });
});

describe('words', () => {
  it('counts words by white space and Chinese characters one each', () => {
    expect(countWords('')).toBe(0);
    expect(countWords('Кар жана суу — 3 тонна')).toBe(5);
    expect(countWords('雪和水')).toBe(3);
    expect(countWords('snow 雪和水 water')).toBe(5);
    expect(countWords('𬱖䶮')).toBe(2);
  });

  it('adds up over separated parts', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => { expect(countWords(`${a} ${b}`)).toBe(countWords(a) + countWords(b)); }));
  });
});

describe('other acts', () => {
  it('edits drafts only, and signs the present version once', () => {
    for (const state of APPLICATION_STATES) expect(canEdit(state).ok).toBe(state === 'draft');
    const f = { state: 'draft' as const, side: 'KG' as const, contentHash: HASH, signoffs: [], declarations: ['integrity'] };
    expect(codes(canSign(f, { contentHash: HASH, declarations: ['integrity'] }))).toEqual([]);
    expect(codes(canSign(f, { contentHash: 'b'.repeat(64), declarations: ['integrity'] }))).toEqual(['signoff.stale']);
    expect(codes(canSign(f, { contentHash: HASH, declarations: [] }))).toEqual(['declaration.missing']);
    const signed = { ...f, signoffs: [{ side: 'KG' as const, contentHash: HASH, declarations: [] }] };
    expect(codes(canSign(signed, { contentHash: HASH, declarations: ['integrity'] }))).toEqual(['signoff.already-given']);
    expect(codes(canSign({ ...f, state: 'submitted' }, { contentHash: HASH, declarations: ['integrity'] }))).toEqual(['application.not-editable']);
  });

  it('attaches what the call asks for, or another document, up to a number', () => {
    expect([codes(canAttach('agreement', ['agreement'], 0, 2)), codes(canAttach('other', [], 1, 2)), codes(canAttach('cv', ['agreement'], 0, 2)), codes(canAttach('other', [], 2, 2))])
      .toEqual([[], [], ['document.unknown-code'], ['document.too-many']]);
  });

  it('files one check a side, a negative one with its reason', () => {
    expect(codes(canFileCheck('submitted', ['CN'], 'KG', { verdict: 'fail', reason: null }))).toEqual(['check.reason-missing']);
    expect(codes(canFileCheck('submitted', ['KG'], 'KG'))).toEqual(['check.already-filed']);
    expect(codes(canFileCheck('draft', [], 'KG'))).toEqual(['application.wrong-state']);
    expect(codes(canFileCheck('submitted', [], 'KG', { verdict: 'pass', reason: null }))).toEqual([]);
  });

  it('shows a team nothing of the review', () => {
    expect(['under-review', 'recommended', 'not-recommended', 'eligible', 'ineligible', 'awarded'].map((s) => stateForTeam(s as 'eligible')))
      .toEqual(['eligible', 'eligible', 'eligible', 'eligible', 'ineligible', 'awarded']);
  });
});
