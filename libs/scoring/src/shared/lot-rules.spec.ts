import fc from 'fast-check';
import { canCommit, canReveal, canStartAgain, type LotFacts } from './lot-rules.js';

const open: LotFacts = { round: { committed: false, drawn: false, again: [] }, tooLate: false, side: 'KG', ownCommitted: false, ownRevealed: false };
const code = (v: ReturnType<typeof canCommit>) => (v.ok ? 'ok' : v.broken[0].code);
const steps = (f: LotFacts) => [canCommit, canReveal, canStartAgain].map((rule) => code(rule(f)));

describe('the lot of both sides', () => {
  it('takes a commitment of each side, then its secret, each once', () => {
    expect(steps(open)).toEqual(['ok', 'lot.not-committed', 'ok']);
    expect(steps({ ...open, ownCommitted: true })).toEqual(['lot.already-committed', 'lot.not-committed', 'ok']);
    const both = { ...open, ownCommitted: true, round: { committed: true, drawn: false, again: [] } };
    expect(steps(both)).toEqual(['lot.already-committed', 'ok', 'ok']);
    expect(steps({ ...both, ownRevealed: true })).toEqual(['lot.already-committed', 'lot.already-revealed', 'ok']);
  });

  it('starts again when both sides ask, each once', () => {
    expect(code(canStartAgain({ ...open, round: { committed: true, drawn: false, again: ['CN'] } }))).toBe('ok');
    expect(code(canStartAgain({ ...open, round: { committed: true, drawn: false, again: ['KG'] } }))).toBe('approval.already-given');
  });

  it('takes nothing where none is needed, once it is drawn, or too late', () => {
    expect(steps({ ...open, round: null })).toEqual(Array(3).fill('lot.not-needed'));
    expect(steps({ ...open, tooLate: true })).toEqual(Array(3).fill('lot.too-late'));
    const flag = fc.boolean();
    fc.assert(fc.property(flag, flag, flag, flag, (committed, tooLate, ownCommitted, ownRevealed) => {
      expect(steps({ ...open, round: { committed, drawn: true, again: [] }, tooLate, ownCommitted, ownRevealed })).toEqual(Array(3).fill('lot.drawn'));
    }));
  });
});
