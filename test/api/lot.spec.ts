import { castVote, listDecisions, readResult } from '#libs/awards/shared/contract';
import { ReleaseAnnouncements } from '#libs/awards';
import { createCall, readCall } from '#libs/calls/shared/contract';
import { listMyLetters } from '#libs/notifications/shared/contract';
import { drawOrder, ticketOf } from '#libs/optimizer';
import { newId, Relay, systemActor } from '#libs/platform';
import { readRanking } from '#libs/scoring/shared/contract';
import { checkLot } from '#libs/scoring/shared/lot-check';
import { readLot, readLotFile, readPublishedLot, startLotAgain } from '#libs/scoring/shared/lot-contract';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf, START, TestApp, type Member } from '../support/app.js';
import { callContent } from '../support/call-content.js';
import { addDeclaredConflict } from '../support/letters.js';
import { callInReview, closeRanking, commit, drawnLot, reveal, SECRETS, type TiedCall } from '../support/lot.js';
import { leadsOf, outsider, planted } from '../support/reviewed.js';

let t: TestApp;
let officers: { kg: Member; cn: Member };
let chairs: { kg: Member; cn: Member };
let auditor: Member;
let people: { leads: { kg: Member; cn: Member }; reviewers: { kg: Member; cn: Member } };
let calls = 0;

beforeAll(async () => {
  t = await TestApp.start();
  officers = { kg: await outsider(t, 'officer.kg', 'KG', 'officer'), cn: await outsider(t, 'officer.cn', 'CN', 'officer') };
  chairs = { kg: await outsider(t, 'chair.kg', 'KG', 'chair'), cn: await outsider(t, 'chair.cn', 'CN', 'chair') };
  auditor = await outsider(t, 'auditor', 'INT', 'auditor');
  people = { leads: await leadsOf(t, 'one'), reviewers: { kg: await outsider(t, 'reviewer.kg', 'KG'), cn: await outsider(t, 'reviewer.cn', 'CN') } };
});
afterAll(() => t.stop());
beforeEach(() => { t.clock.at = START; });

const at = (id: string) => ({ params: { id } });
/** Quality orders the first of four equals; 2 to 4 are left to the lot, 5 and 6 below as well. */
const SCORES = [[4.5, 3.5], [4, 4.25], [4, 4.25], [4, 4.25], [3.5, 3.5], [3.5, 3.5]] as const;
const inReview = (scores: readonly (readonly [number, number])[] = SCORES) => callInReview(t, officers, people, `KC-L${++calls}`, scores);
async function closed(scores?: readonly (readonly [number, number])[]): Promise<TiedCall> {
  const call = await inReview(scores);
  await closeRanking(officers, call.id);
  return call;
}
const numbers = async (who: Member, id: string) => (await who.call(readRanking, at(id))).items.map((i) => Number(i.number.slice(-4)));
const folder = mkdtempSync(join(tmpdir(), 'kopuro-lot-'));
function verified(file: object): number | null {
  const path = join(folder, 'lot.json');
  writeFileSync(path, JSON.stringify(file));
  return spawnSync(process.execPath, [join(__dirname, '..', '..', 'libs', 'optimizer', 'verify-lot.mjs'), path]).status;
}
/** Beginnings of the letters that somebody has got about a call's lot, after all events were taken. */
async function letters(who: Member, code: string): Promise<string[]> {
  const relay = t.app.get(Relay);
  for (const e of await t.sql<{ id: string }>('select id from outbox where done_at is null order by seq')) await relay.deliver(e.id);
  return (await who.call(listMyLetters, {})).items.filter((l) => l.template.startsWith('lot-') && l.subject.endsWith(` ${code}`)).map((l) => l.text.split('\n')[2]?.slice(0, 40) ?? '').reverse();
}

