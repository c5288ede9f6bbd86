import { castVote } from '#libs/awards/shared/contract';
import { approveAmendment, proposeAmendment, readCall } from '#libs/calls/shared/contract';
import { submitApplication } from '#libs/applications/shared/contract';
import { drawOrder, ticketOf } from '#libs/optimizer';
import { Db, newId, systemActor } from '#libs/platform';
import pg from 'pg';
import { START, TestApp, type Member } from '../support/app.js';
import { callContent } from '../support/call-content.js';
import { completeDraft, signedDraft } from '../support/drafts.js';
import { asDrafts, breaks, past, type Invariant } from '../support/invariants.js';
import { atOnce, Chance, SEED } from '../support/race.js';
import { acceptedAssignment, leadsOf, outsider } from '../support/reviewed.js';
import { publishedCall, submittedApplication, type Officers } from '../support/submitted.js';
import { lotCall, commit, reveal, SECRETS } from '../support/lot.js';
import { twoChairs, vote, votingCall, type Chairs } from '../support/vote-race.js';

/** Each guard of the database is taken away once: what it kept out gets in, and the check of its invariant says so. So neither guards nor checks are idle. */
let t: TestApp;
let client: pg.Client;
let app: pg.Client;
let officers: Officers;
let chairs: Chairs;
let leads: { kg: Member; cn: Member };
let call: { id: string; code: string };

beforeAll(async () => {
  t = await TestApp.start();
  officers = { kg: await outsider(t, 'officer.kg', 'KG', 'officer'), cn: await outsider(t, 'officer.cn', 'CN', 'officer') };
  chairs = await twoChairs(t);
  leads = await leadsOf(t, 'one');
  call = await publishedCall(officers, { cap: { amount: '1200000.00', currency: 'CNY' } });
  [client, app] = [new pg.Client({ connectionString: t.database.superuserUrl }), new pg.Client({ connectionString: t.database.appUrl })];
  await Promise.all([client.connect(), app.connect()]);
});
afterAll(async () => {
  await Promise.all([client.end(), app.end()]);
  await t.stop();
});

interface Guard { drop: string; restore: string }

async function definition(kind: 'trigger' | 'function', name: string, table = ''): Promise<string> {
  const { rows } = await client.query<{ def: string }>(kind === 'trigger' ? 'select pg_get_triggerdef(oid) def from pg_trigger where tgname = $1 and tgrelid = $2::regclass'
    : 'select pg_get_functiondef(oid) def from pg_proc where proname = $1', kind === 'trigger' ? [name, table] : [name]);
  return rows[0]?.def ?? '';
}
const trigger = async (name: string, table: string): Promise<Guard> => ({ drop: `drop trigger ${name} on ${table}`, restore: await definition('trigger', name, table) });
async function rewritten(name: string, change: (body: string) => string): Promise<Guard> {
  const restore = await definition('function', name);
  const drop = change(restore);
  if (drop === restore) throw new Error(`nothing to take out of ${name}`);
  return { drop, restore };
}

/** With its guards the attempt breaks nothing; without them the named check finds a break, which `undo` takes away again. */
async function guarded(guards: readonly Guard[], invariant: Invariant, attempt: () => Promise<unknown>, undo: () => Promise<unknown>, refusal: RegExp | null): Promise<void> {
  if (refusal) await expect(attempt()).rejects.toThrow(refusal);
  else await attempt();
  expect(await breaks(client, [invariant])).toEqual([]);
  await undo();
  for (const g of guards) await client.query(g.drop);
  try {
    await attempt();
    expect(new Set((await breaks(client, [invariant])).map((b) => b.split(':')[0]))).toEqual(new Set([invariant]));
  } finally {
    await undo();
    for (const g of guards.toReversed()) await client.query(g.restore);
  }
  expect(await breaks(client)).toEqual([]);
}

/** Submits past the use cases, as the application's role; `content` stands for the content, whatever the draft holds. */
const submitBare = (id: string, content: string) => async () => {
  await app.query('begin');
  try {
    const number = `X-${id}`;
    await app.query(`insert into submission select $1::uuid, $2, $3, encode(sha256(convert_to($4::text, 'UTF8')), 'hex'), $4::text, requested_fen($1::uuid), $5`, [id, number, START, content, leads.kg.id]);
    await app.query(`update application set state = 'submitted', number = $2, submitted_at = $3, submitted_by = $4, content_hash = encode(sha256(convert_to($5::text, 'UTF8')), 'hex') where id = $1`,
      [id, number, START, leads.kg.id, content]);
    await app.query('commit');
  } catch (e) {
    await app.query('rollback');
    throw e;
  }
};

