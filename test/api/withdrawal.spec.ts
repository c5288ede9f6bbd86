import { addAssignment, listMyAssignments } from '#libs/assignment/shared/contract';
import { agreeToWithdrawal, createApplication, fileCheck, giveNotice, listApplications, readApplication, readChecks, readWithdrawal, submitApplication, takeBackNotice } from '#libs/applications/shared/contract';
import { WithdrawByTime } from '#libs/applications';
import { approveAnnouncement, castVote, listAnnouncements, listDecisions, previewLetters, proposeAnnouncement } from '#libs/awards/shared/contract';
import { ReleaseAnnouncements } from '#libs/awards';
import { readCall } from '#libs/calls/shared/contract';
import { DAY_MS, plus } from '#libs/kernel';
import { listMyLetters } from '#libs/notifications/shared/contract';
import { Relay, systemActor } from '#libs/platform';
import { readRanking } from '#libs/scoring/shared/contract';
import { codeOf, START, TestApp, type Member } from '../support/app.js';
import { completeDraft, read, signedDraft } from '../support/drafts.js';
import { addDeclaredConflict } from '../support/letters.js';
import { acceptedAssignment, leadsOf, outsider, planted, rankedApplications } from '../support/reviewed.js';
import { publishedCall, submittedApplication, type Submitted } from '../support/submitted.js';

let t: TestApp;
let officers: { kg: Member; cn: Member };
let blind: Member;
let chairs: { kg: Member; cn: Member };
let auditor: Member;
let reviewer: Member;
let leads: { kg: Member; cn: Member };
let calls = 0;

beforeAll(async () => {
  t = await TestApp.start();
  officers = { kg: await outsider(t, 'officer.kg', 'KG', 'officer'), cn: await outsider(t, 'officer.cn', 'CN', 'officer') };
  blind = await outsider(t, 'blind', 'KG', 'officer');
  chairs = { kg: await outsider(t, 'chair.kg', 'KG', 'chair'), cn: await outsider(t, 'chair.cn', 'CN', 'chair') };
  auditor = await outsider(t, 'auditor', 'INT', 'auditor');
  reviewer = await outsider(t, 'reviewer', 'KG');
  leads = await leadsOf(t, 'one');
});
afterAll(() => t.stop());
beforeEach(() => { t.clock.at = START; });

const free = { maxApplicationsPerLead: null, maxApplicationsPerPerson: null };
const newCall = () => publishedCall(officers, { code: `KC-W${++calls}`, ...free });
const at = (id: string) => ({ params: { id } });
const give = (who: Member, id: string, reason = 'The partner institution closes') => who.call(giveNotice, { ...at(id), body: { reason } });
const agree = async (who: Member, id: string) => who.call(agreeToWithdrawal, { ...at(id), body: { notice: (await who.call(readWithdrawal, at(id))).notice?.id ?? '' } });
const withdrawn = async (id: string) => { await give(leads.kg, id); await agree(leads.cn, id); };
const sweep = (when: Date) => t.app.get(WithdrawByTime).run(systemActor(when));
const submitted = async (state = 'submitted'): Promise<Submitted> => submittedApplication(t, await newCall(), 1, leads, { state });
/** Letters about an application, after all events have been taken: template and mailbox. */
async function letters(id: string): Promise<string[]> {
  const relay = t.app.get(Relay);
  for (const e of await t.sql<{ id: string }>('select id from outbox where done_at is null order by seq')) await relay.deliver(e.id);
  return (await t.sql<{ l: string }>(`select template || ' ' || split_part(email::text, '@', 1) l from letter where application_id = $1 and template <> 'submitted' order by at, 1`, [id])).map((r) => r.l);
}

