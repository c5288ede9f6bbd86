import { existsSync } from 'node:fs';
import { MATRIX } from './matrix.js';
import { buildWorld, type World } from './world.js';

/** Each row of the access matrix about what exists is a test; rows proven elsewhere name a test that is there, the others say what is missing. */
let w: World;
beforeAll(async () => { w = await buildWorld(); });
afterAll(() => w.t.stop());

describe('the access matrix', () => {
  it('has all its rows, once', () => {
    expect(MATRIX.map((r) => r.id)).toEqual(Array.from({ length: 56 }, (_, n) => `A${String(n + 1).padStart(2, '0')}`));
  });

  for (const row of MATRIX) {
    if ('here' in row) it(`${row.id}: ${row.rule}`, () => row.here(w));
    else if ('elsewhere' in row) {
      it(`${row.id}: ${row.rule} (${row.elsewhere})`, () => {
        for (const file of row.elsewhere.split(', ')) expect(existsSync(file.split(' ')[0] ?? '')).toBe(true);
      });
    }
  }

  it('says of every other row what does not exist yet', () => {
    for (const row of MATRIX) if ('notYet' in row) expect(`${row.id} ${row.notYet}`).toMatch(/^A\d\d .* yet$/);
  });
});