it('1: a side leaves a submitted team', async () => {
  const { id } = await submittedApplication(t, call, 1, leads);
  await guarded([await trigger('team_stays_binational', 'team_member')], '1 team of both sides',
    () => app.query(`update team_member set state = 'removed' where application_id = $1 and side = 'CN'`, [id]),
    () => past(client, `update team_member set state = 'accepted' where application_id = '${id}'`), /team.side-missing/);
});

it('2: a request over the cap is submitted; its lines change afterwards', async () => {
  const { id } = await signedDraft(call.id, leads.kg, leads.cn, { amount: '1200000.01' });
  await past(client, `update signoff set content_hash = encode(sha256('over'), 'hex') where application_id = '${id}'`);
  await guarded([await trigger('submission_holds', 'application')], '2 request within the caps', submitBare(id, 'over'), () => asDrafts(client, [id]), /budget.over-cap/);
  const kept = await submittedApplication(t, call, 2, leads);
  await guarded([await trigger('content_stands_still', 'budget_line')], '2 request within the caps', () => app.query('update budget_line set amount_fen = 7 where application_id = $1', [kept.id]),
    () => past(client, `update budget_line set amount_fen = 100000000 where application_id = '${kept.id}'`), /application.not-editable/);
});

it('3: the last place is given without the call’s lock', async () => {
  const round = async () => {
    const chance = new Chance(SEED);
    for (let n = 0; n < 10; n++) {
      const v = await votingCall(client, chairs, { places: 1, budgetFen: 10_000_000_000 }, Array.from({ length: 20 }, () => 1000), true);
      await atOnce(chance, v.applications.map((a) => () => vote(chairs.cn, a, 'yes', 1000)));
      if ((await breaks(client, ['3 awards within places and budget'])).length) return;
    }
  };
  const undo = () => past(client, 'delete from award', 'delete from outcome', 'delete from vote');
  await guarded([await rewritten('cast_vote', (body) => body.replace('where id = a.call_id for no key update', 'where id = a.call_id')), await trigger('award_within_limits', 'award')],
    '3 awards within places and budget', round, undo, null);
});

it('4: what nobody signed is submitted; a lead submits twice', async () => {
  const unsigned = await completeDraft(call.id, leads.kg, leads.cn);
  await guarded([await trigger('submission_holds', 'application')], '4 signed by both, received in the window', submitBare(unsigned.id, 'unsigned'), () => asDrafts(client, [unsigned.id]), /signoff.missing/);
  const one = await publishedCall(officers, { code: 'ONE', maxApplicationsPerLead: 1, maxApplicationsPerPerson: 2 });
  const ids = [(await signedDraft(one.id, leads.kg, leads.cn)).id, (await signedDraft(one.id, leads.kg, leads.cn)).id];
  await past(client, `update signoff set content_hash = encode(sha256('twice'), 'hex') where application_id in (${ids.map((id) => `'${id}'`).join()})`);
  await guarded([await trigger('submission_holds', 'application')], '4 limits per person', async () => { for (const id of ids) await submitBare(id, 'twice')(); }, () => asDrafts(client, ids), /lead.too-many-applications/);
});

it('5: somebody in conflict is assigned', async () => {
  const { id } = await submittedApplication(t, call, 3, leads, { state: 'under-review' });
  const who = await outsider(t, 'reviewer', 'KG');
  const assignment = await acceptedAssignment(t, call.id, id, who, 'KG', 1, 'void');
  await client.query(`insert into conflict(id, person_id, application_id, kind, state, at) values ($1, $2, $3, 'reported', 'confirmed', $4)`, [newId(), who.id, id, START]);
  await guarded([await trigger('assignment_is_clean', 'assignment')], '5 nobody in conflict is assigned', () => client.query(`update assignment set state = 'accepted' where id = $1`, [assignment]),
    () => past(client, `update assignment set state = 'void' where id = '${assignment}'`), /conflict.blocks/);
});

