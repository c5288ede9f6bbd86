import { editApplication, listApplications } from '#libs/applications/shared/contract';
import { listInstitutions } from '#libs/identity/shared/contract';
import { Db, KeptRows, READS_AT_ONCE, systemActor, textRow } from '#libs/platform';
import fc from 'fast-check';
import { z } from 'zod';
import { TestApp, type Member } from '../support/app.js';
import { completeDraft, read } from '../support/drafts.js';
import { leadsOf, outsider } from '../support/reviewed.js';
import { publishedCall } from '../support/submitted.js';

const get = (t: TestApp, who: Member, path: string) => fetch(`${t.base}/api/v1${path}`, { headers: { cookie: who.cookie, 'accept-language': 'en' } });

/** Rows of lists travel as one text each, and what a text was presented as is kept. */
describe('lists whose rows are kept', () => {
  let t: TestApp;
  let leads: { kg: Member; cn: Member };
  let id: string;
  beforeAll(async () => {
    t = await TestApp.start();
    const officers = { kg: await outsider(t, 'officer.kg', 'KG', 'officer'), cn: await outsider(t, 'officer.cn', 'CN', 'officer') };
    leads = await leadsOf(t, 'one');
    const call = await publishedCall(officers, { code: 'KC-K', maxApplicationsPerLead: null, maxApplicationsPerPerson: null });
    await completeDraft(call.id, leads.kg, leads.cn);
    ({ id } = await completeDraft(call.id, leads.kg, leads.cn));
  });
  afterAll(() => t.stop());

  it('read every text as PostgreSQL holds it', async () => {
    const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom('"', '\\', ',', '(', ')', '\n', ' ', 'a', '桥', 'ө') }), fc.constantFrom('', 'NULL', '""'));
    const value = fc.option(piece.map((s) => s.replaceAll('\u0000', '').toWellFormed()));
    const rows = fc.sample(fc.tuple(value, value, value), 2_000);
    const row = textRow({ a: 'a', b: 'b', c: 'c' });
    const texts = await t.sql<{ text: string }>(`select ${row.select} text from unnest($1::text[], $2::text[], $3::text[]) with ordinality x(a, b, c, n) order by n`, [0, 1, 2].map((n) => rows.map((r) => r[n])));
    expect(texts.map(({ text }) => row.read(text))).toEqual(rows.map(([a, b, c]) => ({ a, b, c })));
  });

  it('show a change of the application and of a lead’s name at once', async () => {
    const shown = async () => (await leads.kg.call(listApplications, {})).items.find((a) => a.id === id);
    expect(await shown()).toMatchObject({ titleEn: 'Snow and water', leads: { KG: 'lead.kg.one Test' } });
    const { version } = await read(leads.kg, id);
    await leads.kg.call(editApplication, { params: { id }, version, body: { titleEn: 'Ice, "snow"\n(and) water\\' } });
    expect((await shown())?.titleEn).toBe('Ice, "snow"\n(and) water\\');
    await t.sql(`update person set family = 'Ысакова, "Б."' where id = $1`, [leads.kg.id]);
    expect((await shown())?.leads.KG).toBe('Ысакова, "Б." Test');
    await t.institution('new-one', 'KG');
    const before = (await t.anyone(listInstitutions, { query: { limit: 200 } })).items;
    await t.sql(`update institution set name_local = 'Жаңы' where slug = 'new-one'`);
    expect((await t.anyone(listInstitutions, { query: { limit: 200 } })).items).toEqual(before.map((i) => (i.nameLocal === 'new-one' ? { ...i, nameLocal: 'Жаңы' } : i)));
  });

  it('go on after a row whose instant is the next one’s to the microsecond, or almost', async () => {
    const all = (await leads.kg.call(listApplications, {})).items.map((a) => a.id).sort().reverse();
    for (const instants of [['2026-09-14T08:00:00.000200Z', '2026-09-14T08:00:00.000100Z'], ['2026-09-14T08:00:00.000001Z', '2026-09-14T08:00:00Z'], ['2026-09-14T08:00:00Z', '2026-09-14T08:00:00Z']]) {
      for (const [n, at] of instants.entries()) await t.sql('update application set updated_at = $2 where id = $1', [all[n], at]);
      const first = await leads.kg.call(listApplications, { query: { limit: 1 } });
      const second = await leads.kg.call(listApplications, { query: { limit: 1, cursor: first.nextCursor ?? '' } });
      expect([...first.items, ...second.items].map((a) => [a.id, a.updatedAt])).toEqual(all.map((id) => [id, '2026-09-14T08:00:00.000Z']));
      expect(second.nextCursor).toBeNull();
    }
  });

  it('are sent in the same bytes and the same form as before they were kept', async () => {
    for (const path of ['/applications?limit=1', '/applications', '/applications?q=nothing', '/institutions?limit=2']) {
      const answers = [await get(t, leads.cn, path), await get(t, leads.cn, path)];
      const texts = await Promise.all(answers.map((a) => a.text()));
      expect(texts[1]).toBe(texts[0]);
      expect(texts[0]).toBe(JSON.stringify(JSON.parse(texts[0] ?? '')));
      for (const a of answers) {
        expect(a.headers.get('content-type')).toBe('application/json; charset=utf-8');
        expect(Number(a.headers.get('content-length'))).toBe(Buffer.byteLength(texts[0] ?? ''));
      }
    }
  });

  it('let nothing through that the contract has not', () => {
    const row = { text: '(1)', read: () => ({ id: 1 }) };
    const rows = new KeptRows<{ id: number }, { id: number }>(z.object({ id: z.number() }), row.read, (r) => ({ ...r, secret: 'x' }));
    expect(() => rows.page([row.text], 1, () => ['', ''])).toThrow('beyond the contract');
    const wrong = new KeptRows<{ id: number }, { id: number }>(z.object({ id: z.string() }) as never, row.read, (r) => r);
    expect(() => wrong.page([row.text], 1, () => ['', ''])).toThrow('an item of a list: id');
  });

  it('are read by so many at once, the others in turn', async () => {
    let [now, most] = [0, 0];
    const reads = Array.from({ length: 4 * READS_AT_ONCE }, (_, n) => t.app.get(Db).read(systemActor(t.clock.at), async (tx) => {
      most = Math.max(most, ++now);
      await tx.rows('select pg_sleep(0.01)');
      now -= 1;
      if (n % 5 === 0) throw new Error(`read ${n} failed`);
      return n;
    }));
    const ended = await Promise.allSettled(reads);
    expect(ended.map((e) => (e.status === 'fulfilled' ? e.value : String(e.reason)))).toEqual(ended.map((_, n) => (n % 5 === 0 ? `Error: read ${n} failed` : n)));
    expect(most).toBe(READS_AT_ONCE);
  });
});
