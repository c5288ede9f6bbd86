import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitment, drawOrder, opens } from './lot.js';

describe('the lot', () => {
  const secrets = { KG: 'ала-тоо 7', CN: '长城 9' };
  const ids = ['KC-2026-0001', 'KC-2026-0002', 'KC-2026-0003', 'KC-2026-0004'];

  it('draws an order that depends on both secrets and on nothing else', () => {
    const order = drawOrder(ids, secrets);
    expect(order.toSorted()).toEqual(ids);
    expect(drawOrder(ids.toReversed(), secrets)).toEqual(order);
    const others = Array.from({ length: 20 }, (_, n) => drawOrder(ids, { ...secrets, CN: `other ${n}` }).join());
    expect(new Set(others).size).toBeGreaterThan(5);
    expect(() => drawOrder(['A', 'A'], secrets)).toThrow(RangeError);
  });

  it('binds each side to its secret', () => {
    expect(commitment('KG', 'abc')).toBe('e31fbbdbc7e38063cd4c38cd25c02a210f1ce02b635d43dcde4ec58d85de8ba5');
    expect(opens('KG', 'abc', commitment('KG', 'abc'))).toBe(true);
    expect(opens('KG', 'abd', commitment('KG', 'abc'))).toBe(false);
    expect(opens('CN', 'abc', commitment('KG', 'abc'))).toBe(false);
  });

  it('is verified by the standalone script, which finds every change', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kopuro-lot-'));
    const lot = { commitments: { KG: commitment('KG', secrets.KG), CN: commitment('CN', secrets.CN) }, secrets, groups: [drawOrder(ids.slice(0, 2), secrets), drawOrder(ids.slice(2), secrets)] };
    const statusOf = (changed: object): number | null => {
      const path = join(folder, 'lot.json');
      writeFileSync(path, JSON.stringify(changed));
      return spawnSync(process.execPath, [join(__dirname, '..', '..', 'verify-lot.mjs'), path]).status;
    };
    expect(statusOf(lot)).toBe(0);
    expect(statusOf({ ...lot, groups: lot.groups.map((g, n) => (n === 1 ? g.toReversed() : g)) })).toBe(1);
    expect(statusOf({ ...lot, secrets: { ...secrets, KG: 'another' } })).toBe(1);
    expect(statusOf({})).toBe(2);
    rmSync(folder, { recursive: true });
  });
});