describe('withdrawal over HTTP', () => {
  it('needs both leads: one gives notice, the other agrees, and it is withdrawn at once', async () => {
    const { id } = await submitted('eligible');
    expect(await leads.kg.call(readWithdrawal, at(id))).toMatchObject({ notice: null, withdrawnAt: null, atOnce: false, days: 14, can: { give: { ok: true }, agree: { ok: false, code: 'withdrawal.not-given' } } });
    const given = await give(leads.kg, id);
    expect(given).toMatchObject({
      notice: { side: 'KG', reason: 'The partner institution closes', at: START.toISOString(), effectiveFrom: plus(START, 14 * DAY_MS).toISOString() }, agreed: null, withdrawnAt: null,
      can: { give: { ok: false, code: 'withdrawal.already-given' }, agree: { ok: false, code: 'withdrawal.own' }, takeBack: { ok: true } },
    });
    expect(await letters(id)).toEqual(['withdrawal-given lead.cn.one']);
    expect(await codeOf(agree(leads.kg, id))).toBe('withdrawal.own');
    expect(await codeOf(give(leads.cn, id))).toBe('withdrawal.already-given');
    expect(await codeOf(leads.cn.call(takeBackNotice, at(id)))).toBe('withdrawal.not-yours');
    expect(await codeOf(leads.cn.call(agreeToWithdrawal, { ...at(id), body: { notice: id } }))).toBe('withdrawal.not-given');
    expect(await agree(leads.cn, id)).toMatchObject({ agreed: { side: 'CN', at: START.toISOString() }, withdrawnAt: START.toISOString(), can: { give: { ok: false, code: 'application.withdrawn' } } });
    expect(await read(leads.kg, id)).toMatchObject({ state: 'withdrawn', can: { edit: { ok: false } } });
    expect(await letters(id)).toEqual(['withdrawal-given lead.cn.one', ...['blind', 'lead.cn.one', 'lead.kg.one', 'officer.cn', 'officer.kg'].map((who) => `withdrawn ${who}`)]);
    const letter = (await officers.kg.call(listMyLetters, {})).items.find((l) => l.template === 'withdrawn');
    expect(letter?.subject).toBe(`Köpürö: new message ${(await read(leads.kg, id)).number}`);
    expect(letter?.text).toContain('has been withdrawn');
    expect(letter?.text).not.toContain('Application 1');
    expect((await t.sql<{ action: string }>('select action from audit_entry where stream = $1 order by seq', [`application:${id}`])).map((r) => r.action)).toEqual(['withdrawal.given', 'withdrawal.agreed', 'application.withdrawn']);
  });

  it('takes effect after fourteen days by one lead’s notice, unless it is taken back', async () => {
    const [first, second] = [await submitted(), await submitted('under-review')];
    await give(leads.cn, first.id);
    await give(leads.cn, second.id);
    expect(await leads.cn.call(takeBackNotice, at(second.id))).toMatchObject({ notice: null, can: { give: { ok: true } } });
    expect(await letters(second.id)).toEqual(['withdrawal-given lead.kg.one', 'withdrawal-taken-back lead.kg.one']);
    expect(await sweep(plus(START, 14 * DAY_MS - 1))).toBe(0);
    t.clock.at = plus(START, 14 * DAY_MS);
    leads = { kg: { ...leads.kg, ...(await t.logIn(leads.kg.email)) }, cn: { ...leads.cn, ...(await t.logIn(leads.cn.email)) } };
    expect(await codeOf(leads.cn.call(takeBackNotice, at(first.id)))).toBe('application.withdrawn');
    expect(await sweep(t.clock.at)).toBe(1);
    expect(await sweep(t.clock.at)).toBe(0);
    expect(await Promise.all([first, second].map(async ({ id }) => (await read(leads.kg, id)).state))).toEqual(['withdrawn', 'eligible']);
    expect(await leads.kg.call(readWithdrawal, at(first.id))).toMatchObject({ agreed: null, withdrawnAt: t.clock.at.toISOString() });
    expect(await give(leads.kg, second.id)).toMatchObject({ notice: { side: 'KG' } });
  });

  it('is known to the team alone until it takes effect, and then to those who read the application', async () => {
    const { id } = await submitted();
    await addDeclaredConflict(t, blind.id, id);
    const before = JSON.stringify([await read(officers.kg, id), await officers.kg.call(listApplications, { query: { q: 'Application' } })]);
    await give(leads.kg, id);
    expect(JSON.stringify([await read(officers.kg, id), await officers.kg.call(listApplications, { query: { q: 'Application' } })])).toBe(before);
    for (const who of [officers.kg, chairs.cn, auditor, blind, reviewer]) expect(await codeOf(who.call(readWithdrawal, at(id)))).toBe('not-found');
    for (const who of [officers.kg, reviewer]) for (const act of [() => give(who, id), () => who.call(takeBackNotice, at(id)), () => who.call(agreeToWithdrawal, { ...at(id), body: { notice: id } })]) expect(await codeOf(act())).toBe('not-found');
    await agree(leads.cn, id);
    for (const who of [officers.kg, chairs.cn, auditor]) expect(await who.call(readWithdrawal, at(id))).toMatchObject({ notice: { side: 'KG' }, agreed: { side: 'CN' }, can: { give: { ok: false, code: 'not-found' } } });
    for (const who of [blind, reviewer]) expect(await codeOf(who.call(readWithdrawal, at(id)))).toBe('not-found');
    expect(await letters(id)).not.toContain('withdrawn blind');
    const { callId } = await read(officers.kg, id);
    expect((await officers.kg.call(listApplications, { query: { state: 'withdrawn', callId } })).items.map((a) => a.id)).toEqual([id]);
    expect((await blind.call(listApplications, { query: { state: 'withdrawn', callId } })).items).toEqual([]);
  });

  it('of a draft is its one lead’s alone, and of both where both lead it; it leaves the lists', async () => {
    const call = await newCall();
    const alone = await leads.kg.call(createApplication, { body: { callId: call.id, theme: 'seismology', months: 12 } });
    expect((await leads.kg.call(readWithdrawal, at(alone.id))).atOnce).toBe(true);
    expect(await give(leads.kg, alone.id, '')).toMatchObject({ withdrawnAt: START.toISOString(), agreed: null });
    const joint = await completeDraft(call.id, leads.kg, leads.cn);
    expect(await give(leads.kg, joint.id)).toMatchObject({ withdrawnAt: null });
    await agree(leads.cn, joint.id);
    expect((await leads.kg.call(listApplications, { query: { callId: call.id } })).items).toEqual([]);
    expect((await read(leads.kg, alone.id)).state).toBe('withdrawn');
    expect(await codeOf(officers.kg.call(readApplication, at(joint.id)))).toBe('not-found');
    expect(await codeOf(officers.kg.call(readWithdrawal, at(joint.id)))).toBe('not-found');
    expect(await letters(joint.id)).toEqual(['invitation lead.cn.one', 'withdrawal-given lead.cn.one', 'withdrawn lead.cn.one', 'withdrawn lead.kg.one']);
  });

  it('frees the leads for another application', async () => {
    const call = await publishedCall(officers, { code: `KC-W${++calls}`, maxApplicationsPerLead: 1 });
    const [one, two] = [await signedDraft(call.id, leads.kg, leads.cn), await signedDraft(call.id, leads.kg, leads.cn)];
    await leads.kg.call(submitApplication, at(one.id));
    expect(await codeOf(leads.kg.call(submitApplication, at(two.id)))).toBe('lead.too-many-applications');
    await withdrawn(one.id);
    expect(await leads.kg.call(submitApplication, at(two.id))).toHaveProperty('number');
  });

  it('ends the checks, and leaves one that was filed sealed from the other side', async () => {
    const { id } = await submitted();
    const check = (who: Member) => who.call(fileCheck, { ...at(id), body: { verdict: 'pass', reason: null, note: '' } });
    await check(officers.kg);
    await withdrawn(id);
    expect(await codeOf(check(officers.cn))).toBe('application.wrong-state');
    expect((await officers.cn.call(readChecks, at(id))).checks).toEqual([]);
    expect((await officers.kg.call(readChecks, at(id))).checks.map((c) => c.side)).toEqual(['KG']);
  });

  it('voids the assignments and tells the reviewers, and nobody is assigned afterwards', async () => {
    const a = await submitted('under-review');
    const { callId } = await read(officers.kg, a.id);
    const assignment = await acceptedAssignment(t, callId, a.id, reviewer, 'KG', 1);
    await withdrawn(a.id);
    expect((await reviewer.call(listMyAssignments, {})).items.find((x) => x.id === assignment)?.state).toBe('void');
    expect(await letters(a.id)).toContain('review-void reviewer');
    const email = (await outsider(t, 'late', 'CN')).email;
    await planted(t, `insert into reviewer(call_id, person_id, side, max_load, at) select '${callId}', id, 'CN', 9, now() from person where email = '${email}'`);
    expect(await codeOf(officers.kg.call(addAssignment, { params: { id: callId }, body: { applicationId: a.id, email } }))).toMatch(/wrong-state/);
    expect((await officers.kg.call(readRanking, { params: { id: callId } })).items).toEqual([]);
  });
});

