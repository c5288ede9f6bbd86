import fc from 'fast-check';
import { isCode } from '#libs/kernel';
import { CAST, type Name } from '../access/cast.js';
import { operations, type Operation } from '../access/replay.js';
import { buildWorld, type World } from '../access/world.js';
import { WRITES } from '../access/writes.js';
import { nearly, odd, valid, type Json, type Known } from './schema-values.js';

/** Requests for each operation; more by FUZZ_RUNS. A failure prints its seed and the smallest request that fails: run it again with FUZZ_SEED. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 22);
const SEED = process.env.FUZZ_SEED ? Number(process.env.FUZZ_SEED) : Date.now() % 2 ** 31;
/** Those who are let furthest in, and nobody. */
const ROLES: readonly Name[] = ['anonymous', 'leadKg', 'leadCn', 'officerKg', 'officerCn', 'chairCn', 'auditor', 'administrator', 'reviewerAccepted', 'invited'];
/** Requests under which the others would lose their sessions or roles are sent with strangers' ids and by nobody. */
const ALONE = new Set(['logOut', 'revokeRole', 'endSessions', 'closeAccount']);

let w: World;
let all: Operation[];
let schemas: Record<string, object>;
let known: Known;

beforeAll(async () => {
  w = await buildWorld();
  ({ all, schemas } = await operations(w.t.base));
  known = {
    ids: [...Object.values(w.applications), ...Object.values(w.calls), ...Object.values(w.assignments), ...Object.values(w.members), ...Object.values(w.announcements), w.letter, w.job, w.who.researcher.id],
    emails: [w.who.researcher.email, w.who.reviewerDeclined.email, 'nobody@fuzz.example'],
    codes: ['seismology', 'biomedicine', 'objectives', 'risks', 'quality', 'impact', 'equipment', 'integrity', 'personal-data', 'cooperation-agreement', 'other', 'programme', 'KG', 'CN', 'en'],
  };
});
afterAll(() => w.t.stop());

interface Shot { who: Name; path: string; query: string; headers: Record<string, string>; body?: string | undefined; file?: { name: string; content: string } | undefined }