it('5: a chair votes while their conflict is being recorded', async () => {
  const votes = async () => {
    const v = await votingCall(client, chairs, { places: 9, budgetFen: 1_000_000 }, [1000], true);
    const [id] = v.applications;
    await client.query('begin');
    await client.query('select 1 from call where id = $1 for no key update', [v.id]);
    await client.query(`insert into conflict(id, person_id, application_id, kind, state, at) values ($1, $2, $3, 'reported', 'confirmed', $4)`, [newId(), chairs.cn.id, id, START]);
    await app.query(`select set_config('app.person_id', $1, false), set_config('app.at', $2, false)`, [chairs.cn.id, START.toISOString()]);
    const cast = app.query(`select cast_vote($1, $2, 1, 'no', null, 'planted')`, [newId(), id]).then(() => 'voted', (e: Error) => e.message);
    await new Promise((wake) => { setTimeout(wake, 150); });
    await client.query('commit');
    const said = await cast;
    await app.query(`select set_config('app.person_id', '', false)`);
    const { rowCount } = await client.query(`select 1 from vote where application_id = $1 and side = 'CN'`, [id]);
    await past(client, `delete from conflict where application_id = '${id}'`, `delete from outcome where application_id = '${id}'`, `delete from vote where application_id = '${id}'`);
    return [said, rowCount];
  };
  expect(await votes()).toEqual(['not-found', 0]);
  const guard = await trigger('vote_is_clean', 'vote');
  await client.query(guard.drop);
  expect(await votes()).toEqual(['voted', 1]);
  await client.query(guard.restore);
  expect(await votes()).toEqual(['not-found', 0]);
});

it('6: a vote is written or changed past its function', async () => {
  const { applications: [id] } = await votingCall(client, chairs, { places: 9, budgetFen: 1_000_000 }, [1000], true);
  await guarded([{ drop: 'grant insert on vote to kopuro_app; create policy hole on vote for insert to kopuro_app with check (true)', restore: 'drop policy hole on vote; revoke insert on vote from kopuro_app' }],
    '6 yes and yes, decided once both are in', () => app.query(`insert into vote values ($1, $2, 1, 'CN', $3, 'yes', 5, 'planted', $4)`, [newId(), id, chairs.cn.id, START]),
    () => past(client, `delete from vote where application_id = '${id}' and side = 'CN'`), /permission denied/);
  await vote(chairs.cn, id ?? '', 'yes', 1000);
  await guarded([await trigger('never_changes', 'vote')], '6 yes and yes, decided once both are in', () => client.query(`update vote set value = 'no', amount_fen = null where application_id = $1 and side = 'CN'`, [id]),
    () => past(client, `update vote set value = 'yes', amount_fen = 1000 where application_id = '${id}'`), /never change/);
});

it('7: a result is set without its announcement; a seal is lifted', async () => {
  const { id } = await submittedApplication(t, call, 4, leads, { state: 'under-review' });
  await guarded([await trigger('state_follows', 'application')], '7 nothing before its announcement', () => app.query(`update application set state = 'awarded' where id = $1`, [id]),
    () => past(client, `update application set state = 'under-review' where id = '${id}'`), /application.wrong-state/);
  const { applications: [sealed] } = await votingCall(client, chairs, { places: 9, budgetFen: 1_000_000 }, [1000], true);
  const seen = async (who: Member, table: string) => {
    await app.query(`begin; select set_config('app.person_id', '${who.id}', true)`);
    const { rowCount } = await app.query(`select 1 from ${table} where application_id = $1`, [sealed]);
    await app.query('commit');
    return rowCount;
  };
  const { rows: policies } = await client.query<{ table: string; using: string }>(`select polrelid::regclass::text "table", pg_get_expr(polqual, polrelid) "using" from pg_policy where polname = 'see' and polrelid in ('vote'::regclass, 'award'::regclass, 'ranking_entry'::regclass)`);
  await past(client, `insert into award values ('${sealed}', (select call_id from application where id = '${sealed}'), 1, 1, '${START.toISOString()}')`);
  for (const [table, spy] of [['vote', chairs.cn], ['award', leads.kg], ['ranking_entry', leads.kg]] as const) {
    const using = policies.find((p) => p.table === table)?.using ?? '';
    expect([table, await seen(spy, table)]).toEqual([table, 0]);
    await client.query(`alter policy see on ${table} using (true)`);
    expect([table, await seen(spy, table)]).toEqual([table, 1]);
    await client.query(`alter policy see on ${table} using (${using})`);
    expect([table, await seen(spy, table)]).toEqual([table, 0]);
    // FORCE and the role matter as much: without row-level security the same question is answered.
    await client.query(`alter table ${table} disable row level security`);
    expect([table, await seen(spy, table)]).toEqual([table, 1]);
    await client.query(`alter table ${table} enable row level security`);
  }
  await past(client, `delete from award where application_id = '${sealed}'`);
});