describe('a withdrawal while both sides decide', () => {
  const yes = (who: Member, id: string) => who.call(castVote, { ...at(id), body: { value: 'yes', amount: { amount: '500000.00', currency: 'CNY' }, protocol: 'P' } });
  const decide = async (id: string) => { await yes(chairs.kg, id); await yes(chairs.cn, id); };
  const results = async (callId: string) => (await officers.kg.call(listDecisions, { params: { id: callId } }));

  it('closes the vote, and the ranks close up', async () => {
    const call = await newCall();
    const [a, b] = await rankedApplications(t, call, leads, [100_000_000, 100_000_000]) as [Submitted, Submitted];
    await yes(chairs.kg, a.id);
    await withdrawn(a.id);
    expect(await codeOf(yes(chairs.cn, a.id))).toBe('application.withdrawn');
    const seen = await results(call.id);
    expect(seen.items.map((d) => [d.applicationId, d.withdrawn, d.rank, d.outcome])).toEqual([[a.id, true, null, null], [b.id, false, 1, null]]);
    expect(seen.items[0]?.votes.map((v) => v.side)).toEqual(['KG']);
    expect((await officers.cn.call(listDecisions, { params: { id: call.id } })).items[0]?.votes).toEqual([]);
    expect((await officers.kg.call(readRanking, { params: { id: call.id } })).items.map((i) => i.number)).toEqual([b.number]);
    expect(await yes(chairs.kg, b.id)).toMatchObject({ rank: 1 });
  });

  it('frees the place and the money of an award that was not announced; nothing of it is announced', async () => {
    const call = await publishedCall(officers, { code: `KC-W${++calls}`, places: 1, ...free });
    const [a, b] = await rankedApplications(t, call, leads, [100_000_000, 100_000_000]) as [Submitted, Submitted];
    await decide(a.id);
    const opens = plus(START, 3_600_000);
    const proposed = await officers.kg.call(proposeAnnouncement, { params: { id: call.id }, body: { at: opens.toISOString() } });
    await officers.cn.call(approveAnnouncement, { params: { id: proposed.id }, version: proposed.version });
    await withdrawn(a.id);
    expect((await officers.kg.call(listAnnouncements, { params: { id: call.id } })).items[0]).toMatchObject({ counts: { award: 0 }, applications: [] });
    expect((await officers.kg.call(previewLetters, { params: { id: proposed.id } })).count).toBe(0);
    await decide(b.id);
    expect(await results(call.id)).toMatchObject({ awarded: 1, awardedSum: { amount: '500000.00' }, items: [{ applicationId: a.id, outcome: null }, { applicationId: b.id, outcome: { result: 'award' } }] });
    expect(await t.app.get(ReleaseAnnouncements).run(systemActor(opens))).toBe(1);
    expect((await read(leads.kg, a.id)).state).toBe('withdrawn');
    expect((await letters(a.id)).filter((l) => l.startsWith('result'))).toEqual([]);
    expect(await codeOf(officers.kg.call(proposeAnnouncement, { params: { id: call.id }, body: { at: plus(opens, 1).toISOString(), applications: [a.id] } }))).toBe('announcement.not-decided');
  });

  it('is refused from the announced instant on, released or not', async () => {
    const call = await newCall();
    const [a] = await rankedApplications(t, call, leads, [100_000_000]) as [Submitted];
    await decide(a.id);
    const opens = plus(START, 3_600_000);
    const proposed = await officers.kg.call(proposeAnnouncement, { params: { id: call.id }, body: { at: opens.toISOString() } });
    await officers.cn.call(approveAnnouncement, { params: { id: proposed.id }, version: proposed.version });
    await give(leads.kg, a.id);
    t.clock.at = opens;
    expect(await codeOf(agree(leads.cn, a.id))).toBe('application.already-announced');
    await t.app.get(ReleaseAnnouncements).run(systemActor(opens));
    expect(await codeOf(agree(leads.cn, a.id))).toBe('application.already-announced');
    expect(await sweep(plus(START, 15 * DAY_MS))).toBe(0);
    expect((await read(leads.kg, a.id)).state).toBe('awarded');
  });

  it('of the last application that waits for its result ends the call', async () => {
    const call = await newCall();
    const [a, b] = await rankedApplications(t, call, leads, [100_000_000, 100_000_000]) as [Submitted, Submitted];
    await decide(a.id);
    const opens = plus(START, 3_600_000);
    const proposed = await officers.kg.call(proposeAnnouncement, { params: { id: call.id }, body: { at: opens.toISOString() } });
    await officers.cn.call(approveAnnouncement, { params: { id: proposed.id }, version: proposed.version });
    await t.app.get(ReleaseAnnouncements).run(systemActor(opens));
    const state = async () => (await officers.kg.call(readCall, { params: { id: call.id } })).state;
    expect(await state()).toBe('deciding');
    await withdrawn(b.id);
    expect(await state()).toBe('announced');
  });
});

