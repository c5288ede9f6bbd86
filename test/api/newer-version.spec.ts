import { listApplications, submitApplication } from '#libs/applications/shared/contract';
import { TestApp, type Member } from '../support/app.js';
import { read, signedDraft } from '../support/drafts.js';
import { leadsOf, outsider } from '../support/reviewed.js';
import { publishedCall, type Officers } from '../support/submitted.js';

/** While versions are exchanged one by one, the older one works on a database that the newer one has already changed. */
describe('a version whose successor has added columns to every table', () => {
  let t: TestApp;
  let officers: Officers;
  let leads: { kg: Member; cn: Member };
  beforeAll(async () => {
    t = await TestApp.start();
    officers = { kg: await outsider(t, 'officer.kg', 'KG', 'officer'), cn: await outsider(t, 'officer.cn', 'CN', 'officer') };
    leads = await leadsOf(t, 'one');
  });
  afterAll(() => t.stop());

  /** From a new call to a submitted application and the lists that show it; answers the application's state. */
  async function work(round: number): Promise<string> {
    const call = await publishedCall(officers, { code: `KC-${round}`, maxApplicationsPerLead: null, maxApplicationsPerPerson: null });
    const { id } = await signedDraft(call.id, leads.kg, leads.cn);
    await leads.kg.call(submitApplication, { params: { id } });
    expect((await officers.cn.call(listApplications, { query: { callId: call.id } })).items.map((a) => a.id)).toEqual([id]);
    return (await read(leads.cn, id)).state;
  }

  it('goes on with the connections that it has', async () => {
    // Often enough that the plans of statements are kept, on each connection of the pool.
    for (let n = 1; n <= 3; n++) expect(await work(n)).toBe('submitted');
    for (const { name } of await t.sql<{ name: string }>(`select tablename "name" from pg_tables where schemaname = 'public' and tablename <> 'migration'`)) {
      await t.sql(`alter table ${name} add column added_later text`);
    }
    expect(await work(4)).toBe('submitted');
  });
});
