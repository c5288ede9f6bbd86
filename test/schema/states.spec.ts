import { APPLICATION_STATES, APPLICATION_TRANSITIONS } from '#libs/applications/shared/states';
import { ASSIGNMENT_STATES } from '#libs/assignment/shared/contract';
import { CALL_TRANSITIONS, STORED_CALL_STATES } from '#libs/calls/shared/states';
import { LANGUAGES, PROGRAMME_CAP_FEN, isCode } from '#libs/kernel';
import { LETTER_STATES } from '#libs/notifications/shared/contract';
import pg from 'pg';
import { newDatabase, type TestDatabase } from '../support/database.js';

describe('the database says what the code says', () => {
  let db: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    db = await newDatabase();
    client = new pg.Client({ connectionString: db.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await db.drop();
  });

  /** The literal values of a table's CHECK on a column. */
  async function allowed(table: string, column: string): Promise<string[]> {
    const { rows } = await client.query<{ def: string }>(
      `select pg_get_constraintdef(c.oid) def from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
       where c.conrelid = $1::regclass and c.contype = 'c' and a.attname = $2 and array_length(c.conkey, 1) = 1`, [table, column]);
    return rows.flatMap((r) => [...r.def.matchAll(/'([^']+)'::text/g)].map((m) => m[1] ?? '')).sort();
  }

  it.each([
    ['application', 'state', APPLICATION_STATES], ['assignment', 'state', ASSIGNMENT_STATES], ['call', 'state', STORED_CALL_STATES], ['letter', 'state', LETTER_STATES],
    ['person', 'language', LANGUAGES],
  ] as [string, string, readonly string[]][])('about %s.%s', async (table, column, values) => {
    expect(await allowed(table, column)).toEqual([...values].sort());
  });

  it('about the programme’s cap', async () => {
    const { rows } = await client.query<{ def: string }>(`select pg_get_constraintdef(oid) def from pg_constraint where conname = 'call.over-programme-cap'`);
    expect(rows[0]?.def).toContain(String(PROGRAMME_CAP_FEN));
  });

  it('and every constraint that is named like a code is one', async () => {
    const { rows } = await client.query<{ name: string }>(
      `select conname name from pg_constraint where conname like '%.%' union select relname from pg_class where relkind = 'i' and relname like '%.%'`);
    const internal = ['institution.slug-taken', 'reviewer.already-listed'];
    expect(rows.map((r) => r.name).filter((n) => !isCode(n) && !internal.includes(n))).toEqual([]);
    expect(rows.length).toBeGreaterThan(12);
  });

  it('and transitions lead to states that exist', () => {
    for (const targets of Object.values(APPLICATION_TRANSITIONS)) for (const s of targets) expect(APPLICATION_STATES).toContain(s);
    for (const targets of Object.values(CALL_TRANSITIONS)) for (const s of targets) expect(STORED_CALL_STATES).toContain(s);
  });

  it('and forces row-level security on every sealed table, for every role but the definer', async () => {
    const { rows } = await client.query<{ relname: string; rls: boolean; forced: boolean }>(
      `select relname, relrowsecurity rls, relforcerowsecurity forced from pg_class where relname in ('vote', 'outcome', 'eligibility_check') order by 1`);
    expect(rows).toEqual(['eligibility_check', 'outcome', 'vote'].map((relname) => ({ relname, rls: true, forced: true })));
  });

  it('and gives the application no way to write votes, outcomes, awards or audit entries', async () => {
    for (const table of ['vote', 'outcome', 'award', 'audit_entry', 'audit_root', 'eligibility_check']) {
      const { rows } = await client.query<{ ok: boolean }>(`select has_table_privilege('kopuro_app', $1, 'insert') or has_table_privilege('kopuro_app', $1, 'update') or has_table_privilege('kopuro_app', $1, 'delete') ok`, [table]);
      expect([table, rows[0]?.ok]).toEqual([table, false]);
    }
  });
});
