import { commitment, drawOrder } from '#libs/optimizer';
import fc from 'fast-check';
import { checkLot, commitmentTo } from './lot-check.js';

const secret = fc.string({ unit: 'grapheme', minLength: 12, maxLength: 40 });

describe('a lot drawn once more', () => {
  it('agrees with the one that was drawn, and finds every change', async () => {
    await fc.assert(fc.asyncProperty(secret, secret, fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 8 }), fc.nat(), async (KG, CN, ids, at) => {
      const secrets = { KG, CN };
      const lot = { secrets, commitments: { KG: commitment('KG', KG), CN: commitment('CN', CN) }, groups: [drawOrder(ids, secrets)] };
      expect(await commitmentTo('CN', CN)).toBe(lot.commitments.CN);
      expect(await checkLot(lot)).toEqual([]);
      const [group = []] = lot.groups;
      const n = at % (group.length - 1);
      const swapped = group.map((id, k) => (k === n ? group[n + 1] : k === n + 1 ? group[n] : id) ?? '');
      expect(await checkLot({ ...lot, groups: [swapped] })).toEqual([{ kind: 'order', application: group[n] }]);
      expect(await checkLot({ ...lot, commitments: { ...lot.commitments, KG: commitment('CN', KG) } })).toEqual([{ kind: 'secret', side: 'KG' }]);
    }), { numRuns: 30 });
  });
});