describe('how a call breaks ties', () => {
  it('is content of the call: left out where it is the default, refused with a pointer where it does not fit', async () => {
    const draft = (tieBreak: { criteria: string[]; last: 'number' | 'lot' }) => officers.kg.call(createCall, { body: callContent({ code: `KC-D${++calls}`, tieBreak }) });
    expect((await draft({ criteria: [], last: 'number' })).content).not.toHaveProperty('tieBreak');
    const { id } = await draft({ criteria: ['impact', 'quality'], last: 'lot' });
    expect((await officers.cn.call(readCall, at(id))).content.tieBreak).toEqual({ criteria: ['impact', 'quality'], last: 'lot' });
    expect(await draft({ criteria: ['impact', 'fame'], last: 'lot' }).catch((e: unknown) => e)).toMatchObject({ body: { code: 'call.tie-criterion-unknown', errors: [{ pointer: '/tieBreak/criteria/1' }] } });
    expect(await draft({ criteria: ['impact', 'impact'], last: 'number' }).catch((e: unknown) => e)).toMatchObject({ body: { code: 'call.code-repeated', errors: [{ pointer: '/tieBreak/criteria/1' }] } });
    await expect(t.sql(`update call set tie_criteria = '{fame}' where id = '${id}'`)).rejects.toThrow('call.tie-criterion-unknown');
    await expect(t.sql(`delete from call_criterion where call_id = '${id}' and code = 'impact'`)).rejects.toThrow('call.tie-criterion-unknown');
    await expect(t.sql(`update call set tie_criteria = '{impact,impact}' where id = '${id}'`)).rejects.toThrow('tie_criteria_once');
  });

  it('does not change once both sides published it', async () => {
    const { id } = await inReview();
    await expect(t.sql(`update call set tie_last = 'number' where id = '${id}'`)).rejects.toThrow('an amendment only');
  });
});