it('8: a change of state leaves out its audit entry, or its event', async () => {
  const silent: [string, (body: string) => string][] = [
    ['its audit entry', (body) => body.replace(/perform audit_append\([^;]+;/, 'null;')], ['its event', (body) => body.replace(/insert into outbox[^;]+;/, '')],
  ];
  for (const [, change] of silent) {
    const ids: string[] = [];
    const attempt = async () => {
      const [v] = (await votingCall(client, chairs, { places: 9, budgetFen: 1_000_000 }, [1000], true)).applications;
      ids.push(v ?? '');
      await chairs.cn.call(castVote, { params: { id: v ?? '' }, body: { value: 'no', amount: null, protocol: '' } });
    };
    const undo = () => past(client, ...ids.splice(0).flatMap((id) => [`delete from outcome where application_id = '${id}'`, `delete from vote where application_id = '${id}'`]));
    await guarded([await rewritten('flush_write', change)], '8 state, audit and event together', attempt, undo, null);
  }
  await expect(t.app.get(Db).write(systemActor(START), async (tx) => { await tx.rows('select 1'); })).rejects.toThrow('write without audit');
});

it('9: an application is withdrawn on one lead’s word; an award is given after its withdrawal', async () => {
  const { id } = await submittedApplication(t, call, 5, leads);
  await guarded([await trigger('withdrawal_holds', 'application')], '9 nothing goes on after a withdrawal', () => app.query(`update application set state = 'withdrawn' where id = $1`, [id]),
    () => past(client, `update application set state = 'submitted' where id = '${id}'`), /withdrawal.not-given/);
  const { id: callId, applications: [decided] } = await votingCall(client, chairs, { places: 9, budgetFen: 1_000_000 }, [1000], true);
  await vote(chairs.cn, decided ?? '', 'yes', 1000);
  await past(client, `delete from award where application_id = '${decided}'`, `update application set state = 'withdrawn' where id = '${decided}'`,
    `insert into withdrawal(id, application_id, side, given_by, given_at, effective_from, effective_at, withdrawn_from)
      values ('${newId()}', '${decided}', 'KG', '${leads.kg.id}', '2026-09-01', '2026-09-15', '${START.toISOString()}', 'recommended')`);
  await guarded([await trigger('standing_only', 'award')], '9 nothing goes on after a withdrawal', () => client.query('insert into award values ($1, $2, 1, 1000, $3)', [decided, callId, START]),
    () => past(client, `delete from award where application_id = '${decided}'`), /application.withdrawn/);
});

it('10: a published call changes past an amendment, or by one side’s', async () => {
  const published = await publishedCall(officers, { code: 'STANDS' });
  const place = () => app.query(`update call set places = 99 where id = $1`, [published.id]);
  await guarded([await trigger('call_stands', 'call')], '10 a published call is what both sides approved', place, () => past(client, `update call set places = 10 where id = '${published.id}'`), /both sides approved/);
  const theme = () => app.query(`update call_theme set names = '{"en": "Other"}' where call_id = $1 and code = 'seismology'`, [published.id]);
  const names = callContent().themes.find((x) => x.code === 'seismology')?.names;
  await guarded([await trigger('call_stands', 'call_theme')], '10 a published call is what both sides approved', theme,
    () => past(client, `update call_theme set names = '${JSON.stringify(names)}' where call_id = '${published.id}' and code = 'seismology'`), /both sides approved/);
  const now = await officers.kg.call(readCall, { params: { id: published.id } });
  const { revision } = await officers.kg.call(proposeAmendment, { params: { id: published.id }, version: now.version, body: { content: { ...now.content, places: 11 }, note: { en: 'More' } } });
  await officers.kg.call(approveAmendment, { params: { id: published.id, revision } });
  const oneSided = async () => {
    await app.query('begin');
    try {
      await app.query(`select set_config('app.person_id', $1, true)`, [officers.kg.id]);
      await app.query(`update call set places = 11 where id = $1`, [published.id]);
      await app.query(`update call_amendment set state = 'effective', ended_at = $2 where call_id = $1`, [published.id, START]);
      await app.query(`insert into call_edition select $1, 2, content, $2, revision from call_amendment where call_id = $1`, [published.id, START]);
      await app.query('commit');
    } catch (e) {
      await app.query('rollback');
      throw e;
    }
  };
  await guarded([await trigger('edition_is_agreed', 'call_edition')], '10 a published call is what both sides approved', oneSided,
    () => past(client, `delete from call_edition where call_id = '${published.id}' and number = 2`, `update call_amendment set state = 'proposed', ended_at = null where call_id = '${published.id}'`,
      `update call set places = 10 where id = '${published.id}'`), /approved by both sides/);
  await expect(client.query(`update call_edition set content = '{}' where call_id = '${published.id}'`)).rejects.toThrow(/never change/);
  await expect(client.query(`update call_amendment set content = '{}' where call_id = '${published.id}'`)).rejects.toThrow(/never change/);
});

it('and a draft that both signed is submitted as before', async () => {
  const kg = await outsider(t, 'lead.kg.after', 'KG');
  const { id } = await signedDraft(call.id, kg, await outsider(t, 'lead.cn.after', 'CN'));
  expect(await kg.call(submitApplication, { params: { id } })).toHaveProperty('number');
  expect(await breaks(client)).toEqual([]);
});

it('11: a secret opens no commitment; the lot stands in another order; its seal is lifted', async () => {
  const lot = '11 a lot is what both sides committed to, and stands as both secrets drew it' as const;
  const call = await lotCall(client, chairs, 3);
  for (const [who, side] of [[officers.kg, 'KG'], [officers.cn, 'CN']] as const) await commit(who, call.id, side);
  await guarded([await trigger('secret_opens', 'lot_secret')], lot, () => client.query(`insert into lot_secret values ($1, $2, 1, 'CN', 'another secret', $3, $4)`, [newId(), call.id, officers.cn.id, START]),
    () => past(client, `delete from lot_secret where call_id = '${call.id}'`), /lot.does-not-open/);
  await reveal(officers.kg, call.id, SECRETS.KG);
  const drawnWrong = async () => {
    await app.query(`begin; select set_config('app.person_id', '${officers.cn.id}', true), set_config('app.at', '${START.toISOString()}', true)`);
    try {
      await app.query('select reveal_lot($1, $2, $3)', [newId(), call.id, SECRETS.CN]);
      const { rows } = await app.query<{ application_id: string; number: string; rank: number }>('select * from lot_to_draw($1)', [call.id]);
      const order = drawOrder(rows.map((r) => r.number), SECRETS).toReversed();
      await app.query('select draw_lot($1, $2)', [call.id, JSON.stringify(rows.map((r) => ({ id: r.application_id, rank: order.indexOf(r.number) + 1, ticket: ticketOf(r.number, SECRETS) })))]);
      await app.query('commit');
    } catch (e) {
      await app.query('rollback');
      throw e;
    }
  };
  await guarded([await trigger('lot_holds', 'lot_round'), await trigger('lot_holds', 'lot_secret'), await trigger('lot_holds', 'lot_place')], lot, drawnWrong,
    () => past(client, `delete from lot_place where call_id = '${call.id}'`, `delete from lot_secret where call_id = '${call.id}' and side = 'CN'`, `update lot_round set drawn_at = null where call_id = '${call.id}'`), /as both secrets drew it/);
  const seen = async () => {
    await app.query(`begin; select set_config('app.person_id', '${officers.cn.id}', true)`);
    const { rowCount } = await app.query('select 1 from lot_secret where call_id = $1', [call.id]);
    await app.query('commit');
    return rowCount;
  };
  const { rows: [policy] } = await client.query<{ using: string }>(`select pg_get_expr(polqual, polrelid) "using" from pg_policy where polname = 'see' and polrelid = 'lot_secret'::regclass`);
  expect(await seen()).toBe(0);
  await client.query('alter policy see on lot_secret using (true)');
  expect(await seen()).toBe(1);
  await client.query(`alter policy see on lot_secret using (${policy?.using})`);
  expect(await seen()).toBe(0);
});
