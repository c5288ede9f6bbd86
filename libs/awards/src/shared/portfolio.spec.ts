import fc from 'fast-check';
import { canPropose, checkMinimums, listChoice, reasonOf, type Candidate } from './portfolio.js';

const candidate = (id: string, fen: number, theme = 't'): Candidate => ({ id, fen, theme });
const codes = (v: ReturnType<typeof checkMinimums>) => (v.ok ? [] : v.broken.map((b) => `${b.code} ${b.pointer}`));

describe('what the ranked list chooses', () => {
  it('goes down while places and budget last; a smaller one further down does not overtake', () => {
    expect(listChoice([candidate('a', 40), candidate('b', 50), candidate('c', 20), candidate('d', 5)], { places: 3, budgetFen: 100 })).toEqual(['a', 'b']);
    expect(listChoice([candidate('a', 40), candidate('b', 50)], { places: 1, budgetFen: 100 })).toEqual(['a']);
    expect(listChoice([], { places: 1, budgetFen: 100 })).toEqual([]);
  });

  it('is the longest beginning of the list within both limits', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 12 }), fc.nat(12), fc.nat(200), (requests, places, budgetFen) => {
      const all = requests.map((fen, n) => candidate(`a${n}`, fen));
      const chosen = listChoice(all, { places, budgetFen });
      expect(chosen).toEqual(all.slice(0, chosen.length).map(({ id }) => id));
      const sumOf = (count: number) => requests.slice(0, count).reduce((s, fen) => s + fen, 0);
      expect(chosen.length <= places && sumOf(chosen.length) <= budgetFen).toBe(true);
      if (chosen.length < all.length) expect(chosen.length === places || sumOf(chosen.length + 1) > budgetFen).toBe(true);
    }));
  });
});

it('differences are explained by themes that the list lacks, or by money', () => {
  const list = [candidate('a', 50, 'x'), candidate('b', 50, 'x')];
  expect(reasonOf(candidate('c', 50, 'y'), true, list, { y: 1 })).toBe('theme-minimum');
  expect(reasonOf(list[1] as Candidate, false, list, { y: 1 })).toBe('gives-way');
  expect(reasonOf(candidate('c', 5, 'x'), true, list, { y: 1 })).toBe('fits');
  expect(reasonOf(list[0] as Candidate, false, list, {})).toBe('costs-more');
});

it('is asked for once the ranking is closed, with themes of the call that fit into its places', () => {
  expect(['reviewing', 'deciding', 'announced'].map((state) => canPropose(state).ok)).toEqual([false, true, false]);
  expect(codes(checkMinimums({ x: 1, z: 1 }, new Set(['x', 'y']), 3))).toEqual(['theme.unknown /themeMin/z']);
  expect(codes(checkMinimums({ x: 2, y: 2 }, new Set(['x', 'y']), 3))).toEqual(['portfolio.over-places /themeMin']);
  expect(checkMinimums({ x: 2, y: 1 }, new Set(['x', 'y']), 3).ok).toBe(true);
});
