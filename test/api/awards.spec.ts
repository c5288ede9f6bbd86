import { approveAnnouncement, castVote, exportRegisterCsv, exportRegisterJson, listAnnouncements, listDecisions, listRegister, previewLetters, proposeAnnouncement, readAward, readResult } from '#libs/awards/shared/contract';
import { ReleaseAnnouncements } from '#libs/awards';
import { jointOutcome, type VoteValue } from '#libs/awards/shared/rules';
import { listAudit } from '#libs/identity/shared/audit-contract';
import { plus } from '#libs/kernel';
import { systemActor } from '#libs/platform';
import { codeOf, START, TestApp, type Member } from '../support/app.js';
import { acceptedAssignment, leadsOf, outsider, planted, rankedApplications } from '../support/reviewed.js';
import { publishedCall, type Submitted } from '../support/submitted.js';

const money = (fen: number) => ({ amount: (fen / 100).toFixed(2), currency: 'CNY' as const });
const MILLION = 100_000_000;

describe('decisions, announcements and the register over HTTP', () => {
  let t: TestApp;
  let officers: { kg: Member; cn: Member };
  let chairs: { kg: Member; cn: Member };
  let leads: { kg: Member; cn: Member };
  let calls = 0;

  beforeAll(async () => {
    t = await TestApp.start();
    officers = { kg: await outsider(t, 'officer.kg', 'KG', 'officer'), cn: await outsider(t, 'officer.cn', 'CN', 'officer') };
    chairs = { kg: await outsider(t, 'chair.kg', 'KG', 'chair'), cn: await outsider(t, 'chair.cn', 'CN', 'chair') };
    leads = await leadsOf(t, 'one');
  });
  afterAll(() => t.stop());

  async function deciding(requested: readonly number[], change: { places?: number; budget?: number } = {}) {
    const call = await publishedCall(officers, { code: `KC-${++calls}X`, places: change.places ?? 10, budget: money(change.budget ?? 100 * MILLION) });
    return { call, all: await rankedApplications(t, call, leads, requested) };
  }
  const vote = (who: Member, a: Submitted | undefined, value: VoteValue, fen: number | null = null) =>
    who.call(castVote, { params: { id: a?.id ?? '' }, body: { value, amount: fen === null ? null : money(fen), protocol: 'P-1' } });
  const decisions = (who: Member, callId: string) => who.call(listDecisions, { params: { id: callId } });
  const release = (at: Date) => t.app.get(ReleaseAnnouncements).run(systemActor(at));

  it('joins both votes by the table of nine, as the pure rule does', async () => {
    const values: VoteValue[] = ['yes', 'reserve', 'no'];
    const pairs = values.flatMap((kg) => values.map((cn) => ({ kg, cn })));
    const { call, all } = await deciding(pairs.map(() => MILLION));
    for (const [n, { kg, cn }] of pairs.entries()) {
      const fen = { KG: kg === 'yes' ? 90_000_000 : null, CN: cn === 'yes' ? 80_000_050 : null };
      const cast = { KG: () => vote(chairs.kg, all[n], kg, fen.KG), CN: () => vote(chairs.cn, all[n], cn, fen.CN) };
      const [first, second] = n % 2 ? (['KG', 'CN'] as const) : (['CN', 'KG'] as const);
      expect(await cast[first]()).toMatchObject({ outcome: null, votes: [{ side: first }], can: { vote: { ok: false, code: 'vote.already-cast' } } });
      const expected = jointOutcome({ KG: { value: kg, amountFen: fen.KG }, CN: { value: cn, amountFen: fen.CN } }, { places: 10, budgetFen: 100 * MILLION });
      const decided = await cast[second]();
      expect(decided.outcome).toEqual({ result: expected.result, reason: expected.reason, amount: expected.amountFen === null ? null : money(expected.amountFen) });
      expect(decided.votes.map((v) => v.side)).toEqual(['KG', 'CN']);
    }
    const seen = await decisions(officers.kg, call.id);
    expect(seen.items.map((d) => `${d.outcome?.result} ${d.outcome?.reason}`)).toEqual([
      'award null', 'reserve null', 'refused refused-by-cn', 'reserve null', 'reserve null', 'refused refused-by-cn', 'refused refused-by-kg', 'refused refused-by-kg', 'refused refused-by-both',
    ]);
    expect(seen).toMatchObject({ awarded: 1, awardedSum: { amount: '800000.50', currency: 'CNY' } });
    expect(await t.sql(`select count(*)::int n from outbox where type = 'awards.decided'`)).toEqual([{ n: 9 }]);
  });

  it('refuses an amount that is missing, too high or too fine, and a second vote', async () => {
    const { all: [a] } = await deciding([MILLION]);
    expect(await codeOf(vote(chairs.kg, a, 'yes'))).toBe('decision.amount-missing');
    expect(await codeOf(vote(chairs.kg, a, 'yes', 0))).toBe('decision.amount-missing');
    expect(await codeOf(vote(chairs.kg, a, 'yes', MILLION + 1))).toBe('decision.over-requested');
    expect(await codeOf(chairs.kg.call(castVote, { params: { id: a?.id ?? '' }, body: { value: 'yes', amount: { amount: '1.001', currency: 'CNY' }, protocol: '' } }))).toBe('field.invalid');
    expect((await vote(chairs.kg, a, 'reserve', 5)).votes).toMatchObject([{ side: 'KG', value: 'reserve', amount: null }]);
    expect(await codeOf(vote(chairs.kg, a, 'no'))).toBe('vote.already-cast');
    expect(await codeOf(vote(officers.cn, a, 'no'))).toBe('not-found');
    expect(await codeOf(vote(leads.cn, a, 'no'))).toBe('not-found');
    await expect(t.sql(`update vote set value = 'no'`)).rejects.toThrow('never change');
    await expect(t.sql('delete from vote')).rejects.toThrow('never change');
    await expect(t.sql(`insert into award values ('${a?.id}', (select call_id from application where id = '${a?.id}'), 1, 5, now())`, [], 'app')).rejects.toThrow('permission denied');
    await expect(t.sql(`insert into vote values (gen_random_uuid(), '${a?.id}', 1, 'CN', '${chairs.cn.id}', 'no', null, '', now())`, [], 'app')).rejects.toThrow('permission denied');
    await expect(t.sql(`begin; insert into award values ('${a?.id}', (select call_id from application where id = '${a?.id}'), 1, 5, now()); commit`)).rejects.toThrow(/outcome|award/);
  });

  it('makes a reserve of an award when the last place or the budget is gone', async () => {
    const places = await deciding([MILLION, MILLION], { places: 1 });
    for (const a of places.all) { await vote(chairs.kg, a, 'yes', MILLION); await vote(chairs.cn, a, 'yes', MILLION); }
    expect((await decisions(chairs.kg, places.call.id)).items.map((d) => d.outcome)).toEqual([
      { result: 'award', reason: null, amount: money(MILLION) }, { result: 'reserve', reason: 'decision.over-places', amount: null }]);
    const budget = await deciding([MILLION, MILLION, MILLION], { budget: 150_000_000 });
    for (const [n, fen] of [MILLION, 50_000_001, 50_000_000].entries()) { await vote(chairs.cn, budget.all[n], 'yes', fen); await vote(chairs.kg, budget.all[n], 'yes', MILLION); }
    expect((await decisions(chairs.kg, budget.call.id)).items.map((d) => `${d.outcome?.result} ${d.outcome?.reason}`)).toEqual(['award null', 'reserve decision.over-budget', 'award null']);
    expect(await decisions(chairs.kg, budget.call.id)).toMatchObject({ awarded: 2, awardedSum: money(150_000_000) });
  });

  it('never gives more places than there are, with twenty votes at once', async () => {
    const { call, all } = await deciding(Array.from({ length: 20 }, () => MILLION), { places: 3 });
    for (const [n, a] of all.entries()) await vote(n % 2 ? chairs.kg : chairs.cn, a, 'yes', MILLION);
    const raced = await Promise.all(all.map((a, n) => vote(n % 2 ? chairs.cn : chairs.kg, a, 'yes', MILLION)));
    expect(raced.filter((d) => d.outcome?.result === 'award')).toHaveLength(3);
    expect(raced.filter((d) => d.outcome?.reason === 'decision.over-places')).toHaveLength(17);
    expect(await t.sql('select count(*)::int n from award where call_id = $1', [call.id])).toEqual([{ n: 3 }]);
  });

  it('decides once when both sides vote on the same application at the same moment', async () => {
    const { all } = await deciding([MILLION, MILLION, MILLION, MILLION, MILLION]);
    const cast = await Promise.allSettled(all.flatMap((a) => [vote(chairs.kg, a, 'yes', MILLION), vote(chairs.cn, a, 'yes', MILLION), vote(chairs.kg, a, 'no')]));
    const codes = cast.filter((c) => c.status === 'rejected').map((c) => (c.reason as { code: string }).code);
    expect(codes).toEqual(all.map(() => 'vote.already-cast'));
    expect(await t.sql('select count(*)::int n from outcome where application_id = any($1)', [all.map((a) => a.id)])).toEqual([{ n: 5 }]);
  });

  it('seals a vote: nothing differs for the other side or for auditors, byte for byte', async () => {
    const { call, all: [a, b] } = await deciding([MILLION, MILLION]);
    const auditor = await outsider(t, 'auditor', 'CN', 'auditor');
    await t.sql(`insert into role_grant values ($1, 'auditor', null, null, now())`, [chairs.cn.id]);
    const raw = async (who: Member, path: string) => {
      const res = await fetch(`${t.base}/api/v1${path}`, { headers: { cookie: who.cookie } });
      const headers = [...res.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
      return JSON.stringify([res.status, headers, await res.text()]);
    };
    const everything = async () => Promise.all([chairs.cn, officers.cn, auditor, leads.cn, leads.kg].flatMap((who) => [
      `/calls/${call.id}/decisions`, `/calls/${call.id}/ranking`, `/calls/${call.id}`, `/calls/${call.id}/announcements`, `/applications/${a?.id}/result`, `/register?callId=${call.id}`,
    ].map((path) => raw(who, path))));
    const audit = async () => raw(chairs.cn, `/audit?limit=200&stream=vote:${a?.id}:KG`);
    const [before, trail] = [await everything(), await audit()];
    await vote(chairs.kg, a, 'yes', MILLION);
    expect(await everything()).toEqual(before);
    expect(await audit()).toBe(trail);
    const streams = (await chairs.cn.call(listAudit, { query: { limit: 200 } })).items.map((e) => e.stream);
    expect(streams).not.toContain(`vote:${a?.id}:KG`);
    expect(streams.filter((s) => s.endsWith(':CN')).length).toBeGreaterThan(0);
    const kept = async () => (await auditor.call(listAudit, { query: { stream: `vote:${a?.id}:KG` } })).items.map((e) => e.data);
    expect(await kept()).toEqual([]);
    expect((await decisions(officers.kg, call.id)).items[0]?.votes).toMatchObject([{ side: 'KG', value: 'yes' }]);
    const look = (who: Member, from: string) => t.sql(`select set_config('app.person_id', '${who.id}', false);
      do $$ begin if exists (select ${from} where application_id = '${a?.id}') then raise exception 'seen'; end if; end $$`, [], 'app');
    await expect(look(chairs.kg, '1 from vote')).rejects.toThrow('seen');
    await look(chairs.cn, '1 from vote');
    await look(officers.cn, '1 from vote');
    await expect(look(chairs.cn, 'cast_n from ballot')).rejects.toThrow('permission denied');
    expect(await codeOf(officers.cn.call(proposeAnnouncement, { params: { id: call.id }, body: { at: plus(START, 60_000).toISOString(), applications: [a?.id ?? ''] } }))).toBe('announcement.not-decided');
    expect(await codeOf(officers.cn.call(proposeAnnouncement, { params: { id: call.id }, body: { at: plus(START, 60_000).toISOString(), applications: [b?.id ?? ''] } }))).toBe('announcement.not-decided');
    await vote(chairs.cn, a, 'yes', MILLION);
    expect((await decisions(officers.cn, call.id)).items[0]?.votes).toHaveLength(2);
    expect(await kept()).toEqual([expect.stringMatching(/^\{"round":1,"sha256":"[0-9a-f]{64}"\}$/)]);
    await t.sql(`delete from role_grant where person_id = $1 and role = 'auditor'`, [chairs.cn.id]);
  });

  it('hides a conflicted application from votes, ranks and sums', async () => {
    const { call, all } = await deciding([MILLION, MILLION, MILLION]);
    for (const a of all) { await vote(chairs.kg, a, 'yes', MILLION); await vote(chairs.cn, a, 'yes', MILLION); }
    const other = await outsider(t, 'chair.kg2', 'KG', 'chair');
    await t.sql(`insert into conflict values (gen_random_uuid(), $1, $2, 'reported', 'confirmed', '', null, now())`, [other.id, all[1]?.id]);
    const seen = await decisions(other, call.id);
    expect(seen.items.map((d) => [d.rank, d.number])).toEqual([[1, all[0]?.number], [2, all[2]?.number]]);
    expect(seen).toMatchObject({ awarded: 2, awardedSum: money(2 * MILLION) });
    expect(await codeOf(vote(other, all[1], 'no'))).toBe('not-found');
  });

  describe('an announcement', () => {
    const at = plus(START, 3_600_000);
    let call: { id: string; code: string };
    let all: Submitted[];
    beforeAll(async () => {
      ({ call, all } = await deciding([MILLION, MILLION, MILLION, MILLION]));
      for (const [n, value] of (['yes', 'reserve', 'no'] as const).entries()) {
        await vote(chairs.kg, all[n], value, value === 'yes' ? 70_000_000 : null);
        await vote(chairs.cn, all[n], value, value === 'yes' ? 75_000_000 : null);
      }
      await vote(chairs.kg, all[3], 'no');
      const reviewer = await outsider(t, 'reviewer', 'CN');
      const id = await acceptedAssignment(t, call.id, all[0]?.id ?? '', reviewer, 'CN', 3, 'submitted');
      await planted(t, `insert into review values ('${id}', '${all[0]?.id}', '${reviewer.id}', 'submitted', 'Well done', 'secret of the panel', 4, 2, '${START.toISOString()}', '${START.toISOString()}')`);
    });
    afterEach(() => { t.clock.at = START; });
    const propose = (who: Member, when: Date, applications?: string[]) => who.call(proposeAnnouncement, { params: { id: call.id }, body: { at: when.toISOString(), ...(applications && { applications }) } });

    it('names decided applications only, lies ahead, and needs both sides', async () => {
      expect(await codeOf(propose(officers.kg, START))).toBe('announcement.in-past');
      expect(await codeOf(propose(officers.kg, at, []))).toBe('announcement.not-decided');
      expect(await codeOf(propose(officers.kg, at, all.map((a) => a.id)))).toBe('announcement.not-decided');
      expect(await codeOf(propose(chairs.kg, at))).toBe('not-found');
      const lapsing = await propose(officers.kg, plus(START, 1000));
      expect(lapsing).toMatchObject({ state: 'proposed', approvals: ['KG'], counts: { award: 1, reserve: 1, refused: 1 }, applications: all.slice(0, 3).map((a) => a.id) });
      expect(await codeOf(propose(officers.cn, at))).toBe('announcement.already-scheduled');
      expect(await codeOf(officers.kg.call(approveAnnouncement, { params: { id: lapsing.id }, version: 1 }))).toBe('approval.already-given');
      t.clock.at = plus(START, 1000);
      expect(await codeOf(officers.cn.call(approveAnnouncement, { params: { id: lapsing.id }, version: 1 }))).toBe('announcement.in-past');
      expect(await release(plus(START, 1000))).toBe(0);
      const next = await propose(officers.kg, at);
      expect(await officers.cn.call(approveAnnouncement, { params: { id: next.id }, version: next.version })).toMatchObject({ state: 'scheduled', approvals: ['KG', 'CN'] });
      expect((await officers.cn.call(listAnnouncements, { params: { id: call.id } })).items.map((a) => a.state)).toEqual(['scheduled', 'withdrawn']);
      await expect(t.sql(`begin; select set_config('app.person_id', '${officers.kg.id}', true); insert into announcement_item values ('${next.id}', '${all[3]?.id}', 1); commit`, [], 'app')).rejects.toThrow('announcement.not-decided');
    });

    it('shows its letters beforehand; their subjects tell nothing', async () => {
      const { items: [scheduled] } = await officers.kg.call(listAnnouncements, { params: { id: call.id } });
      const letters = await officers.kg.call(previewLetters, { params: { id: scheduled?.id ?? '' } });
      expect(letters.count).toBe(6);
      expect(letters.items[0]).toMatchObject({ email: leads.kg.email, language: 'en', subject: `Köpürö: new message ${all[0]?.number}` });
      expect(letters.items[0]?.text).toContain('700,000.00\u00a0CNY');
      expect(letters.items[5]?.text).toContain('not been selected');
    });

    it('opens for both sides at its instant, in one commit, and not a millisecond earlier', async () => {
      const result = (who: Member, n: number) => who.call(readResult, { params: { id: all[n]?.id ?? '' } });
      const register = async () => (await t.anyone(listRegister, { query: { callId: call.id } })).items;
      t.clock.at = plus(at, -1);
      expect(await release(t.clock.at)).toBe(0);
      expect(await register()).toEqual([]);
      expect(await codeOf(result(leads.kg, 0))).toBe('not-found');
      t.clock.at = at;
      const runs = await Promise.all([release(at), release(at)]);
      expect(runs.toSorted()).toEqual([0, 1]);
      expect(await release(plus(at, 5000))).toBe(0);
      expect(await register()).toMatchObject([{ id: all[0]?.id, number: all[0]?.number, callCode: call.code, amount: money(70_000_000), leads: { KG: 'lead.kg.one', CN: 'lead.cn.one' }, announcedAt: at.toISOString() }]);
      expect((await t.anyone(listRegister, { query: { callId: call.id, q: 'application 1' } })).items).toHaveLength(1);
      expect((await t.anyone(listRegister, { query: { callId: call.id, q: 'nothing like it' } })).items).toHaveLength(0);
      for (const q of ['lead.kg.one', 'institution']) expect((await t.anyone(listRegister, { query: { callId: call.id, q } })).items.length).toBeGreaterThan(0);
      expect((await t.anyone(listRegister, { query: { callId: call.id, q: '@' } })).items).toEqual([]);
      const csv = await (await t.anyone(exportRegisterCsv, { query: { callId: call.id } })).text();
      expect(csv.split('\r\n').filter((l) => l.startsWith(all[0]?.number ?? '?'))).toHaveLength(1);
      expect(csv).toContain('700000.00,CNY');
      expect(JSON.parse(await (await t.anyone(exportRegisterJson, { query: { callId: call.id } })).text())).toMatchObject({ grants: [{ id: `KOPURO-${all[0]?.number}`, amountAwarded: 700_000 }] });
      expect((await t.anyone(readAward, { params: { id: all[0]?.id ?? '' } })).institutions.map((i) => i.side)).toEqual(['KG', 'CN']);
      expect(await codeOf(t.anyone(readAward, { params: { id: all[1]?.id ?? '' } }))).toBe('not-found');
      for (const who of [leads.kg, leads.cn]) {
        expect(await result(who, 0)).toEqual({ result: 'award', amount: money(70_000_000), announcedAt: at.toISOString(), comments: [{ reviewNumber: 3, text: 'Well done' }], lot: null });
        expect(await result(who, 1)).toMatchObject({ result: 'reserve', amount: null });
        expect(await result(who, 2)).toMatchObject({ result: 'refused', amount: null });
        expect(await codeOf(result(who, 3))).toBe('not-found');
      }
      expect(await codeOf(result(officers.kg, 0))).toBe('not-found');
      expect(await t.sql('select state, xmin = (select xmin from announcement where state = \'released\' and call_id = $1) same from application where call_id = $1 and state <> \'recommended\' order by number', [call.id]))
        .toEqual([{ state: 'awarded', same: true }, { state: 'on-reserve', same: true }, { state: 'refused', same: true }]);
      expect(await t.sql(`select data->>'result' result from outbox where type = 'awards.announced' order by seq`)).toEqual([{ result: 'award' }, { result: 'reserve' }, { result: 'refused' }]);
    });

    it('leaves the pending ones sealed and votable; the last announcement ends the call’s decisions', async () => {
      expect(await t.sql('select state from call where id = $1', [call.id])).toEqual([{ state: 'deciding' }]);
      expect((await decisions(officers.cn, call.id)).items[3]).toMatchObject({ votes: [], outcome: null });
      t.clock.at = plus(at, 1000);
      expect(await codeOf(propose(officers.kg, plus(at, 2000)))).toBe('announcement.not-decided');
      await vote(chairs.cn, all[3], 'no');
      const next = await propose(officers.cn, plus(at, 2000));
      expect(next.applications).toEqual([all[3]?.id]);
      await officers.kg.call(approveAnnouncement, { params: { id: next.id }, version: next.version });
      t.clock.at = plus(at, 2000);
      expect(await release(t.clock.at)).toBe(1);
      expect(await t.sql('select state from call where id = $1', [call.id])).toEqual([{ state: 'announced' }]);
      expect(await codeOf(propose(officers.kg, plus(at, 4000)))).toBe('call.wrong-state');
    });
  });
});
