import fc from 'fast-check';
import { cny, formatFen, parseFen, PROGRAMME_CAP_FEN } from './money.js';

describe('money', () => {
  it.each([['1500000.00', PROGRAMME_CAP_FEN], ['12.5', 1250], ['7', 700], ['0.01', 1], ['-3.20', -320], ['9999999999999.99', 999_999_999_999_999]])(
    'reads %s', (text, fen) => expect(parseFen(text)).toBe(fen),
  );

  it.each(['', '.5', '5.', '1.005', '1,5', '1 000', '+1', '1e3', '٣', '12345678901234', 'NaN', '1\n'])(
    'does not take %j for money', (text) => expect(parseFen(text)).toBeUndefined(),
  );

  it('reads what it wrote, to the fen', () => {
    const most = 999_999_999_999_999;
    fc.assert(fc.property(fc.integer({ min: -most, max: most }), (fen) => parseFen(formatFen(fen)) === fen));
  });

  it('always writes two digits after the point, and the currency beside them', () => {
    fc.assert(fc.property(fc.integer(), (fen) => /^-?\d+\.\d\d$/.test(cny(fen).amount) && cny(fen).currency === 'CNY'));
    expect(cny(-5)).toEqual({ amount: '-0.05', currency: 'CNY' });
  });

  it('answers any text with whole fen or nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => parseFen(text) === undefined || Number.isSafeInteger(parseFen(text))));
  });
});
