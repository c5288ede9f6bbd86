import fc from 'fast-check';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
interface Schema {
  $ref?: string; type?: string | string[]; enum?: Json[]; const?: Json; anyOf?: Schema[]; oneOf?: Schema[]; allOf?: Schema[]; format?: string; pattern?: string; minLength?: number; maxLength?: number;
  minimum?: number; maximum?: number; exclusiveMinimum?: number; exclusiveMaximum?: number; items?: Schema; minItems?: number; maxItems?: number;
  properties?: Record<string, Schema>; required?: string[]; additionalProperties?: boolean | Schema; propertyNames?: Schema; default?: Json;
}
/** What valid-looking values are made of: ids and addresses that exist, next to random ones. */
export interface Known { ids: readonly string[]; emails: readonly string[]; codes: readonly string[] }
type Schemas = Record<string, object>;

const MANY = 4;
const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }).map((d) => d.toISOString());

function texts(s: Schema, known: Known): fc.Arbitrary<Json> {
  if (s.format === 'uuid') return known.ids.length ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known.ids) }, fc.uuid({ version: 4 })) : fc.uuid({ version: 4 });
  if (s.format === 'email') return fc.oneof(fc.constantFrom(...known.emails), fc.nat(999).map((n) => `fuzz${n}@fuzz.example`));
  if (s.format === 'date-time') return instants;
  const codes = fc.constantFrom(...known.codes);
  if (s.pattern) return s.pattern.startsWith('^[a-z0-9][a-z0-9._-]') ? fc.oneof({ weight: 3, arbitrary: codes }, fc.stringMatching(new RegExp(s.pattern, 'u'))) : fc.stringMatching(new RegExp(s.pattern, 'u'));
  const max = Math.min(s.maxLength ?? 40, 40);
  return fc.oneof(codes.filter((c) => c.length <= (s.maxLength ?? 60)), fc.string({ unit: 'grapheme', minLength: Math.min(s.minLength ?? 0, max), maxLength: max }));
}

function numbers(s: Schema, whole: boolean): fc.Arbitrary<Json> {
  const min = s.minimum ?? s.exclusiveMinimum ?? -1000;
  const max = s.maximum ?? s.exclusiveMaximum ?? Math.max(min, 1000);
  if (whole) return fc.integer({ min: Math.max(Math.ceil(min), -(2 ** 31)), max: Math.min(Math.floor(max), 2 ** 31 - 1) });
  return fc.oneof(fc.integer({ min: Math.ceil(min), max: Math.floor(max) }), fc.double({ min, max, noNaN: true, noDefaultInfinity: true }), fc.constantFrom(min, max, 0.5));
}

function objects(s: Schema, all: Schemas, known: Known): fc.Arbitrary<Json> {
  const fields = Object.fromEntries(Object.entries(s.properties ?? {}).map(([key, value]) => [key, valid(value, all, known)]));
  if (Object.keys(fields).length) return fc.record(fields, { requiredKeys: (s.required ?? []).filter((k) => k in fields) }) as fc.Arbitrary<Json>;
  const values = typeof s.additionalProperties === 'object' ? valid(s.additionalProperties, all, known) : fc.jsonValue() as fc.Arbitrary<Json>;
  return fc.dictionary(fc.constantFrom(...known.codes), values, { maxKeys: MANY });
}

/** Values that fit a JSON schema of the OpenAPI document (the part of the language that it uses). */
export function valid(schema: object, all: Schemas, known: Known): fc.Arbitrary<Json> {
  const s = schema as Schema;
  if (s.$ref) return valid(all[s.$ref.split('/').at(-1) ?? ''] ?? {}, all, known);
  if (s.const !== undefined) return fc.constant(s.const);
  if (s.enum) return fc.constantFrom(...s.enum);
  const branches = s.anyOf ?? s.oneOf;
  if (branches) return fc.oneof(...branches.map((b) => valid(b, all, known)));
  if (s.allOf) return valid(Object.assign({}, ...s.allOf) as Schema, all, known);
  switch (Array.isArray(s.type) ? s.type[0] : s.type) {
    case 'string': return texts(s, known);
    case 'integer': return numbers(s, true);
    case 'number': return numbers(s, false);
    case 'boolean': return fc.boolean();
    case 'null': return fc.constant(null);
    case 'array': return fc.array(valid(s.items ?? {}, all, known), { minLength: s.minItems ?? 0, maxLength: Math.max(s.minItems ?? 0, Math.min(s.maxItems ?? MANY, MANY)) });
    case 'object': return objects(s, all, known);
    default: return fc.jsonValue() as fc.Arbitrary<Json>;
  }
}