describe('the lot over HTTP', () => {
  let call: TiedCall;
  beforeAll(async () => { call = await inReview(); });

  it('is not needed while reviews come in, or where nothing is tied', async () => {
    expect(await officers.kg.call(readLot, at(call.id))).toMatchObject({ state: 'none', rounds: [], ties: [], can: { commit: { ok: false, code: 'lot.not-needed' } } });
    expect(await codeOf(commit(officers.kg, call.id, 'KG'))).toBe('lot.not-needed');
    const { id } = await closed([[4, 4], [4.5, 4]]);
    expect(await officers.kg.call(readLot, at(id))).toMatchObject({ state: 'none' });
  });

  it('opens with the ranking, which stands by number until then; votes are open meanwhile', async () => {
    await closeRanking(officers, call.id);
    expect(await numbers(officers.kg, call.id)).toEqual([1, 2, 3, 4, 5, 6]);
    const lot = await officers.kg.call(readLot, at(call.id));
    expect(lot).toMatchObject({
      state: 'open', rounds: [{ round: 1, openedAt: START.toISOString(), committedAt: null, drawnAt: null, commitments: { KG: null, CN: null }, secrets: { KG: null, CN: null }, again: [] }],
      can: { commit: { ok: true }, reveal: { ok: false, code: 'lot.not-committed' }, startAgain: { ok: true } },
    });
    expect(lot.ties.map((tie) => tie.map((a) => [a.rank, a.number, a.ticket]))).toEqual([[2, 3, 4].map((n) => [n, `${call.code}-000${n}`, null]), [5, 6].map((n) => [n, `${call.code}-000${n}`, null])]);
    expect((await chairs.kg.call(listDecisions, at(call.id))).items[0]?.can.vote).toEqual({ ok: true });
    expect((await chairs.kg.call(readLot, at(call.id))).can.commit).toEqual({ ok: false, code: 'not-found' });
    expect(await codeOf(commit(chairs.kg, call.id, 'KG'))).toBe('not-found');
    expect(await codeOf(people.leads.kg.call(readLot, at(call.id)))).toBe('not-found');
    expect(await codeOf(t.anyone(readPublishedLot, at(call.id)))).toBe('not-found');
    expect(await letters(officers.cn, call.code)).toEqual([expect.stringContaining('The closed ranking of the call')]);
  });

  it('takes a commitment of each side, sealed until both are in', async () => {
    const mine = await commit(officers.kg, call.id, 'KG');
    expect(mine.rounds[0]?.commitments).toEqual({ KG: expect.stringMatching(/^[0-9a-f]{64}$/) as string, CN: null });
    expect(await codeOf(commit(officers.kg, call.id, 'KG'))).toBe('lot.already-committed');
    expect(await codeOf(reveal(officers.kg, call.id, SECRETS.KG))).toBe('lot.not-committed');
    for (const who of [officers.cn, chairs.cn, auditor]) expect((await who.call(readLot, at(call.id))).rounds[0]).toMatchObject({ committedAt: null, commitments: { KG: null, CN: null } });
    const both = await commit(officers.cn, call.id, 'CN');
    expect(both.rounds[0]).toMatchObject({ committedAt: START.toISOString(), commitments: { KG: mine.rounds[0]?.commitments.KG } });
    expect(await letters(officers.kg, call.code)).toHaveLength(2);
  });

  it('takes the secrets that open them, and refuses others by name', async () => {
    expect(await reveal(officers.kg, call.id, SECRETS.CN).catch((e: unknown) => e)).toMatchObject({ body: { code: 'lot.does-not-open', errors: [{ pointer: '/secret' }] } });
    expect(await codeOf(reveal(officers.kg, call.id, 'short'))).toBe('field.format');
    expect(await codeOf(reveal(officers.kg, call.id, 'two lines\nof a secret'))).toBe('field.format');
    const mine = await reveal(officers.kg, call.id, SECRETS.KG);
    expect(mine).toMatchObject({ state: 'open', can: { reveal: { ok: false, code: 'lot.already-revealed' } } });
    expect(mine.rounds[0]?.secrets).toEqual({ KG: SECRETS.KG, CN: null });
    for (const who of [officers.cn, chairs.cn, auditor]) expect((await who.call(readLot, at(call.id))).rounds[0]?.secrets).toEqual({ KG: null, CN: null });
    expect(await codeOf(officers.cn.call(readLotFile, at(call.id)))).toBe('not-found');
    expect(await numbers(officers.kg, call.id)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is drawn with the second secret: ranking, decisions and places stand in its order, which anyone verifies', async () => {
    const drawn = await reveal(officers.cn, call.id, SECRETS.CN);
    const orderOf = (all: number[]) => drawOrder(all.map((n) => `${call.code}-000${n}`), SECRETS);
    const order = [orderOf([2, 3, 4]), orderOf([5, 6])];
    expect(drawn).toMatchObject({ state: 'drawn', can: { commit: { ok: false, code: 'lot.drawn' }, startAgain: { ok: false, code: 'lot.drawn' } } });
    expect(drawn.ties.map((tie) => tie.map((a) => a.number))).toEqual(order);
    expect(drawn.ties.flat().map((a) => a.rank)).toEqual([2, 3, 4, 5, 6]);
    for (const a of drawn.ties.flat()) expect(a.ticket).toBe(ticketOf(a.number, SECRETS));
    const all = [1, ...order.flat().map((n) => Number(n.slice(-4)))];
    for (const who of [officers.kg, chairs.cn, auditor]) expect(await numbers(who, call.id)).toEqual(all);
    const decisions = (await chairs.kg.call(listDecisions, at(call.id))).items;
    expect(decisions.map((d) => [d.rank, Number(d.number.slice(-4))])).toEqual(all.map((n, k) => [k + 1, n]));
    const { applicationId } = decisions[3] as (typeof decisions)[number];
    expect(await chairs.kg.call(castVote, { params: { id: applicationId }, body: { value: 'no', amount: null, protocol: '' } })).toMatchObject({ rank: 4 });
    const file = await auditor.call(readLotFile, at(call.id));
    expect(file).toMatchObject({ call: call.code, round: 1, secrets: SECRETS, groups: order });
    expect(verified(file)).toBe(0);
    expect(verified({ ...file, groups: [order[0], order[1]?.toReversed()] })).toBe(1);
    expect(verified({ ...file, secrets: { ...SECRETS, KG: 'another secret' } })).toBe(1);
    expect(await checkLot(file)).toEqual([]);
    expect(await letters(officers.kg, call.code)).toHaveLength(3);
    expect(await letters(chairs.cn, call.code)).toEqual(expect.arrayContaining([expect.stringContaining('The lot among equal applications')]));
    expect(await t.sql(`select data::jsonb->>'round' round from audit_entry where stream = 'call:' || $1 and action = 'lot.drawn'`, [call.id])).toEqual([{ round: '1' }]);
  });

  it('starts again when both sides ask; what was sealed in an old round stays so', async () => {
    const again = await closed();
    await commit(officers.kg, again.id, 'KG');
    await commit(officers.cn, again.id, 'CN');
    await reveal(officers.cn, again.id, SECRETS.CN);
    const ask = (who: Member) => who.call(startLotAgain, at(again.id));
    expect((await ask(officers.kg)).rounds).toMatchObject([{ round: 1, again: ['KG'] }]);
    expect(await codeOf(ask(officers.kg))).toBe('approval.already-given');
    const opened = await ask(officers.cn);
    expect(opened.rounds).toMatchObject([{ round: 1, again: ['KG', 'CN'], secrets: { CN: SECRETS.CN } }, { round: 2, commitments: { KG: null, CN: null }, again: [] }]);
    expect((await officers.kg.call(readLot, at(again.id))).rounds[0]?.secrets).toEqual({ KG: null, CN: null });
    expect(await letters(officers.kg, again.code)).toHaveLength(3);
    await drawnLot(officers, again.id);
    expect(await officers.kg.call(readLotFile, at(again.id))).toMatchObject({ round: 2 });
    expect(await codeOf(ask(officers.kg))).toBe('lot.drawn');
  });

  it('leaves out what one may not see; the order of the rest verifies, and a lone equal does not show', async () => {
    const hidden = await closed();
    const blind = await outsider(t, `blind.${calls}`, 'CN', 'officer');
    for (const n of [2, 4]) await addDeclaredConflict(t, blind.id, hidden.applications[n]?.id ?? '');
    const seen = await blind.call(readLot, at(hidden.id));
    expect(seen.ties.map((tie) => tie.map((a) => [a.rank, Number(a.number.slice(-4))]))).toEqual([[[2, 2], [3, 4]]]);
    await commit(officers.kg, hidden.id, 'KG');
    await commit(blind, hidden.id, 'CN');
    await reveal(officers.kg, hidden.id, SECRETS.KG);
    const drawn = await reveal(blind, hidden.id, SECRETS.CN);
    const whole = await officers.kg.call(readLotFile, at(hidden.id));
    expect(whole.groups.map((g) => g.length)).toEqual([3, 2]);
    const file = await blind.call(readLotFile, at(hidden.id));
    expect(file.groups).toEqual([whole.groups[0]?.filter((n) => !n.endsWith('3'))]);
    expect(verified(file)).toBe(0);
    expect(JSON.stringify([drawn, file])).not.toMatch(/-000[35]/);
  });

  it('comes too late once results are announced; then the public reads it with announced awards alone', async () => {
    const late = await closed();
    const done = await closed();
    await drawnLot(officers, done.id);
    const order = (await officers.kg.call(readLotFile, at(done.id))).groups;
    const winner = done.applications.find((a) => a.number === order[0]?.[1]) ?? { id: '' };
    for (const a of [late.applications[1], winner]) {
      for (const chair of [chairs.kg, chairs.cn]) await chair.call(castVote, { params: { id: a?.id ?? '' }, body: { value: 'yes', amount: { amount: '100000.00', currency: 'CNY' }, protocol: '' } });
    }
    for (const [call_, a] of [[late, late.applications[1]], [done, winner]] as const) {
      const id = newId();
      await planted(t, `insert into announcement(id, call_id, at_instant, state, revision, created_by, created_at) values ('${id}', '${call_.id}', '${t.clock.at.toISOString()}', 'scheduled', 1, '${officers.kg.id}', now())`,
        `insert into announcement_item values ('${id}', '${a?.id}', 1)`);
    }
    expect(await codeOf(t.anyone(readPublishedLot, at(done.id)))).toBe('not-found');
    await t.app.get(ReleaseAnnouncements).run(systemActor(t.clock.at));
    expect(await codeOf(commit(officers.kg, late.id, 'KG'))).toBe('lot.too-late');
    expect((await officers.kg.call(readLot, at(late.id))).can.startAgain).toEqual({ ok: false, code: 'lot.too-late' });
    const published = await t.anyone(readPublishedLot, at(done.id));
    expect(published).toMatchObject({ call: done.code, secrets: SECRETS, groups: [[order[0]?.[1]]] });
    expect(verified(published)).toBe(0);
    expect(await codeOf(t.anyone(readPublishedLot, at(late.id)))).toBe('not-found');
    expect((await people.leads.kg.call(readResult, at(winner.id))).lot).toEqual({ place: 2, of: 3 });
    expect((await people.leads.cn.call(readResult, at(late.applications[1]?.id ?? ''))).lot).toBeNull();
  });
});

describe('the database keeps the lot', () => {
  let call: TiedCall;
  const asOfficer = (side: 'kg' | 'cn', sql: string) => t.sql(`begin; select set_config('app.person_id', '${officers[side].id}', true), set_config('app.at', '${START.toISOString()}', true); ${sql}; commit`, [], 'app');
  beforeAll(async () => {
    call = await closed();
    await commit(officers.kg, call.id, 'KG');
  });

  it('from the application’s role, which writes and changes none of it', async () => {
    const { applications: [, a] } = call;
    for (const sql of [`insert into lot_commitment values (gen_random_uuid(), '${call.id}', 1, 'CN', repeat('a', 64), '${officers.cn.id}', now())`, `insert into lot_secret values (gen_random_uuid(), '${call.id}', 1, 'CN', 'any secret at all', '${officers.cn.id}', now())`,
      `insert into lot_place values ('${a?.id}', '${call.id}', 1, 2, repeat('a', 64), now())`, `update lot_commitment set commitment = repeat('a', 64)`, 'update lot_round set drawn_at = now()', 'delete from lot_tie', 'delete from lot_round', `insert into lot_round values ('${call.id}', 2, now())`]) {
      await expect(asOfficer('cn', sql)).rejects.toThrow('permission denied');
    }
    expect((await t.sql('select proname from pg_proc where proname in (\'commit_lot\', \'reveal_lot\', \'draw_lot\', \'open_lot\', \'restart_lot\') and has_function_privilege(\'public\', oid, \'execute\')'))).toEqual([]);
  });

  it('from anybody: commitments stand, secrets open them, and no lot stands but the one drawn', async () => {
    const secret = (side: 'KG' | 'CN', text: string) => `insert into lot_secret values (gen_random_uuid(), '${call.id}', 1, '${side}', '${text}', '${officers.kg.id}', now())`;
    await expect(t.sql(secret('KG', SECRETS.KG))).rejects.toThrow('lot.not-committed');
    await expect(t.sql(`update lot_commitment set commitment = repeat('b', 64)`)).rejects.toThrow('never change');
    await commit(officers.cn, call.id, 'CN');
    await expect(t.sql(secret('KG', 'any secret at all'))).rejects.toThrow('lot.does-not-open');
    await expect(asOfficer('kg', `select restart_lot('${call.id}')`)).rejects.toThrow('call.wrong-state');
    await expect(asOfficer('kg', `select open_lot('${call.id}', '[]')`)).rejects.toThrow('lot.not-needed');
    await reveal(officers.kg, call.id, SECRETS.KG);
    // The second secret without its draw, and with another order.
    await expect(asOfficer('cn', `select reveal_lot(gen_random_uuid(), '${call.id}', '${SECRETS.CN}')`)).rejects.toThrow('as both secrets drew it');
    const places = (order: number[]) => JSON.stringify([...order.map((n, k) => ({ n, rank: k + 2 })), { n: 5, rank: 5 }, { n: 6, rank: 6 }].map(({ n, rank }) => ({ id: call.applications[n - 1]?.id, rank, ticket: ticketOf(`${call.code}-000${n}`, SECRETS) })));
    const right = drawOrder([2, 3, 4].map((n) => `${call.code}-000${n}`), SECRETS).map((n) => Number(n.slice(-1)));
    const wrong = right.toReversed();
    await expect(asOfficer('cn', `select reveal_lot(gen_random_uuid(), '${call.id}', '${SECRETS.CN}'); select draw_lot('${call.id}', '${places(wrong)}')`)).rejects.toThrow('as both secrets drew it');
    await reveal(officers.cn, call.id, SECRETS.CN);
    for (const sql of ['delete from lot_place', 'update lot_place set rank = rank + 1', `update lot_round set drawn_at = now() where call_id = '${call.id}'`, 'delete from lot_secret', 'truncate lot_tie cascade']) await expect(t.sql(sql)).rejects.toThrow('never change');
  });
});
