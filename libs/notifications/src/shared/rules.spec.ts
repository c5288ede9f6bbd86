import { LETTER_STATES } from './contract.js';
import { MAX_ATTEMPTS } from './limits.js';
import { afterFailure, canResend, pauseAfter } from './rules.js';
import { TEMPLATES } from './templates.js';

describe('letters', () => {
  it('are sent again by hand only when they failed or their fate is unknown', () => {
    expect(LETTER_STATES.filter((s) => canResend(s).ok)).toEqual(['failed', 'uncertain']);
    expect(canResend('sent')).toEqual({ ok: false, broken: [{ code: 'letter.not-resendable', pointer: '' }] });
  });

  it('outlive six hours without a mail server', () => {
    const pauses = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, n) => pauseAfter(n + 1));
    expect(pauses.reduce((a, b) => a + b, 0)).toBeGreaterThan(6 * 3_600_000);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  });

  it('fail at once when refused, and after the last attempt otherwise', () => {
    for (const t of TEMPLATES) expect(afterFailure(t, 'refused', 1)).toEqual({ state: 'failed' });
    expect(afterFailure('result', 'later', MAX_ATTEMPTS - 1)).toEqual({ state: 'queued', pauseMs: pauseAfter(MAX_ATTEMPTS - 1) });
    expect(afterFailure('result', 'later', MAX_ATTEMPTS)).toEqual({ state: 'failed' });
    expect(afterFailure('signed', 'unknown', MAX_ATTEMPTS)).toEqual({ state: 'failed' });
    // A resending by hand gives eight more.
    expect(afterFailure('signed', 'later', MAX_ATTEMPTS + 1)).toEqual({ state: 'queued', pauseMs: pauseAfter(1) });
  });

  it('never repeat a result whose fate is unknown', () => {
    for (let n = 1; n <= 20; n++) expect(afterFailure('result', 'unknown', n)).toEqual({ state: 'uncertain' });
    expect(afterFailure('submitted', 'unknown', 1)).toEqual({ state: 'queued', pauseMs: pauseAfter(1) });
  });
});