const DEEP = (n: number): Json => (n === 0 ? 1 : [DEEP(n - 1)]);
/** What machines and malice send in place of a value. */
const ODD: readonly Json[] = [
  null, true, false, 0, -0, -1, 0.1, 1e-12, 999.9999, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 53 + 2, '', ' ', '0', 'null', 'a\u0000b', '\u0000', 'a\ud800', '\udc00', '\u202eabc', 'é'.repeat(10),
  '𬱖', '💥'.repeat(50), '👩‍👩‍👧‍👦', '\uFEFF', '\u2028', 'x'.repeat(10_000), '%', '_', '\\', '\'; drop table person; --', '{{7*7}}', '${x}', '../../etc/passwd', '=1+1', '__proto__', 'constructor', [], [[]], {}, { a: 1 }, DEEP(60),
  '0000-01-01T00:00:00Z', '0001-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59', '2026-02-30T00:00:00Z', '2026-01-01T00:00:00.123456789Z', '2026-01-01T24:00:00Z', '-1.5', '1e5', '0.000001', '9999999999999.999999', 'NaN', '00000000-0000-0000-0000-000000000000',
];
export const odd = fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'binary', maxLength: 60 }), fc.jsonValue() as fc.Arbitrary<Json>);

interface Change { place: number; kind: number; value: Json; key: string }
const changes: fc.Arbitrary<Change> = fc.record({ place: fc.nat(200), kind: fc.nat(6), value: odd, key: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'id', 'version', 'state', 'x\u0000', '💥'), fc.string({ maxLength: 12 })) });

/** All containers of a value, outermost first. */
function containers(v: Json, found: (Json[] | Record<string, Json>)[] = []): (Json[] | Record<string, Json>)[] {
  if (v === null || typeof v !== 'object') return found;
  found.push(v);
  for (const x of Object.values(v)) containers(x as Json, found);
  return found;
}

function spoil(original: Json, c: Change): Json {
  const value = JSON.parse(JSON.stringify(original)) as Json;
  const all = containers(value);
  const at = all[c.place % Math.max(all.length, 1)];
  if (!at || c.kind === 0) return c.value;
  const keys = Object.keys(at);
  const key = keys[c.place % Math.max(keys.length, 1)];
  if (Array.isArray(at)) {
    if (c.kind <= 2 && at.length) at.push(...at.slice(0, 3));
    else if (c.kind === 3) at.push(c.value);
    else if (at.length) at[c.place % at.length] = c.value;
    return value;
  }
  if (c.kind === 1 && key !== undefined) delete at[key];
  else if (c.kind === 2) Object.defineProperty(at, c.key, { value: c.value, enumerable: true, configurable: true, writable: true });
  else if (key !== undefined) at[key] = c.value;
  return value;
}

/** A value that fits, or one that was changed in one to three places so that it may not. */
export function nearly(schema: object, all: Schemas, known: Known, example?: Json): fc.Arbitrary<Json> {
  const good = example === undefined ? valid(schema, all, known) : fc.oneof(valid(schema, all, known), { weight: 2, arbitrary: fc.constant(example) });
  return fc.oneof({ weight: 1, arbitrary: good }, { weight: 3, arbitrary: fc.tuple(good, fc.array(changes, { minLength: 1, maxLength: 3 })).map(([v, cs]) => cs.reduce(spoil, v)) }, { weight: 1, arbitrary: odd });
}