/** A header value that can travel at all: Latin-1 without line breaks. */
const headerText = fc.oneof(fc.constantFrom('', ' ', '*', '"0"', '"1"', '"2"', '"999999999"', 'W/"1"', '"-1"', '1', '"1", "2"', '"99999999999999999999"', 'x'.repeat(300)), fc.string({ maxLength: 20 })).map((s) => s.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').trim());
const dressed = (required: fc.Arbitrary<string>) => fc.record({
  'if-match': fc.oneof({ weight: 3, arbitrary: required }, headerText), 'idempotency-key': headerText, 'accept-language': fc.oneof(fc.constantFrom('ru', 'ky', 'zh-CN', 'en;q=0.1, *', 'x-klingon'), headerText),
  accept: headerText, authorization: fc.oneof(fc.constantFrom('Bearer x', `Bearer ${'a'.repeat(43)}`), headerText),
}, { requiredKeys: ['if-match'] });

function paths(o: Operation): fc.Arbitrary<string> {
  const names = o.parameters.filter((p) => p.in === 'path');
  const one = (p: Operation['parameters'][number]) => fc.oneof(
    { weight: 6, arbitrary: valid(p.schema ?? {}, schemas, ALONE.has(o.id) ? { ...known, ids: [] } : known).map((v) => encodeURIComponent(String(v))) },
    { weight: 1, arbitrary: fc.constantFrom('%00', '%', '%zz', '%ff', '..', '%2e%2e', '%F0%9F%92%A5', 'x'.repeat(200), '0', 'null', 'undefined', '%27', '00000000-0000-0000-0000-000000000000') });
  return fc.tuple(...names.map(one)).map((values) => names.reduce((path, p, n) => path.replace(`{${p.name}}`, values[n] ?? ''), o.path));
}

function queries(o: Operation): fc.Arbitrary<string> {
  const names = o.parameters.filter((p) => p.in === 'query');
  if (!names.length) return fc.constantFrom('', '', '', '?x=1', '?%00', '?__proto__=1');
  const cursors = fc.oneof(fc.tuple(odd, odd).map((pair) => Buffer.from(JSON.stringify(pair)).toString('base64url')), fc.tuple(fc.oneof(fc.constantFrom('\u0000', '\ud800', 'no instant', '2026-01-01T00:00:00.000Z'), fc.string({ unit: 'binary' })), fc.oneof(fc.constant('\u0000'), fc.string())).map((pair) => Buffer.from(JSON.stringify(pair)).toString('base64url')), fc.string());
  const one = (p: Operation['parameters'][number]) => fc.oneof({ weight: 3, arbitrary: valid(p.schema ?? {}, schemas, known) }, ...(p.name === 'cursor' ? [{ weight: 9, arbitrary: cursors }] : []), { weight: 2, arbitrary: odd })
    .map((v) => encodeURIComponent((typeof v === 'object' ? JSON.stringify(v) : String(v)).toWellFormed()));
  return fc.record(Object.fromEntries(names.map((p) => [p.name, one(p)])), { requiredKeys: names.filter((p) => p.required).map((p) => p.name) })
    .map((q) => `?${Object.entries(q).map(([k, v]) => `${k}=${String(v)}`).join('&')}`.slice(0, 8000));
}

function shots(o: Operation): fc.Arbitrary<Shot> {
  const broken = fc.constantFrom('', '{', '{"a":', '[]', 'null', '"x"', '{"a":1,"a":2}', `${'['.repeat(5000)}${']'.repeat(5000)}`, '{"__proto__":{}}', '\u0000');
  const bodies = o.body ? fc.oneof({ weight: 9, arbitrary: nearly(o.body, schemas, known, WRITES[o.id]?.options?.(w).body as Json | undefined).map((v) => JSON.stringify(v)) }, { weight: 1, arbitrary: broken }) : fc.option(broken, { freq: 6, nil: undefined });
  const files = fc.record({ name: fc.oneof(fc.constantFrom('a.pdf', '../../x.pdf', '合同.pdf', 'a\u0000b.pdf', ''), fc.string({ maxLength: 300 })), content: fc.oneof(fc.constantFrom('', '%PDF-1.4\n%%EOF', 'PK\u0003\u0004', '\u0089PNG\r\n'), fc.string({ maxLength: 400 })) });
  return fc.record({
    who: ALONE.has(o.id) ? fc.constant('anonymous' as const) : fc.constantFrom(...ROLES), path: paths(o), query: queries(o), headers: dressed(fc.constantFrom('"0"', '"1"', '"6"', '"7"')) as fc.Arbitrary<Record<string, string>>,
    body: o.id === 'uploadDocument' ? fc.constant(undefined) : o.method === 'GET' ? fc.constant(undefined) : bodies, file: o.id === 'uploadDocument' ? files : fc.constant(undefined),
  });
}

function formOf(f: { name: string; content: string }): FormData {
  const form = new FormData();
  form.append('file', new Blob([f.content]), f.name.toWellFormed());
  return form;
}

async function fire(o: Operation, s: Shot): Promise<Response> {
  const cookie: Record<string, string> = s.who === 'anonymous' ? {} : { cookie: w.who[s.who].cookie };
  return fetch(w.t.base + s.path + s.query, {
    method: o.method, headers: { ...s.headers, ...cookie, ...(s.body !== undefined && { 'content-type': 'application/json' }) },
    ...(s.file ? { body: formOf(s.file) } : s.body !== undefined && { body: s.body }),
  });
}

/** What an answer must be, whatever was asked. */
async function holds(res: Response): Promise<void> {
  const text = await res.text();
  if (res.status >= 500) throw new Error(`${res.status}: ${text}`);
  if (res.status < 400) return;
  expect(res.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(text) as { type: string; title: string; status: number; detail: string; code: string; errors?: { pointer: unknown; code: string; detail: unknown }[] };
  expect(problem).toMatchObject({ status: res.status, type: `/problems/${problem.code}`, title: expect.any(String), detail: expect.any(String) });
  expect(isCode(problem.code) ? '' : problem.code).toBe('');
  for (const e of problem.errors ?? []) expect([typeof e.pointer, isCode(e.code), typeof e.detail, String(e.pointer).length < 500]).toEqual(['string', true, 'string', true]);
  if (res.status === 422 && problem.code.startsWith('field.')) expect(problem.errors?.length).toBeGreaterThan(0);
  expect(`${problem.title} ${problem.detail}`).not.toMatch(/\{\w+\}|undefined|\[object/);
}

describe('every operation of the OpenAPI document', () => {
  it('meets any request with an answer or a refusal, never with a failure', async () => {
    const faults: string[] = [];
    let sent = 0;
    for (const o of all) {
      const result = await fc.check(fc.asyncProperty(shots(o), async (shot) => {
        sent++;
        await holds(await fire(o, shot));
      }), { numRuns: RUNS, seed: SEED, endOnFailure: RUNS < 100 });
      if (result.failed) faults.push(`${o.id} (seed ${SEED}): ${JSON.stringify(result.counterexample?.[0])?.slice(0, 1200)}\n${String(result.errorInstance).slice(0, 600)}`);
    }
    expect(faults).toEqual([]);
    expect(sent).toBeGreaterThan(all.length * RUNS * 0.9);
  }, 600_000);

  it('keeps every session and every chain', async () => {
    for (const name of CAST.filter((n) => n !== 'anonymous')) expect((await fetch(`${w.t.base}/api/v1/session`, { headers: { cookie: w.who[name as keyof World['who']].cookie } })).status).toBe(200);
    const verified = await fetch(`${w.t.base}/api/v1/audit/verifications`, { method: 'POST', headers: { cookie: w.who.auditor.cookie } });
    expect(await verified.json()).toMatchObject({ verified: true, faults: [] });
  });
});
