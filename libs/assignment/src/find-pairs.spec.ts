import { pairKey, type OverrideKind, type Pool, type PoolReviewer } from './data/pool.queries.js';
import { findPairs, type Found } from './find-pairs.js';
import { priceOverride } from './price-override.js';

const reviewer = (id: string, side: PoolReviewer['side'], maxLoad = 1, minLoad = 0): PoolReviewer => ({ id, email: `${id}@test.example`, side, minLoad, maxLoad, themes: [], keywords: [] });
/** A pool whose affinities are all given: `fit.A.k1` is that of application A and reviewer k1. */
function poolOf(reviewers: PoolReviewer[], fit: Record<string, Record<string, number>>, more: { teams?: [string, string][]; overrides?: [string, string, OverrideKind][] } = {}): Pool {
  return {
    applications: Object.keys(fit).map((id) => ({ id, number: id, theme: 't', keywords: [] })), reviewers, conflicts: new Set(),
    given: new Map(Object.entries(fit).flatMap(([a, row]) => Object.entries(row).map(([r, value]): [string, number] => [pairKey(a, r), value]))),
    teams: new Set((more.teams ?? []).map(([a, r]) => pairKey(a, r))), overrides: new Map((more.overrides ?? []).map(([a, r, kind]) => [pairKey(a, r), kind])),
  };
}
const KG_ONLY = { KG: 1, CN: 0, INT: 0 };
const run = (pool: Pool, demand = KG_ONLY, mode: 'total' | 'fair' = 'total') => findPairs({ pool, demand, mode }, () => undefined);
const shown = (found: Found) => (found.ok ? found.pairs.map((p) => `${p.application.id}${p.reviewer.id}`).join(' ') : 'none');
const two = [reviewer('k', 'KG'), reviewer('l', 'KG')];

describe('a run', () => {
  it('serves the worst-served application first where it is asked to, and tells what that costs', async () => {
    const pool = poolOf(two, { A: { k: 1, l: 0.4 }, B: { k: 0.5, l: 0 } });
    expect(await run(pool)).toMatchObject({ ok: true, total: 1, lowest: 0, violations: 0, pairsChecked: 4, fairness: null });
    expect(await run(pool, KG_ONLY, 'fair')).toMatchObject({ ok: true, total: 0.9, lowest: 0.4, fairness: { bound: 0.4, cost: 0.1 } });
  });

  it('keeps locks and bans', async () => {
    const fit = { A: { k: 1, l: 0.4 }, B: { k: 0.5, l: 0 } };
    expect(shown(await run(poolOf(two, fit)))).toBe('Ak Bl');
    expect(shown(await run(poolOf(two, fit, { overrides: [['A', 'l', 'locked']] })))).toBe('Al Bk');
    expect(shown(await run(poolOf(two, fit, { overrides: [['A', 'k', 'banned']] })))).toBe('Al Bk');
  });

  it('lets nobody review each other’s applications, unless there is no other way or officers locked it so', async () => {
    const three = [...two, reviewer('m', 'KG')];
    const fit = { A: { k: 0, l: 1, m: 0.2 }, B: { k: 1, l: 0, m: 0.3 } };
    const teams: [string, string][] = [['A', 'k'], ['B', 'l']];
    expect(shown(await run(poolOf(three, fit)))).toBe('Al Bk');
    expect(shown(await run(poolOf(three, fit, { teams })))).toBe('Al Bm');
    const narrow = poolOf(two, fit, { teams });
    narrow.conflicts = new Set([pairKey('A', 'k'), pairKey('B', 'l')]);
    expect(await run(narrow)).toMatchObject({ ok: true, given: { exchanges: 'allowed' } });
    const locked = await run(poolOf(three, fit, { teams, overrides: [['A', 'l', 'locked'], ['B', 'k', 'locked']] }));
    expect([shown(locked), locked.ok && locked.given.exchanges]).toEqual(['Al Bk', 'allowed']);
  });

  it('gives up minimum loads and international reviews before it gives up, but never a side’s demand', async () => {
    const pool = poolOf([reviewer('k', 'KG', 2, 2), reviewer('i', 'INT', 1)], { A: { k: 1, i: 1 }, B: { k: 1, i: 0.5 } });
    expect(await run(pool, { KG: 1, CN: 0, INT: 1 })).toMatchObject({ ok: true, given: { minimums: true, international: 'available' }, internationalMissing: 1 });
    const over = poolOf([reviewer('k', 'KG', 5, 5)], { A: { k: 1 }, B: { k: 1 } });
    expect(await run(over)).toMatchObject({ ok: true, given: { minimums: false } });
    expect(await run(poolOf([reviewer('k', 'KG')], { A: { k: 1 }, B: { k: 1 } }))).toMatchObject({ ok: false, shortfalls: [{ side: 'KG', needed: 2, available: 1 }], repairs: { length: 3 } });
  });

  it('prices a pair in both directions, and says nothing where nothing is possible', async () => {
    const pool = poolOf(two, { A: { k: 1, l: 0.4 }, B: { k: 0.5, l: 0 } });
    const price = (applicationId: string, personId: string, of = pool) => priceOverride({ pool: of, demand: KG_ONLY, applicationId, personId });
    expect(await price('A', 'l')).toEqual({ forced: 0.1, removed: 0 });
    expect(await price('A', 'k')).toEqual({ forced: 0, removed: 0.1 });
    expect(await price('A', 'nobody')).toBeNull();
    expect(await price('A', 'k', poolOf([reviewer('k', 'KG')], { A: { k: 1 }, B: { k: 1 } }))).toBeNull();
  });
});
