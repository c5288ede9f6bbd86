import { CONFLICT_KINDS, CONFLICT_STATES } from './states.js';
import { canDecideConflict } from './rules.js';

describe('conflicts', () => {
  it('are confirmed or dismissed once, and a decision is turned by the other one', () => {
    for (const kind of CONFLICT_KINDS) for (const state of CONFLICT_STATES) for (const decision of ['confirmed', 'dismissed'] as const) {
      const { ok } = canDecideConflict({ kind, state }, decision);
      expect(ok).toBe(state !== decision && !(kind === 'same-team' && decision === 'dismissed'));
    }
    expect(canDecideConflict({ kind: 'reported', state: 'confirmed' }, 'confirmed')).toEqual({ ok: false, broken: [{ code: 'conflict.already-decided', pointer: '/state' }] });
    expect(canDecideConflict({ kind: 'same-team', state: 'detected' }, 'dismissed')).toEqual({ ok: false, broken: [{ code: 'conflict.not-dismissible', pointer: '/state' }] });
  });
});
