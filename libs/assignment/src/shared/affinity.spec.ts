import fc from 'fast-check';
import { affinitiesOf, affinityOf, matchOf, wordsOf } from './affinity.js';

const of = (theme: string, keywords: string[], themes: string[], known: string[]) => affinityOf({ theme, keywords }, { themes, keywords: known });

describe('affinity', () => {
  it('adds theme and keywords on a floor', () => {
    expect(of('seismology', ['snow', 'water'], [], [])).toBe(0.1);
    expect(of('seismology', ['snow', 'water'], ['seismology'], [])).toBe(0.64);
    expect(of('seismology', ['snow', 'water'], [], ['Water quality'])).toBe(0.28);
    expect(of('seismology', ['snow', 'water'], ['seismology'], ['Snow', 'WATER'])).toBe(1);
  });

  it('takes missing keywords as no evidence, not as a fault', () => {
    expect(of('seismology', [], ['biomedicine'], ['snow'])).toBe(0.1);
    expect(of('seismology', [], ['seismology'], [])).toBe(0.64);
  });

  it('compares words in every script without case', () => {
    expect([...wordsOf(['Жер титирөө', 'ＧＩＳ'])]).toEqual(['жер', 'титирөө', 'gis']);
    expect(of('x', ['жер титирөө'], [], ['ЖЕР ТИТИРӨӨ'])).toBe(0.46);
    expect(of('x', ['地震学'], [], ['地震学'])).toBe(0.46);
  });

  it('says which theme and words matched, and is the same for many pairs at once', () => {
    const application = { theme: 'seismology', keywords: ['Snow cover', 'water'] };
    const reviewers = [{ themes: ['seismology'], keywords: ['SNOW'] }, { themes: [], keywords: [] }];
    expect(matchOf(application, { themes: ['biomedicine'], keywords: ['water', 'snow'] })).toEqual({ theme: false, wanted: ['snow', 'cover', 'water'], matched: ['snow', 'water'] });
    expect(affinitiesOf([application], reviewers)).toEqual([reviewers.map((r) => affinityOf(application, r))]);
  });

  it('stays between the floor and 1, at six decimals, and never falls with more expertise', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 7 });
    fc.assert(fc.property(words, words, words, (keywords, known, more) => {
      const one = of('t', keywords, [], known);
      const two = of('t', keywords, ['t'], [...known, ...more]);
      expect(one).toBeGreaterThanOrEqual(0.1);
      expect(two).toBeLessThanOrEqual(1);
      expect(two).toBeGreaterThan(one);
      expect(Number(one.toFixed(6))).toBe(one);
    }));
  });
});
