import fc from 'fast-check';
import type { Content } from './contract.js';
import { canAmend, changesOf } from './rules.js';

const texts = (en: string) => ({ en });
const before: Content = {
  code: 'KC-1', title: texts('Call'), summary: texts('Summary'), opensAt: '2026-09-01T00:00:00.000Z', closesAt: '2026-10-30T10:00:00.000Z',
  cap: { amount: '1000000.00', currency: 'CNY' }, floor: { amount: '1000.00', currency: 'CNY' }, places: 5, budget: { amount: '5000000.00', currency: 'CNY' }, maxMonths: 24,
  themes: [{ code: 'soil', names: texts('Soil') }, { code: 'water', names: texts('Water') }], questions: [{ code: 'aims', texts: texts('Aims'), required: true, maxWords: 200 }],
  criteria: [{ code: 'quality', names: texts('Quality'), weight: 1, min: 0, max: 5, step: 0.5, threshold: 3 }], categories: [{ side: 'KG', code: 'travel', names: texts('Travel') }],
  reviewersPerSide: { KG: 2, CN: 2 }, internationalReviewers: 0, minReviews: 3, minReviewsPerSide: 1, overallThreshold: 0.6, maxApplicationsPerLead: 1, maxApplicationsPerPerson: null,
  requiredDocuments: ['agreement'], declarations: ['integrity'],
};
const now = new Date('2026-09-15T00:00:00Z');
const cny = (amount: string) => ({ amount, currency: 'CNY' as const });
const judge = (change: Partial<Content>, facts: Partial<Parameters<typeof canAmend>[2]> = {}) => {
  const v = canAmend(before, { ...before, ...change }, { state: 'open', now, submitted: 0, ...facts });
  return v.ok ? [] : v.broken.map((b) => `${b.code} ${b.pointer}`);
};

describe('an amendment', () => {
  it('changes how ties are broken only before the first submission', () => {
    const change = { tieBreak: { criteria: ['quality'], last: 'lot' as const } };
    expect(judge(change)).toEqual([]);
    expect(judge(change, { submitted: 1 })).toEqual(['amendment.after-submission /tieBreak']);
    expect(changesOf(before, { ...before, ...change })).toEqual([{ field: 'tieBreak', code: null, kind: 'changed' }]);
  });

  it('may widen what applicants have, and change every text', () => {
    expect(judge({
      title: texts('The call'), closesAt: '2026-11-30T10:00:00.000Z', cap: cny('1500000.00'), floor: null, places: 6, budget: cny('6000000.00'), maxMonths: 36, maxApplicationsPerLead: null,
      themes: [...before.themes, { code: 'air', names: texts('Air') }], requiredDocuments: [], reviewersPerSide: { KG: 3, CN: 2 },
      criteria: [{ ...before.criteria[0] as Content['criteria'][number], names: texts('Scientific quality'), descriptors: [{ score: 5, texts: texts('Excellent') }] }],
    }, { submitted: 9 })).toEqual([]);
  });

  it('takes nothing away', () => {
    expect(judge({ closesAt: '2026-10-29T10:00:00.000Z', cap: cny('999999.99'), floor: cny('1000.01'), places: 4, maxApplicationsPerPerson: 2, themes: before.themes.slice(1), questions: [] })).toEqual([
      '/cap', '/places', '/floor', '/closesAt', '/maxApplicationsPerPerson', '/themes', '/questions'].map((p) => `amendment.takes-away ${p}`));
  });

  it('never changes the code, and the opening only before it', () => {
    expect(judge({ code: 'KC-2', opensAt: '2026-09-02T00:00:00.000Z' })).toEqual(['amendment.fixed /code', 'amendment.fixed /opensAt']);
    expect(judge({ opensAt: '2026-09-20T00:00:00.000Z' }, { state: 'published' })).toEqual([]);
    expect(judge({ opensAt: '2026-09-14T00:00:00.000Z' }, { state: 'published' })).toEqual(['amendment.fixed /opensAt']);
  });

  it('leaves what is asked and how it is judged once an application is submitted', () => {
    const harder: Partial<Content> = {
      overallThreshold: 0.7, requiredDocuments: ['agreement', 'permit'], declarations: ['integrity', 'ethics'], questions: [...before.questions, { code: 'risks', texts: texts('Risks'), required: true, maxWords: 10 }],
      criteria: [{ ...before.criteria[0] as Content['criteria'][number], threshold: 4 }],
    };
    expect(judge(harder)).toEqual([]);
    expect(judge(harder, { submitted: 1 })).toEqual(['/overallThreshold', '/requiredDocuments', '/declarations', '/questions/1/required', '/criteria'].map((p) => `amendment.after-submission ${p}`));
  });

  it('comes before closing only, and after publication', () => {
    for (const state of ['draft', 'awaiting-approval', 'closed', 'reviewing', 'announced', 'cancelled'] as const) expect(judge({}, { state })).toEqual(['call.not-amendable ']);
  });

  it('names what differs, and nothing where nothing does, whatever the order of keys', () => {
    expect(changesOf(before, { ...before, title: { en: 'Call' }, cap: { currency: 'CNY', amount: '1000000.00' } })).toEqual([]);
    expect(changesOf(before, { ...before, places: 6, themes: [{ code: 'water', names: texts('Waters') }, { code: 'air', names: texts('Air') }] })).toEqual([
      { field: 'places', code: null, kind: 'changed' }, { field: 'themes', code: 'water', kind: 'changed' }, { field: 'themes', code: 'air', kind: 'added' }, { field: 'themes', code: 'soil', kind: 'removed' }]);
    expect(changesOf(before, { ...before, themes: before.themes.toReversed() })).toEqual([{ field: 'themes', code: null, kind: 'changed' }]);
  });

  it('never lets a figure of applicants fall, whatever both are', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 3 }), (was, is, submitted) => {
      const v = canAmend({ ...before, places: was }, { ...before, places: is }, { state: 'open', now, submitted });
      expect(v.ok).toBe(is >= was);
    }));
  });
});
