import { SubmitApplication } from '#libs/applications';
import { AmendCall } from '#libs/calls';
import { approveAmendment, listEditions, proposeAmendment, readCall, withdrawAmendment } from '#libs/calls/shared/contract';
import { plus } from '#libs/kernel';
import pg from 'pg';
import { START, TestApp, type Member } from '../support/app.js';
import { signedDraft } from '../support/drafts.js';
import { asDrafts } from '../support/invariants.js';
import { atOnce, type Chance, FEW_ROUNDS, race, RACE_TIMEOUT_MS, tally } from '../support/race.js';
import { leadsOf, outsider } from '../support/reviewed.js';
import { publishedCall, type Officers } from '../support/submitted.js';

jest.setTimeout(RACE_TIMEOUT_MS);
let t: TestApp;
let client: pg.Client;
let officers: Officers;
let leads: { kg: Member; cn: Member };
const HOUR_LATER = plus(START, 3_600_000);

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

const approve = (who: Member, id: string, revision: number) => () => who.call(approveAmendment, { params: { id, revision } });
const editions = async (id: string) => (await t.anyone(listEditions, { params: { id } })).items;
/** A call that closes in an hour, and the proposal to close it a day later. */
async function proposed(code: string): Promise<{ id: string; revision: number }> {
  const { id } = await publishedCall(officers, { code, closesAt: HOUR_LATER.toISOString(), maxApplicationsPerLead: null, maxApplicationsPerPerson: null });
  const { version, content } = await officers.kg.call(readCall, { params: { id } });
  const { revision } = await officers.kg.call(proposeAmendment, { params: { id }, version, body: { content: { ...content, closesAt: plus(HOUR_LATER, 86_400_000).toISOString() }, note: { en: 'A day more' } } });
  return { id, revision };
}

describe('an amendment', () => {
  it('takes effect once when both sides approve it many times at once, and never when it was withdrawn first', async () => {
    await race(client, 'approvals of an amendment', async (chance: Chance, round: number) => {
      const { id, revision } = await proposed(`BOTH-${round}`);
      const racers = [...Array.from({ length: 8 }, (_, n) => approve(n % 2 ? officers.kg : officers.cn, id, revision)),
        ...(round % 2 ? [() => officers.kg.call(withdrawAmendment, { params: { id, revision } })] : [])];
      const results = await atOnce(chance, racers);
      const now = await editions(id);
      const events = await t.sql(`select 1 from outbox where type = 'calls.amended' and data->>'callId' = $1`, [id]);
      const withdrawn = round % 2 === 1 && results[8]?.ok === true;
      expect([now.length, events.length]).toEqual(withdrawn ? [1, 0] : [2, 1]);
      expect(Object.keys(tally(results)).filter((c) => !['ok', 'approval.already-given', 'amendment.not-open'].includes(c))).toEqual([]);
      return results;
    }, FEW_ROUNDS);
  });

  it('of the deadline and a submission at the deadline have one outcome', async () => {
    await race(client, 'amendment against submission', async (chance: Chance, round: number) => {
      const { id, revision } = await proposed(`EDGE-${round}`);
      const draft = (await signedDraft(id, leads.kg, leads.cn)).id;
      await approve(officers.kg, id, revision)();
      // Even rounds: the last approval arrives a millisecond before the deadline and the submission at it; odd rounds: both at the deadline.
      const late = round % 2 === 1;
      const approvedAt = late ? HOUR_LATER : plus(HOUR_LATER, -1);
      const results = await atOnce<object>(chance, [
        () => t.app.get(AmendCall).approve({ personId: officers.cn.id, at: approvedAt, language: 'en', grants: [{ role: 'officer', side: 'CN' }], side: 'CN' }, id, revision),
        () => t.app.get(SubmitApplication).run({ personId: leads.kg.id, at: HOUR_LATER, language: 'en', grants: [], side: 'KG' }, draft),
      ]);
      const [amended, received] = results;
      const [row] = (await client.query<{ state: string }>('select state from application where id = $1', [draft])).rows;
      expect((await editions(id)).length).toBe(amended?.ok ? 2 : 1);
      expect(row?.state).toBe(received?.ok ? 'submitted' : 'draft');
      // A submission at the old deadline stands only on the new one; without it, it is refused as late.
      if (!amended?.ok) expect(received).toMatchObject({ ok: false, code: 'window.closed' });
      expect(amended).toMatchObject(late ? { ok: false, code: 'call.not-amendable' } : { ok: true });
      if (received?.ok) await asDrafts(client, [draft]);
      return results;
    }, FEW_ROUNDS);
  });
});