describe('the database', () => {
  it('withdraws nothing on one lead’s word before its time, and nothing past the notice', async () => {
    const { id } = await submitted();
    const bare = (sql: string) => t.sql(`begin; select set_config('app.person_id', '${leads.kg.id}', true), set_config('app.at', '${START.toISOString()}', true); ${sql}; commit`, [], 'app');
    await expect(bare(`update application set state = 'withdrawn' where id = '${id}'`)).rejects.toThrow('withdrawal.not-given');
    const { notice } = await give(leads.kg, id);
    const effect = `update application set state = 'withdrawn' where id = '${id}'; update withdrawal set effective_at = '${START.toISOString()}', withdrawn_from = 'submitted' where id = '${notice?.id}'`;
    await expect(bare(effect)).rejects.toThrow('withdrawal.not-given');
    await expect(bare(`update withdrawal set agreed_by = '${leads.cn.id}', agreed_at = now() where id = '${notice?.id}'; ${effect}`)).rejects.toThrow('withdrawal.own');
    await expect(bare(`update withdrawal set effective_from = now() where id = '${notice?.id}'`)).rejects.toThrow(/withdrawal/);
    await expect(bare(`update withdrawal set effective_at = now(), withdrawn_from = 'submitted' where id = '${notice?.id}'`)).rejects.toThrow('application.wrong-state');
    await expect(bare(`insert into withdrawal(id, application_id, side, given_by, given_at, effective_from) values (gen_random_uuid(), '${id}', 'CN', '${leads.cn.id}', now(), now() + interval '20 days')`)).rejects.toThrow(/not-found|already-given/);
    await agree(leads.cn, id);
    await expect(bare(`update withdrawal set taken_back_at = now() where id = '${notice?.id}'`)).rejects.toThrow('withdrawal.not-given');
  });
});
