import pg from 'pg';
import { addAssignment, importReviewers } from '#libs/assignment/shared/contract';
import { blocksJudging } from '#libs/conflicts';
import { askConflict, decideConflict, listConflicts, reportConflict } from '#libs/conflicts/shared/contract';
import { Db, newId, systemActor } from '#libs/platform';
import { codeOf, TestApp, type Member } from '../support/app.js';
import { publishedCall, submittedApplication, type Officers, type Submitted } from '../support/submitted.js';

describe('conflicts of interest over HTTP', () => {
  let t: TestApp;
  let o: Officers;
  let call: { id: string; code: string };
  let first: Submitted;
  let second: Submitted;
  const people: Record<string, Member> = {};
  const who = (name: string) => people[name] ?? (() => { throw new Error(name); })();
  const ask = async (name: string, application: Submitted) => (await o.kg.call(askConflict, { params: { id: application.id, personId: who(name).id } }));

  beforeAll(async () => {
    t = await TestApp.start();
    await t.institution('ministry-kg', 'KG');
    await t.institution('ministry-cn', 'CN');
    o = {
      kg: await t.person('officer.kg@test.example', 'KG', { role: 'officer', institution: 'ministry-kg' }), cn: await t.person('officer.cn@test.example', 'CN', { role: 'officer', institution: 'ministry-cn' }),
    };
    await t.institution('cau', 'CN');
    await t.institution('academy', 'KG');
    await t.institution('polytechnic', 'KG');
    await t.institution('knu', 'KG');
    await t.institution('knu-lab', 'KG', 'knu');
    await t.institution('knu-other-lab', 'KG', 'knu');
    await t.institution('kstu', 'KG');
    for (const [name, side, institution] of [
      ['lead-lab', 'KG', 'knu-lab'], ['lead-kstu', 'KG', 'kstu'], ['same', 'KG', 'knu-lab'], ['parent', 'KG', 'knu'], ['sibling', 'KG', 'knu-other-lab'], ['invited', 'KG', 'polytechnic'],
      ['clean', 'KG', 'academy'],
    ] as const) people[name] = await t.person(`${name}@test.example`, side, { institution });
    people['lead-cn'] = await t.person('lead-cn@test.example', 'CN');
    people['lead-cn2'] = await t.person('lead-cn2@test.example', 'CN', { institution: 'cau' });
    call = await publishedCall(o, { closesAt: '2026-09-15T07:00:00.000Z' });
    first = await submittedApplication(t, call, 1, { kg: who('lead-lab'), cn: who('lead-cn') }, { state: 'eligible' });
    second = await submittedApplication(t, call, 2, { kg: who('lead-kstu'), cn: who('lead-cn2') }, { state: 'eligible' });
    await t.sql(`insert into team_member(id, application_id, email, side, role, state, invited_at) values ($1, $2, 'INVITED@test.example', 'KG', 'member', 'invited', $3)`, [newId(), second.id, t.clock.at]);
    await o.kg.call(importReviewers, { params: { id: call.id }, body: { reviewers: ['same', 'parent', 'sibling', 'invited', 'clean', 'lead-kstu'].map((name) =>
      ({ email: who(name).email, side: 'KG' as const, minLoad: 0, maxLoad: 3, themes: [], keywords: [] })) } });
  });
  afterAll(() => t.stop());

  it('are found by institution, its parent, and team, an open invitation included', async () => {
    expect(await ask('same', first)).toEqual({ may: false, kinds: ['same-institution'] });
    expect(await ask('parent', first)).toEqual({ may: false, kinds: ['same-institution'] });
    expect(await ask('sibling', first)).toEqual({ may: true, kinds: [] });
    expect(await ask('invited', second)).toEqual({ may: false, kinds: ['same-team'] });
    expect((await ask('lead-kstu', second)).kinds).toContain('same-team');
    expect(await ask('same', second)).toEqual({ may: true, kinds: [] });
  });

  it('are listed for the pool, each with its kind', async () => {
    const { items } = await o.kg.call(listConflicts, { params: { id: call.id } });
    const seen = items.map((c) => `${c.number} ${c.personId === who('same').id ? 'same' : c.personId === who('parent').id ? 'parent' : c.personId === who('invited').id ? 'invited' : 'other'} ${c.kind} ${c.state}`);
    expect(seen).toEqual(expect.arrayContaining([
      `${first.number} same same-institution detected`, `${first.number} parent same-institution detected`, `${second.number} invited same-team detected`]));
    expect(items.every((c) => c.personId !== who('sibling').id)).toBe(true);
  });

  it('block the pair, in the API and in the database', async () => {
    t.clock.at = new Date('2026-09-15T07:00:00.000Z');
    for (const [name, application] of [['same', first], ['parent', first], ['invited', second]] as const) {
      expect(await codeOf(o.kg.call(addAssignment, { params: { id: call.id }, body: { applicationId: application.id, email: who(name).email } }))).toBe('conflict.blocks');
      await expect(t.sql(`insert into assignment(id, call_id, application_id, person_id, side, number, state, at) values ($1, $2, $3, $4, 'KG', 1, 'proposed', $5)`,
        [newId(), call.id, application.id, who(name).id, t.clock.at], 'app')).rejects.toThrow(/conflict.blocks/);
    }
  });

  it('are recorded by an officer once, with a reason, and block at once', async () => {
    const report = { params: { id: first.id }, body: { email: who('clean').email, reason: 'Supervised the thesis of the lead' } };
    expect(await ask('clean', first)).toEqual({ may: true, kinds: [] });
    expect(await o.kg.call(reportConflict, report)).toMatchObject({ personId: who('clean').id, number: first.number, kind: 'reported', state: 'confirmed', reason: 'Supervised the thesis of the lead' });
    expect(await codeOf(o.cn.call(reportConflict, report))).toBe('conflict.already-known');
    expect(await ask('clean', first)).toEqual({ may: false, kinds: ['reported'] });
    const db = t.app.get(Db);
    expect(await db.read(systemActor(t.clock.at), (tx) => blocksJudging(tx, who('clean').id, first.id))).toBe(true);
    expect(await db.read(systemActor(t.clock.at), (tx) => blocksJudging(tx, who('clean').id, second.id))).toBe(false);
    expect(await codeOf(o.kg.call(reportConflict, { params: { id: first.id }, body: { email: 'nobody@test.example', reason: 'x' } }))).toBe('person.unknown');
  });

  it('stop blocking when they are dismissed', async () => {
    const decide = (name: string, application: Submitted, state: 'confirmed' | 'dismissed', kind: 'same-institution' | 'same-team' = 'same-institution', reason = 'Left in 2010') =>
      o.cn.call(decideConflict, { params: { id: application.id, personId: who(name).id }, body: { kind, state, reason } });
    expect(await decide('parent', first, 'confirmed')).toMatchObject({ state: 'confirmed', kind: 'same-institution' });
    expect(await codeOf(decide('parent', first, 'confirmed'))).toBe('conflict.already-decided');
    expect((await ask('parent', first)).may).toBe(false);
    expect(await decide('parent', first, 'dismissed')).toMatchObject({ personId: who('parent').id, number: first.number, state: 'dismissed', reason: 'Left in 2010' });
    expect(await codeOf(decide('invited', second, 'dismissed', 'same-team'))).toBe('conflict.not-dismissible');
    await expect(t.sql(`insert into conflict(id, person_id, application_id, kind, state, at) values ($1, $2, $3, 'same-team', 'dismissed', $4)`, [newId(), who('invited').id, second.id, t.clock.at])).rejects.toThrow('conflict.not-dismissible');
    expect(await codeOf(decide('sibling', first, 'dismissed'))).toBe('not-found');
    expect(await codeOf(decide('parent', first, 'confirmed', 'same-institution', ''))).toBe('field.required');
    expect(await codeOf(who('same').call(decideConflict, { params: { id: first.id, personId: who('parent').id }, body: { kind: 'same-institution', state: 'confirmed', reason: 'x' } }))).toBe('not-found');
    const trail = await t.sql<{ action: string }>(`select action from audit_entry where stream = $1 and action in ('conflict.confirmed', 'conflict.dismissed') order by seq`, [`application:${first.id}`]);
    expect(trail.map((e) => e.action)).toEqual(['conflict.confirmed', 'conflict.dismissed']);
    expect(await ask('parent', first)).toEqual({ may: true, kinds: [] });
    const { items } = await o.kg.call(listConflicts, { params: { id: call.id } });
    expect(items.find((c) => c.personId === who('parent').id)).toMatchObject({ kind: 'same-institution', state: 'dismissed', reason: 'Left in 2010' });
  });

  it('hide the application from an officer who has one', async () => {
    const before = (await o.cn.call(listConflicts, { params: { id: call.id } })).items;
    expect(before.some((c) => c.applicationId === second.id)).toBe(true);
    await o.kg.call(reportConflict, { params: { id: second.id }, body: { email: o.cn.email, reason: 'Brother of the lead' } });
    expect((await o.cn.call(listConflicts, { params: { id: call.id } })).items.some((c) => c.applicationId === second.id)).toBe(false);
    expect(await codeOf(o.cn.call(askConflict, { params: { id: second.id, personId: who('same').id } }))).toBe('not-found');
    expect(await codeOf(o.cn.call(reportConflict, { params: { id: second.id }, body: { email: who('same').email, reason: 'x' } }))).toBe('not-found');
  });

  it('are the same by the quick way that the walls go and by the view that defines them', async () => {
    const found = await t.sql<{ person: string; quick: string[]; defined: string[] }>(`select p.id person, array(select c.application_id || c.kind from conflicts_of(p.id) c order by 1) quick,
      array(select c.application_id || c.kind from conflict_pair c where c.person_id = p.id order by 1) defined from person p`);
    expect(found.map((f) => f.quick)).toEqual(found.map((f) => f.defined));
    expect(found.filter((f) => f.quick.length).length).toBeGreaterThan(6);
    expect(new Set(found.flatMap((f) => f.quick.map((q) => q.slice(36))))).toEqual(new Set(['same-team', 'same-institution', 'reported']));
  });

  it('hide what they hide from the next statement on, whoever wrote them, until they are taken back', async () => {
    const late = who('sibling');
    const insert = (application: Submitted) => `insert into conflict(id, person_id, application_id, kind, state, reason, by_person, at) values ('${newId()}', '${late.id}', '${application.id}', 'reported', 'confirmed', 'x', '${o.kg.id}', now())`;
    const reader = new pg.Client({ connectionString: t.database.superuserUrl });
    await reader.connect();
    const hidden = async () => (await reader.query<{ hidden: string[] }>('select hidden_applications() hidden')).rows[0]?.hidden;
    try {
      await reader.query(`begin; select set_config('app.person_id', '${late.id}', true)`);
      expect([await hidden(), await hidden()]).toEqual([[], []]);
      await t.sql(insert(first));
      expect(await hidden()).toEqual([first.id]);
      await reader.query('savepoint own');
      await reader.query(insert(second));
      expect(await hidden()).toEqual([first.id, second.id].sort());
      await reader.query('rollback to own');
      expect(await hidden()).toEqual([first.id]);
      await reader.query(`delete from conflict where person_id = '${late.id}'`);
      expect(await hidden()).toEqual([]);
      await reader.query(`select set_config('app.person_id', '${who('same').id}', true)`);
      expect(await hidden()).toEqual([first.id]);
    } finally {
      await reader.query('rollback');
      await reader.end();
    }
    await t.sql('delete from conflict where person_id = $1', [late.id]);
  });

  it('are no business of anyone but officers', async () => {
    expect(await codeOf(who('clean').call(listConflicts, { params: { id: call.id } }))).toBe('not-found');
    expect(await codeOf(t.anyone(listConflicts, { params: { id: call.id } }))).toBe('session.required');
  });
});
