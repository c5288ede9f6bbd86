import { removeMember, saveNarrative, signOff } from '#libs/applications/shared/contract';
import { CloseDrafts } from '#libs/applications';
import { plus } from '#libs/kernel';
import { Db, systemActor } from '#libs/platform';
import { START, type Member } from '../support/app.js';
import { completeDraft, join, read, sign } from '../support/drafts.js';
import { asDrafts, past } from '../support/invariants.js';
import { after, atOnce, endsIn, race } from '../support/race.js';
import { raceStage, signedDrafts, submit } from '../support/race-stage.js';
import { outsider } from '../support/reviewed.js';
import { publishedCall } from '../support/submitted.js';

const DECLARATIONS = ['integrity', 'personal-data'];
const CLOSES = plus(START, 60 * 60_000);
const s = raceStage();

describe('twenty at once', () => {
  it('edit, sign and submit: what is submitted is what both signed', async () => {
    const call = await publishedCall(s.officers, { code: 'EDIT', maxApplicationsPerLead: 100, maxApplicationsPerPerson: 100 });
    const { id } = await completeDraft(call.id, s.leads.kg, s.leads.cn);
    await race(s.client, 'edit against sign-off', async (chance, n) => {
      await asDrafts(s.client, [id]);
      const before = await read(s.leads.kg, id);
      const body = { contentHash: before.contentHash, declarations: DECLARATIONS };
      const edit = (who: Member, k: number) => () => who.call(saveNarrative, { params: { id }, version: before.version, body: { answers: { objectives: `Text ${n} ${k}` } } });
      const racers: (() => Promise<unknown>)[] = [s.leads.kg, s.leads.cn].flatMap((who, side) => [edit(who, side), () => who.call(signOff, { params: { id }, body }), () => who.call(signOff, { params: { id }, body }),
        ...Array.from({ length: 7 }, () => () => submit(who, id))]);
      const results = await atOnce(chance, racers);
      endsIn(results, ['precondition.stale', 'signoff.stale', 'signoff.already-given', 'signoff.missing', 'application.already-submitted', 'application.not-editable']);
      const after = await read(s.leads.kg, id);
      const { rows } = await s.client.query<{ side: string }>('select side from signoff where application_id = $1 and content_hash <> $2', [id, after.contentHash]);
      expect(rows).toEqual([]);
      if (after.state === 'submitted') expect((await s.client.query('select 1 from signoff where application_id = $1 and content_hash = $2', [id, after.receipt?.sha256])).rowCount).toBe(2);
      return results;
    });
  });

  it('submit against the close: each is received in time or not submitted', async () => {
    const call = await publishedCall(s.officers, { code: 'CLOSE', closesAt: CLOSES.toISOString(), maxApplicationsPerLead: 100, maxApplicationsPerPerson: 100 });
    const ids = await signedDrafts(s, call.id, 9);
    await race(s.client, 'submit against close', async (chance) => {
      await asDrafts(s.client, ids);
      s.t.clock.at = plus(CLOSES, -1);
      const close = () => { s.t.clock.at = CLOSES; };
      const sweep = () => s.t.app.get(CloseDrafts).run(systemActor(plus(CLOSES, 30_000)));
      setTimeout(close, chance.int(0, 150));
      const results = await atOnce<unknown>(chance, [...ids.flatMap((id) => [after(chance.int(0, 200), () => submit(s.leads.kg, id)), () => submit(s.leads.cn, id)]), after(chance.int(0, 400), sweep), after(chance.int(0, 400), sweep)]);
      close();
      endsIn(results, ['window.closed', 'application.already-submitted', 'application.not-editable', 'application.wrong-state']);
      await sweep();
      const { rows } = await s.client.query<{ state: string; at: Date | null }>('select a.state, s.received_at at from application a left join submission s on s.application_id = a.id where a.id = any($1)', [ids]);
      for (const { state, at } of rows) expect([state, at?.toISOString() ?? null]).toEqual(state === 'submitted' ? ['submitted', plus(CLOSES, -1).toISOString()] : ['not-submitted', null]);
      const receipts = results.slice(0, ids.length * 2).filter((r) => r.ok).length;
      expect(receipts).toBe(rows.filter((r) => r.state === 'submitted').length);
      s.t.clock.at = START;
      return results;
    });
    await asDrafts(s.client, ids);
  });

  it('change a submitted team by every way there is: it stays of both sides', async () => {
    const call = await publishedCall(s.officers, { code: 'TEAM', maxApplicationsPerLead: 100, maxApplicationsPerPerson: 100 });
    const { id } = await completeDraft(call.id, s.leads.kg, s.leads.cn);
    for (const [name, side] of [['member.kg', 'KG'], ['member.cn', 'CN']] as const) await join(s.leads.kg, id, await outsider(s.t, name, side), side, 'member');
    await sign(s.leads.kg, id);
    await sign(s.leads.cn, id);
    await submit(s.leads.kg, id);
    const { team } = await read(s.leads.kg, id);
    const member = (side: string, role: string) => team.find((m) => m.side === side && m.role === role)?.id ?? '';
    const restore = [`update team_member set state = 'removed' where application_id = '${id}'`, ...team.map((m) => `update team_member set state = 'accepted', role = '${m.role}' where id = '${m.id}'`)];
    const by = (...statements: string[]) => () => s.t.app.get(Db).write(systemActor(START), async (tx) => {
      for (const sql of statements) await tx.rows(sql);
      tx.audit(`application:${id}`, 'team.raced');
    });
    await race(s.client, 'team after submission', async (chance, n) => {
      await past(s.client, ...restore);
      const { version } = await read(s.leads.kg, id);
      const side = chance.pick(['KG', 'CN']);
      const [lead, other] = [member(side, 'lead'), member(side, 'member')];
      const swap = by(`update team_member set role = 'member' where id = '${lead}'`, `update team_member set role = 'lead' where id = '${other}'`);
      const leave = (m: string) => by(`update team_member set state = 'removed' where id = '${m}'`);
      const remove = (m: string) => () => s.leads.kg.call(removeMember, { params: { id, memberId: m }, version });
      // By turns past the use cases, which leaves the database its own word, and through them: they lock the application first, so that both at once would deadlock and be tried again.
      const bare = [...Array.from({ length: 8 }, () => swap), ...Array.from({ length: 8 }, () => leave(other)), ...Array.from({ length: 4 }, () => leave(lead))];
      const asked = Array.from({ length: 5 }, () => team.map((m) => remove(m.id))).flat();
      const results = await atOnce<unknown>(chance, n % 2 ? asked : bare);
      endsIn(results, ['team.lead-missing', 'team.side-missing', 'team.lead-duplicate', 'team.lead-locked', 'precondition.stale', 'not-found']);
      const leadsNow = await s.client.query(`select 1 from team_member where application_id = $1 and state = 'accepted' and role = 'lead'`, [id]);
      expect(leadsNow.rowCount).toBe(2);
      return results;
    });
  });
});
