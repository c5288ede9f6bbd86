import { newId } from '#libs/platform';
import { CAST, type Name } from './cast.js';
import { LISTS, readings, secrets, type Reading } from './expected.js';
import { ask, lanes, operations, type Operation, type Seen } from './replay.js';
import { WRITES } from './writes.js';
import { buildWorld, type World } from './world.js';

/**
 * Every request that one person may make is made by everyone; the tables in expected.ts and writes.ts say who gets what. Of the refusals a share is asked, which
 * covers each operation, each object and each person; ACCESS=full asks for all of them.
 */
const SHARE = process.env.ACCESS === 'full' ? 1 : 3;
const chosen = (n: number) => n % SHARE === 0;
let w: World;
let all: Operation[];
/** All answers with a body that anyone got, for what must turn up in nobody's. */
const got: { name: Name; operation: string; body: string }[] = [];

// Thousands of requests: slow on a machine that does other things, too.
jest.setTimeout(300_000);

beforeAll(async () => {
  w = await buildWorld();
  ({ all } = await operations(w.t.base));
});
afterAll(() => w.t.stop());

const operationOf = (id: string): Operation => all.find((o) => o.id === id) ?? (() => { throw new Error(`no operation ${id}`); })();
const pathOf = (o: Operation, params: Record<string, string>) => o.path.replace(/\{(\w+)\}/g, (_, key: string) => params[key] ?? newId());
/** The same object, but one that never existed. */
const strange = (params: Record<string, string>) => ({ ...params, id: newId() });

const nobody = new Map<string, Seen>();
async function unknown(name: Name, o: Operation, params: Record<string, string>, options: Parameters<typeof ask>[4] = {}): Promise<Seen> {
  const key = `${o.id} ${name}`;
  const known = nobody.get(key) ?? await ask(w, name, o.method, pathOf(o, strange(params)) + (WRITES[o.id]?.query ?? ''), options);
  nobody.set(key, known);
  return known;
}

async function faultOf(r: Reading, name: Name): Promise<string | undefined> {
  const o = operationOf(r.operation);
  const seen = await ask(w, name, 'GET', pathOf(o, r.params));
  const where = `${r.operation} of ${r.object} by ${name}`;
  if (r.who.includes(name)) {
    got.push({ name, operation: o.id, body: seen.body });
    return seen.status === 200 ? undefined : `${where}: refused with ${seen.status}`;
  }
  if (r.refused?.includes(name)) return seen.status > 401 && seen.status < 500 && !seen.body.includes('"not-found"') ? undefined : `${where}: ${seen.status} instead of a named refusal`;
  const none = await unknown(name, o, r.params);
  if (![401, 404].includes(none.status)) return `${where}: an unknown id answers ${none.status}`;
  return JSON.stringify(seen) === JSON.stringify(none) ? undefined : `${where}: ${JSON.stringify(seen).slice(0, 300)} differs from what does not exist, ${JSON.stringify(none).slice(0, 300)}`;
}

