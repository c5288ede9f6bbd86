import fc from 'fast-check';
import { canonicalJson } from './canonical.js';

/** The same content with the fields of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([k, v]) => [k, reversed(v)]));
}

describe('canonicalJson', () => {
  it('sorts fields, keeps the order of lists and leaves undefined out', () => {
    expect(canonicalJson({ b: [3, 1], a: { d: null, c: true }, u: undefined })).toBe('{"a":{"c":true,"d":null},"b":[3,1]}');
    expect(canonicalJson('桥 "көпүрө"\n')).toBe('"桥 \\"көпүрө\\"\\n"');
  });

  it('does not depend on the order in which fields were set', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(value) === canonicalJson(reversed(value))));
  });

  it('says the same as JSON, and its own output again gives itself', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }));
  });

  it.each([NaN, Infinity, -Infinity])('refuses the number %s', (n) => expect(() => canonicalJson({ n })).toThrow(RangeError));

  it('refuses what JSON cannot hold', () => {
    for (const value of [10n, Symbol('x'), () => 1, undefined, [undefined]]) expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

describe('what has no canonical form', () => {
  it('is refused rather than silently emptied', () => {
    expect(() => canonicalJson({ at: new Date(0) })).toThrow(TypeError);
    expect(() => canonicalJson(new Map())).toThrow(TypeError);
  });
});
