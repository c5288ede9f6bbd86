import { removeMember, saveNarrative, signOff, submitApplication } from '#libs/applications/shared/contract';
import { CloseDrafts } from '#libs/applications';
import { plus } from '#libs/kernel';
import { Db, systemActor } from '#libs/platform';
import pg from 'pg';
import { START, TestApp, type Member } from '../support/app.js';
import { completeDraft, join, read, sign, signedDraft } from '../support/drafts.js';
import { asDrafts, past } from '../support/invariants.js';
import { after, atOnce, race, RACE_TIMEOUT_MS, tally } from '../support/race.js';
import { leadsOf, outsider } from '../support/reviewed.js';
import { publishedCall, type Officers } from '../support/submitted.js';

jest.setTimeout(RACE_TIMEOUT_MS);
const DECLARATIONS = ['integrity', 'personal-data'];
const CLOSES = plus(START, 60 * 60_000);
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
const submit = (who: Member, id: string) => who.call(submitApplication, { params: { id } });
const known = (results: Parameters<typeof tally>[0], codes: readonly string[]) => { expect(Object.keys(tally(results)).filter((c) => !codes.includes(c))).toEqual([]); };

describe('twenty at once', () => {
  it('edit, sign and submit: what is submitted is what both signed', async () => {
    const call = await publishedCall(officers, { code: 'EDIT', maxApplicationsPerLead: 100, maxApplicationsPerPerson: 100 });
    const { id } = await completeDraft(call.id, leads.kg, leads.cn);
    await race(client, 'edit against sign-off', 5, async (chance, n) => {
      await asDrafts(client, [id]);
      const before = await read(leads.kg, id);
      const body = { contentHash: before.contentHash, declarations: DECLARATIONS };
      const edit = (who: Member, k: number) => () => who.call(saveNarrative, { params: { id }, version: before.version, body: { answers: { objectives: `Text ${n} ${k}` } } });
      const racers: (() => Promise<unknown>)[] = [leads.kg, leads.cn].flatMap((who, side) => [edit(who, side), () => who.call(signOff, { params: { id }, body }), () => who.call(signOff, { params: { id }, body }),
        ...Array.from({ length: 7 }, () => () => submit(who, id))]);
      const results = await atOnce(chance, racers);
      known(results, ['ok', 'precondition.stale', 'signoff.stale', 'signoff.already-given', 'signoff.missing', 'application.already-submitted', 'application.not-editable']);
      const after = await read(leads.kg, id);
      const { rows } = await client.query<{ side: string }>('select side from signoff where application_id = $1 and content_hash <> $2', [id, after.contentHash]);
      expect(rows).toEqual([]);
      if (after.state === 'submitted') expect((await client.query('select 1 from signoff where application_id = $1 and content_hash = $2', [id, after.receipt?.sha256])).rowCount).toBe(2);
      return results;
    });
  });

  it('submit against the close: each is received in time or not submitted', async () => {
    const call = await publishedCall(officers, { code: 'CLOSE', closesAt: CLOSES.toISOString(), maxApplicationsPerLead: 100, maxApplicationsPerPerson: 100 });
    const ids = await drafts(9, call.id);
    await race(client, 'submit against close', 5, async (chance) => {
      await asDrafts(client, ids);
      t.clock.at = plus(CLOSES, -1);
      const close = () => { t.clock.at = CLOSES; };
      const sweep = () => t.app.get(CloseDrafts).run(systemActor(plus(CLOSES, 30_000)));
      setTimeout(close, chance.int(0, 150));
      const results = await atOnce<unknown>(chance, [...ids.flatMap((id) => [after(chance.int(0, 200), () => submit(leads.kg, id)), () => submit(leads.cn, id)]), after(chance.int(0, 400), sweep), after(chance.int(0, 400), sweep)]);
      close();
      known(results, ['ok', 'window.closed', 'application.already-submitted', 'application.not-editable', 'application.wrong-state']);
      await sweep();
      const { rows } = await client.query<{ state: string; at: Date | null }>('select a.state, s.received_at at from application a left join submission s on s.application_id = a.id where a.id = any($1)', [ids]);
      for (const { state, at } of rows) expect([state, at?.toISOString() ?? null]).toEqual(state === 'submitted' ? ['submitted', plus(CLOSES, -1).toISOString()] : ['not-submitted', null]);
      const receipts = results.slice(0, ids.length * 2).filter((r) => r.ok).length;
      expect(receipts).toBe(rows.filter((r) => r.state === 'submitted').length);
      t.clock.at = START;
      return results;
    });
    await asDrafts(client, ids);
  });

  it('change a submitted team by every way there is: it stays of both sides', async () => {
    const call = await publishedCall(officers, { code: 'TEAM', maxApplicationsPerLead: 100, maxApplicationsPerPerson: 100 });
    const { id } = await completeDraft(call.id, leads.kg, leads.cn);
    for (const [name, side] of [['member.kg', 'KG'], ['member.cn', 'CN']] as const) await join(leads.kg, id, await outsider(t, name, side), side, 'member');
    await sign(leads.kg, id);
    await sign(leads.cn, id);
    await submit(leads.kg, id);
    const { team } = await read(leads.kg, id);
    const member = (side: string, role: string) => team.find((m) => m.side === side && m.role === role)?.id ?? '';
    const restore = [`update team_member set state = 'removed' where application_id = '${id}'`, ...team.map((m) => `update team_member set state = 'accepted', role = '${m.role}' where id = '${m.id}'`)];
    const by = (...statements: string[]) => () => t.app.get(Db).write(systemActor(START), async (tx) => {
      for (const sql of statements) await tx.rows(sql);
      tx.audit(`application:${id}`, 'team.raced');
    });
    await race(client, 'team after submission', 5, async (chance, n) => {
      await past(client, ...restore);
      const { version } = await read(leads.kg, id);
      const side = chance.pick(['KG', 'CN']);
      const [lead, other] = [member(side, 'lead'), member(side, 'member')];
      const swap = by(`update team_member set role = 'member' where id = '${lead}'`, `update team_member set role = 'lead' where id = '${other}'`);
      const leave = (m: string) => by(`update team_member set state = 'removed' where id = '${m}'`);
      const remove = (m: string) => () => leads.kg.call(removeMember, { params: { id, memberId: m }, version });
      // By turns past the use cases, which leaves the database its own word, and through them: they lock the application first, so that both at once would deadlock and be tried again.
      const bare = [...Array.from({ length: 8 }, () => swap), ...Array.from({ length: 8 }, () => leave(other)), ...Array.from({ length: 4 }, () => leave(lead))];
      const asked = Array.from({ length: 5 }, () => team.map((m) => remove(m.id))).flat();
      const results = await atOnce<unknown>(chance, n % 2 ? asked : bare);
      known(results, ['ok', 'team.lead-missing', 'team.side-missing', 'team.lead-duplicate', 'team.lead-locked', 'precondition.stale', 'not-found']);
      const leadsNow = await client.query(`select 1 from team_member where application_id = $1 and state = 'accepted' and role = 'lead'`, [id]);
      expect(leadsNow.rowCount).toBe(2);
      return results;
    });
  });
});
