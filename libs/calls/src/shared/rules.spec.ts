import fc from 'fast-check';
import { canApprovePublication, canBeCall, canSubmitAt } from './rules.js';
import { callStateAt } from './states.js';

const good = {
  opensAt: new Date('2026-09-01T00:00:00Z'), closesAt: new Date('2026-10-30T10:00:00Z'), capFen: 150_000_000, floorFen: 0,
  criteria: [{ weight: 0.6, min: 0, max: 5, threshold: 3 }, { weight: 0.4, min: 0, max: 5, threshold: 3 }], codes: {}, tieCriteria: [],
};
const codes = (v: ReturnType<typeof canBeCall>) => (v.ok ? [] : v.broken.map((b) => b.code));

describe('a call', () => {
  it('accepts the programme’s cap and refuses one fen more', () => {
    expect(canBeCall(good).ok).toBe(true);
    expect(codes(canBeCall({ ...good, capFen: 150_000_001 }))).toContain('call.over-programme-cap');
  });

  it('refuses weights that do not sum to 1, a window that ends before it begins, a threshold off the scale', () => {
    expect(codes(canBeCall({ ...good, criteria: [{ weight: 0.6, min: 0, max: 5, threshold: 3 }] }))).toEqual(['call.weights-invalid']);
    expect(codes(canBeCall({ ...good, closesAt: good.opensAt }))).toEqual(['call.window-invalid']);
    expect(codes(canBeCall({ ...good, criteria: [{ weight: 1, min: 0, max: 5, threshold: 6 }] }))).toEqual(['field.invalid']);
  });

  it('describes scores of its scale, each once, and names each entry once', () => {
    const described = (...scores: number[]) => ({ ...good, criteria: [{ weight: 1, min: 0, max: 5, threshold: 3, descriptors: scores.map((score) => ({ score })) }] });
    expect(canBeCall(described(0, 5)).ok).toBe(true);
    expect(canBeCall(described(1, 6, 1))).toMatchObject({ broken: [{ pointer: '/criteria/0/descriptors/1/score' }, { pointer: '/criteria/0/descriptors/2/score' }] });
    expect(canBeCall({ ...good, codes: { themes: ['a', 'b', 'a'] } })).toMatchObject({ broken: [{ code: 'call.code-repeated', pointer: '/themes/2/code' }] });
  });

  it('breaks ties by criteria of its own, each once', () => {
    const broken = (...tieCriteria: string[]) => canBeCall({ ...good, codes: { criteria: ['quality', 'impact'] }, tieCriteria });
    expect(broken('impact', 'quality').ok).toBe(true);
    expect(broken('impact', 'fame', 'impact')).toMatchObject({
      broken: [{ code: 'call.tie-criterion-unknown', pointer: '/tieBreak/criteria/1', values: { code: 'fame' } }, { code: 'call.code-repeated', pointer: '/tieBreak/criteria/2', values: { code: 'impact' } }],
    });
  });

  it('takes a receipt exactly when opensAt <= receipt < closesAt', () => {
    fc.assert(fc.property(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 5 }), (offset, length) => {
      const opens = new Date(1_000_000);
      const closes = new Date(1_000_000 + length);
      const receipt = new Date(1_000_000 + offset);
      const v = canSubmitAt(opens, closes, receipt);
      expect(v.ok).toBe(offset >= 0 && offset < length);
      if (!v.ok) expect(v.broken[0].code).toBe(offset < 0 ? 'window.not-open' : 'window.closed');
    }));
  });

  it('opens and closes by the clock alone', () => {
    const at = (s: string) => callStateAt('published', good.opensAt, good.closesAt, new Date(s));
    expect([at('2026-08-31T23:59:59.999Z'), at('2026-09-01T00:00:00Z'), at('2026-10-30T09:59:59.999Z'), at('2026-10-30T10:00:00Z')]).toEqual(['published', 'open', 'open', 'closed']);
    expect(callStateAt('reviewing', good.opensAt, good.closesAt, new Date('2026-09-02'))).toBe('reviewing');
  });

  it('is approved once by each side', () => {
    expect(canApprovePublication('draft', [], 'KG').ok).toBe(true);
    expect(canApprovePublication('awaiting-approval', ['KG'], 'KG')).toMatchObject({ broken: [{ code: 'approval.already-given' }] });
    expect(canApprovePublication('open', [], 'CN')).toMatchObject({ broken: [{ code: 'call.not-draft' }] });
  });
});
