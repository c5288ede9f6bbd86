import { submitApplication } from '#libs/applications/shared/contract';
import pg from 'pg';
import { TestApp, type Member } from '../support/app.js';
import { completeDraft, join, sign, signedDraft } from '../support/drafts.js';
import { asDrafts } from '../support/invariants.js';
import { atOnce, race, RACE_TIMEOUT_MS, tally } from '../support/race.js';
import { leadsOf, outsider } from '../support/reviewed.js';
import { publishedCall, type Officers } from '../support/submitted.js';

jest.setTimeout(RACE_TIMEOUT_MS);
let t: TestApp;
let client: pg.Client;
let officers: Officers;
let leads: { kg: Member; cn: Member };

beforeAll(async () => {
  t = await TestApp.start();
  officers = { kg: await outsider(t, 'officer.kg', 'KG', 'officer'), cn: await outsider(t, 'officer.cn', 'CN', 'officer') };
  leads = await leadsOf(t, 'one');
  client = new pg.Client({ connectionString: t.database.superuserUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await t.stop();
});

const drafts = async (count: number, callId: string) => {
  const ids: string[] = [];
  while (ids.length < count) ids.push((await signedDraft(callId, leads.kg, leads.cn)).id);
  return ids;
};
const submitted = async (ids: readonly string[]) => (await client.query<{ id: string }>(`select id from application where id = any($1) and state = 'submitted'`, [ids])).rows.map((r) => r.id);
const submit = (who: Member, id: string) => who.call(submitApplication, { params: { id } });
const known = (results: Parameters<typeof tally>[0], codes: readonly string[]) => { expect(Object.keys(tally(results)).filter((c) => !codes.includes(c))).toEqual([]); };

describe('twenty submissions at once', () => {
  it('leave one application to each lead', async () => {
    const call = await publishedCall(officers, { code: 'LEAD', maxApplicationsPerLead: 1, maxApplicationsPerPerson: 2 });
    const ids = await drafts(5, call.id);
    await race(client, 'limit per lead', 5, async (chance) => {
      await asDrafts(client, ids);
      const results = await atOnce(chance, ids.flatMap((id) => [leads.kg, leads.cn, leads.kg, leads.cn].map((who) => () => submit(who, id))));
      expect(tally(results)).toMatchObject({ ok: 1 });
      known(results, ['ok', 'lead.too-many-applications', 'application.already-submitted']);
      expect(await submitted(ids)).toHaveLength(1);
      return results;
    });
  });

  it('leave two applications to each person', async () => {
    const call = await publishedCall(officers, { code: 'PERSON', maxApplicationsPerLead: 1, maxApplicationsPerPerson: 2 });
    const shared = await outsider(t, 'shared', 'KG');
    const pairs: { id: string; kg: Member; cn: Member }[] = [];
    for (const name of ['p1', 'p2', 'p3', 'p4', 'p5']) {
      const { kg, cn } = await leadsOf(t, name);
      const { id } = await completeDraft(call.id, kg, cn);
      await join(kg, id, shared, 'KG', 'member');
      await sign(kg, id);
      await sign(cn, id);
      pairs.push({ id, kg, cn });
    }
    await race(client, 'limit per person', 5, async (chance) => {
      await asDrafts(client, pairs.map((p) => p.id));
      const results = await atOnce(chance, pairs.flatMap((p) => [p.kg, p.cn, p.kg, p.cn].map((who) => () => submit(who, p.id))));
      expect(tally(results)).toMatchObject({ ok: 2 });
      known(results, ['ok', 'person.too-many-applications', 'application.already-submitted']);
      expect(await submitted(pairs.map((p) => p.id))).toHaveLength(2);
      return results;
    });
  });
});