describe('what everyone reads', () => {
  it('stands in the table for every GET of the OpenAPI document', () => {
    const listed = new Set([...Object.keys(LISTS), ...readings(w).map((r) => r.operation)]);
    expect(all.filter((o) => o.method === 'GET').map((o) => o.id).filter((id) => !listed.has(id))).toEqual([]);
  });

  it('is what the table says, and the rest does not exist: status, headers and body as of a random id', async () => {
    const faults = await lanes(readings(w).flatMap((r, n) => CAST.filter((name, m) => r.who.includes(name) || chosen(n + m)).map((name) => () => faultOf(r, name))));
    expect(faults.filter(Boolean)).toEqual([]);
    expect(faults.length).toBeGreaterThan(3000 / SHARE);
  });

  it('is a list of one’s own where there is no object, and nothing for others', async () => {
    const faults = await lanes(Object.entries(LISTS).flatMap(([id, who]) => CAST.map((name) => async () => {
      const seen = await ask(w, name, 'GET', operationOf(id).path + (id === 'listAudit' || id === 'listPeople' ? '?limit=200' : ''));
      if (seen.status === 200) got.push({ name, operation: id, body: seen.body });
      const fits = who.includes(name) ? seen.status === 200 : seen.status === (name === 'anonymous' ? 401 : 404);
      return fits ? undefined : `${id} by ${name}: ${seen.status}`;
    })));
    expect(faults.filter(Boolean)).toEqual([]);
  });

  it('holds no word, number or id of what is hidden, in any answer', () => {
    const leaks = secrets(w).flatMap(({ secret, about, who }) => got
      .filter((g) => !who.includes(g.name) && g.body.includes(secret)).map((g) => `${about} in ${g.operation} of ${g.name}`));
    expect([...new Set(leaks)]).toEqual([]);
    expect(got.length).toBeGreaterThan(400);
  });

  it('names nothing by a number that counts what is hidden', async () => {
    const ids = got.flatMap((g) => [...g.body.matchAll(/"(?:\w*[iI]d)":"([^"]+)"/g)].map((m) => m[1] ?? ''));
    const random = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(ids.filter((id) => !random.test(id))).toEqual([]);
    expect(got.flatMap((g) => [...g.body.matchAll(/"(?:\w*[iI]d)":\d+/g)])).toEqual([]);
    for (const phase of ['draft', 'foreignDraft'] as const) {
      const [draft] = await w.t.sql<{ number: string | null }>('select number from application where id = $1', [w.applications[phase]]);
      expect(draft?.number).toBeNull();
    }
  });

  it('has the fields of its role and no others', () => {
    const fields = new Map<string, Set<Name>>();
    const walk = (value: unknown, path: string, note: (path: string) => void): void => {
      if (Array.isArray(value)) for (const v of value) walk(v, `${path}[]`, note);
      else if (value !== null && typeof value === 'object') {
        for (const [key, v] of Object.entries(value)) {
          const named = /^(scores|criteria|narrative|result)$/.test(path.split('.').at(-1) ?? '') ? '*' : key;
          note(`${path}.${named}`);
          walk(v, `${path}.${named}`, note);
        }
      }
    };
    for (const g of got) {
      if (!g.body.startsWith('{')) continue;
      walk(JSON.parse(g.body), g.operation, (path) => { fields.set(path, (fields.get(path) ?? new Set<Name>()).add(g.name)); });
    }
    const shown = [...fields].map(([path, names]) => `${path}: ${names.size === CAST.length ? 'everyone' : CAST.filter((n) => names.has(n)).join(' ')}`).sort();
    expect(shown.join('\n')).toMatchSnapshot();
  });
});

describe('what everyone writes', () => {
  const counts = () => w.t.sql(`select (select count(*) from audit_entry where stream !~ '^(auditor|officer):') audit, (select count(*) from outbox) events, (select string_agg(id || state || version, ' ' order by id) from application) applications,
    (select string_agg(id || state || version, ' ' order by id) from call) calls, (select count(*) from vote) votes, (select count(*) from eligibility_check) checks, (select string_agg(id || state, ' ' order by id) from assignment) assignments`);

  it('stands in the table for every write of the OpenAPI document', () => {
    expect(all.filter((o) => o.method !== 'GET').map((o) => o.id).filter((id) => !(id in WRITES))).toEqual([]);
  });

  it('is refused where the object is hidden as where there is none, and changes nothing', async () => {
    const before = await counts();
    const jobs = Object.entries(WRITES).flatMap(([id, write]) => {
      const o = operationOf(id);
      return write.objects(w).flatMap(({ object, params, who }, n) => CAST.filter((name, m) => !who.includes(name) && chosen(n + m)).map((name) => async () => {
        const options = { ...write.options?.(w), headers: { ...(write.ifMatch && { 'if-match': '"1"' }) } };
        const seen = await ask(w, name, o.method, pathOf(o, params) + (write.query ?? ''), write.form ? { ...options, form: write.form() } : options);
        const where = `${id} of ${object} by ${name}`;
        if (![401, 404].includes(seen.status)) return `${where}: ${seen.status} ${seen.body.slice(0, 200)}`;
        const none = await unknown(name, o, params, write.form ? { ...options, form: write.form() } : options);
        return JSON.stringify(seen) === JSON.stringify(none) ? undefined : `${where}: ${JSON.stringify(seen).slice(0, 300)} differs from ${JSON.stringify(none).slice(0, 300)}`;
      }));
    });
    const faults = await lanes(jobs);
    expect(faults.filter(Boolean)).toEqual([]);
    expect(faults.length).toBeGreaterThan(3000 / SHARE);
    expect(await counts()).toEqual(before);
  });
});
