import fc from 'fast-check';
import { broken, canOf, OK, refused, verdict } from './verdict.js';

const ORDER = [
  'window.closed', 'team.lead-missing', 'signoff.missing', 'budget.over-cap', 'duration.too-long', 'document.missing', 'narrative.missing',
  'declaration.missing', 'lead.too-many-applications', 'person.too-many-applications', 'check.already-filed',
];

describe('verdict', () => {
  it('is ok when nothing is broken', () => {
    expect(verdict([])).toBe(OK);
    expect(canOf(OK)).toEqual({ ok: true });
  });

  it('names the first code in the fixed order, whatever order the rules were found in', () => {
    fc.assert(fc.property(fc.shuffledSubarray(ORDER, { minLength: 1 }), (codes) => {
      const v = verdict(codes.map((c) => broken(c)));
      const sorted = ORDER.filter((c) => codes.includes(c));
      expect(v.ok ? [] : v.broken.map((b) => b.code)).toEqual(sorted);
      expect(canOf(v)).toEqual({ ok: false, code: sorted[0] });
    }));
  });

  it('keeps the order of findings inside a group, and loses none', () => {
    fc.assert(fc.property(fc.array(fc.nat({ max: 5 })), (years) => {
      const found = years.map((y) => broken('budget.line-invalid', `/budget/${y}`, { reason: y }));
      const v = verdict([...found, broken('window.closed')]);
      expect(v.ok ? [] : v.broken.slice(1)).toEqual(found);
    }));
  });

  it('carries pointer and figures only where given', () => {
    const found = { code: 'budget.over-cap', pointer: '/budget', values: { total: '2.00' } };
    expect(refused('budget.over-cap', '/budget', { total: '2.00' })).toEqual({ ok: false, broken: [found] });
    expect(broken('not-found')).toStrictEqual({ code: 'not-found', pointer: '' });
  });
});
