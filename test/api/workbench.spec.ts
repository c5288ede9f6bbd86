import {
  addAssignment, approveAssignments, explainPair, importAffinities, importReviewers, liftOverride, listAssignments, listReviewers, readJob, readMatrix, removeAssignment, runAssignment, setOverride,
} from '#libs/assignment/shared/contract';
import { reportConflict } from '#libs/conflicts/shared/contract';
import type { AnySide } from '#libs/kernel';
import { codeOf, TestApp, until, type Member } from '../support/app.js';
import { publishedCall, submittedApplication, type Officers, type Submitted } from '../support/submitted.js';

const CLOSES = '2026-09-15T07:00:00.000Z';
const POOL: readonly (readonly [string, AnySide])[] = [['k1', 'KG'], ['k2', 'KG'], ['k3', 'KG'], ['c1', 'CN'], ['c2', 'CN'], ['c3', 'CN']];
/** The best total takes the large values crosswise and leaves the third application little; the fair one does not. */
const AFFINITY: Record<string, readonly number[]> = { k1: [1, 0.9, 0.8], k2: [0.9, 0.5, 0.1], k3: [0.8, 0.2, 0], c1: [0.6, 0.6, 0.6], c2: [0.5, 0.5, 0.5], c3: [0.4, 0.4, 0.4] };

let t: TestApp;
let o: Officers;
let call: { id: string; code: string };
const applications: Submitted[] = [];
const people = new Map<string, Member>();
const who = (name: string): Member => people.get(name) ?? (() => { throw new Error(name); })();
const application = (n: number): Submitted => applications[n] ?? (() => { throw new Error(String(n)); })();
const pair = (name: string, n: number) => ({ id: call.id, applicationId: application(n).id, personId: who(name).id });
const draft = (officer: Member = o.kg) => officer.call(listAssignments, { params: { id: call.id } });
const matrix = (officer: Member = o.kg, query = {}) => officer.call(readMatrix, { params: { id: call.id }, query });
const explain = (name: string, n: number, officer: Member = o.kg) => officer.call(explainPair, { params: pair(name, n) });
const settle = (name: string, n: number, kind: 'locked' | 'banned', officer: Member = o.kg) => officer.call(setOverride, { params: pair(name, n), body: { kind } });
const lift = (name: string, n: number) => o.kg.call(liftOverride, { params: pair(name, n) });
const pool = (change: Record<string, object> = {}) => o.kg.call(importReviewers, { params: { id: call.id }, body: { reviewers: POOL.map(([name, side]) => (
  { email: who(name).email, side, minLoad: 0, maxLoad: 1, themes: [], keywords: [], ...change[name] })) } });

async function run(mode?: 'total' | 'fair', officer: Member = o.kg) {
  const { jobId } = await officer.call(runAssignment, { params: { id: call.id }, ...(mode && { body: { mode } }) });
  return until(async () => {
    const job = await officer.call(readJob, { params: { id: jobId } });
    return job.state === 'done' || job.state === 'failed' ? job : null;
  });
}
/** Who of the Kyrgyz pool reviews which application, in the draft. */
async function kyrgyz(): Promise<string> {
  const { items } = await draft();
  return applications.map((a) => items.filter((s) => s.applicationId === a.id && s.side === 'KG').map((s) => s.email.split('@')[0]).join('+')).join(' ');
}

beforeAll(async () => {
  t = await TestApp.start({ worker: true });
  const person = async (name: string, side: AnySide, role?: 'officer') => {
    await t.institution(`home-${name.replace('.', '-')}`, side);
    people.set(name, await t.person(`${name}@test.example`, side, { institution: `home-${name.replace('.', '-')}`, ...(role && { role }) }));
  };
  await person('officer.kg', 'KG', 'officer');
  await person('officer.cn', 'CN', 'officer');
  o = { kg: who('officer.kg'), cn: who('officer.cn') };
  for (const n of [0, 1, 2]) {
    await person(`lk${n}`, 'KG');
    await person(`lc${n}`, 'CN');
  }
  for (const [name, side] of POOL) await person(name, side);
  call = await publishedCall(o, { closesAt: CLOSES, reviewersPerSide: { KG: 1, CN: 1 }, internationalReviewers: 0 });
  for (const n of [0, 1, 2]) applications.push(await submittedApplication(t, call, n + 1, { kg: who(`lk${n}`), cn: who(`lc${n}`) }, { state: 'eligible' }));
  t.clock.at = new Date(CLOSES);
  await pool();
  const affinities = POOL.flatMap(([name]) => applications.map((a, n) => ({ applicationId: a.id, email: who(name).email, affinity: AFFINITY[name]?.[n] ?? 0 })));
  await o.kg.call(importAffinities, { params: { id: call.id }, body: { affinities } });
});
afterAll(() => t.stop());

describe('a run', () => {
  it('makes the total largest, or first the worst-served application, and keeps what it found', async () => {
    await run();
    const total = await draft();
    expect(await kyrgyz()).toBe('k3 k2 k1');
    expect(total).toMatchObject({ total: 3.6, run: { mode: 'total', violations: 0, figures: { total: 3.6, pairsChecked: 18, fairnessBound: null, fairnessCost: null } } });
    await run('fair', o.cn);
    const fair = await draft();
    expect(fair.run).toMatchObject({ mode: 'fair', by: 'officer.cn Test', violations: 0, figures: { total: fair.total, lowest: fair.lowest } });
    const figures = fair.run?.figures;
    expect(figures?.lowest).toBeLessThanOrEqual(figures?.fairnessBound ?? 0);
    expect(figures?.lowest).toBeGreaterThanOrEqual(total.lowest ?? 0);
    expect((figures?.total ?? 0) + (figures?.fairnessCost ?? 0)).toBeCloseTo(3.6, 6);
    await expect(t.sql('update assignment_run set total = 9', [])).rejects.toThrow(/never change/);
    await expect(t.sql(`insert into assignment_run(job_id, call_id, mode, total, lowest, violations, pairs_checked, minimums_dropped, exchanges_allowed, international_missing, by_person, at)
      select job_id, call_id, 'total', 1, 1, 1, 1, false, false, 0, by_person, at from assignment_run limit 1`)).rejects.toThrow(/check|unique/);
  });

  it('says in data what stands in the way and what would mend it, with its size', async () => {
    await pool({ k1: { maxLoad: 0 }, k2: { maxLoad: 0 } });
    const job = await run();
    expect(job).toMatchObject({ state: 'failed', problem: 'assignment.infeasible', result: null });
    expect(job.infeasible?.shortfalls).toEqual([{ side: 'KG', applications: applications.map((a) => a.number), hidden: 0, reviewers: [who('k3').email], needed: 3, available: 1, short: 2 }]);
    expect(job.infeasible?.repairs.map((r) => [r.kind, r.side, r.size, r.load])).toEqual([['raise-loads', 'KG', 2, null], ['add-reviewers', 'KG', 2, 1], ['lower-demands', 'KG', 2, null]]);
    expect(job.infeasible?.repairs[0]?.by.reduce((sum, b) => sum + b.amount, 0)).toBe(2);
    await pool();
  });

  it('lets nobody review each other’s applications', async () => {
    const both = (name: string, n: number) => t.sql(`begin; set local session_replication_role = replica; insert into team_member(id, application_id, person_id, email, side, role, state, person_months, invited_at)
      values (gen_random_uuid(), '${application(n).id}', '${who(name).id}', '${who(name).email}', 'KG', 'member', 'accepted', 1, now()); commit`);
    await run();
    expect(await kyrgyz()).toBe('k3 k2 k1');
    // k3 reviews the first application and k1 the third: now each is in the other's team.
    await both('k1', 0);
    await both('k3', 2);
    await run();
    expect(await kyrgyz()).not.toMatch(/^k3 .* k1$/);
    expect((await draft()).run?.figures).toMatchObject({ exchangesAllowed: false });
    await t.sql(`begin; set local session_replication_role = replica; delete from team_member where email = any(array['${who('k1').email}', '${who('k3').email}']); commit`);
  });
});

describe('the matrix', () => {
  it('shows affinities, conflicts, loads and what is assigned, page by page', async () => {
    await run();
    const all = await matrix();
    expect(all.reviewers.map((r) => [r.email, r.load, r.maxLoad])).toEqual(POOL.map(([name]) => [who(name).email, 1, 1]).sort());
    const place = (name: string) => all.reviewers.findIndex((r) => r.email === who(name).email);
    expect(all.items.map((row) => row.number)).toEqual(applications.map((a) => a.number));
    for (const [n, row] of all.items.entries()) for (const [name] of POOL) expect(row.affinities[place(name)]).toBe(AFFINITY[name]?.[n]);
    const { items } = await draft();
    for (const row of all.items) expect(row.assigned.map((s) => s.id).sort()).toEqual(items.filter((s) => s.applicationId === row.applicationId).map((s) => s.id).sort());
    const first = await matrix(o.kg, { limit: 2 });
    const rest = await matrix(o.kg, { limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items]).toEqual(all.items);
    expect(rest.nextCursor).toBeNull();
    expect((await matrix(o.kg, { q: '0002' })).items.map((row) => row.number)).toEqual([application(1).number]);
    expect(await codeOf(matrix(who('k1')))).toBe('not-found');
  });

  it('explains a pair and prices it as solving again does', async () => {
    const best = (await draft()).total;
    expect(await explain('k1', 0)).toMatchObject({
      affinity: 1, source: 'set', computed: 0.1, theme: { code: 'seismology', matched: false }, words: { wanted: ['snow', 'water'], matched: [] }, evidence: { themes: false, keywords: false },
      conflicts: [], load: 1, maxLoad: 1, override: null, assigned: null, price: { forced: 0.6, removed: 0 }, can: { override: { ok: true } },
    });
    const chosen = await explain('k1', 2);
    expect(chosen).toMatchObject({ assigned: { state: 'proposed' }, price: { forced: 0, removed: 0.3 } });
    await settle('k1', 0, 'locked');
    await run();
    expect(best - (await draft()).total).toBeCloseTo(0.6, 6);
    await lift('k1', 0);
    await settle('k1', 2, 'banned');
    await run();
    expect(best - (await draft()).total).toBeCloseTo(0.3, 6);
    await lift('k1', 2);
    await pool({ k1: { themes: ['seismology'], keywords: ['Snow cover'] } });
    expect(await explain('k1', 0)).toMatchObject({ computed: 0.82, theme: { matched: true }, words: { matched: ['snow'] }, evidence: { themes: true, keywords: true } });
    await pool();
  });
});

describe('locks and bans by hand', () => {
  const marked = async () => (await matrix()).items.map((row) => [row.locked.length, row.banned.length]);

  it('survive every run: locked pairs stay, banned ones never return', async () => {
    await settle('k1', 0, 'locked');
    await settle('k3', 1, 'banned');
    for (const mode of ['total', 'fair', 'total'] as const) {
      await run(mode);
      expect(await kyrgyz()).toBe('k1 k2 k3');
    }
    expect(await marked()).toEqual([[1, 0], [0, 1], [0, 0]]);
    expect((await explain('k1', 0)).override).toBe('locked');
    expect(await codeOf(o.kg.call(addAssignment, { params: { id: call.id }, body: { applicationId: application(1).id, email: who('k3').email } }))).toBe('assignment.pair-banned');
  });

  it('change the draft only by a ban, which takes its pair out at once', async () => {
    await settle('k2', 1, 'banned');
    expect(await kyrgyz()).toBe('k1  k3');
    await lift('k2', 1);
    expect(await kyrgyz()).toBe('k1  k3');
    await run();
    expect(await kyrgyz()).toBe('k1 k2 k3');
  });

  it('are possible together, in the API and in the database', async () => {
    expect(await codeOf(settle('k2', 0, 'locked'))).toBe('assignment.places-locked');
    expect(await codeOf(settle('k1', 1, 'locked'))).toBe('assignment.load-exceeded');
    expect(await codeOf(pool({ k1: { maxLoad: 0 } }))).toBe('assignment.load-exceeded');
    expect(await codeOf(settle('officer.cn', 1, 'locked'))).toBe('reviewer.unknown');
    expect(await codeOf(lift('c1', 0))).toBe('not-found');
    const insert = (name: string, n: number, kind: string) => t.sql(`insert into assignment_override values ($1, $2, $3, $4, $5, now())`, [application(n).id, who(name).id, call.id, kind, o.kg.id]);
    await expect(insert('k2', 0, 'locked')).rejects.toThrow('assignment.places-locked');
    await expect(insert('k1', 1, 'locked')).rejects.toThrow('assignment.load-exceeded');
    await expect(insert('k3', 2, 'banned')).rejects.toThrow('assignment.duplicate');
    await expect(t.sql(`insert into assignment(id, call_id, application_id, person_id, side, number, state, at) values (gen_random_uuid(), $1, $2, $3, 'KG', 99, 'proposed', now())`,
      [call.id, application(1).id, who('k3').id])).rejects.toThrow('assignment.pair-banned');
    await o.kg.call(reportConflict, { params: { id: application(2).id }, body: { email: who('c3').email, reason: 'Shared grant' } });
    expect(await codeOf(settle('c3', 2, 'locked'))).toBe('conflict.blocks');
    expect(await explain('c3', 2)).toMatchObject({ conflicts: ['reported'], price: null });
    await expect(insert('c3', 2, 'locked')).rejects.toThrow('conflict.blocks');
  });

  it('yield to a conflict that is found later', async () => {
    await settle('c2', 2, 'locked');
    await o.kg.call(reportConflict, { params: { id: application(2).id }, body: { email: who('c2').email, reason: 'Family' } });
    expect((await run()).state).toBe('done');
    expect((await draft()).items.filter((s) => s.applicationId === application(2).id && s.side === 'CN').map((s) => s.email)).toEqual([who('c1').email]);
  });
});

describe('an officer in conflict', () => {
  it('learns nothing of the application from matrix, loads, prices, the run and its job', async () => {
    const before = await matrix(o.cn);
    await o.kg.call(reportConflict, { params: { id: application(0).id }, body: { email: o.cn.email, reason: 'Shared project' } });
    const seen = await matrix(o.cn);
    expect(seen.items).toEqual(before.items.slice(1));
    expect(seen.reviewers.reduce((sum, r) => sum + r.load, 0)).toBe(4);
    expect(await codeOf(explain('k1', 0, o.cn))).toBe('not-found');
    expect(await codeOf(settle('k1', 0, 'banned', o.cn))).toBe('not-found');
    expect(await codeOf(o.cn.call(liftOverride, { params: pair('k1', 0) }))).toBe('not-found');
    // Over the two applications that are left, k1 is free: forcing them costs nothing that the hidden one would explain.
    expect((await explain('k1', 2, o.cn)).price?.forced).toBe(0);
    expect((await explain('k1', 2, o.kg)).price?.forced).toBeNull();
    const job = await run('total', o.cn);
    expect(job).toMatchObject({ state: 'done', result: { optimal: true } });
    expect(Object.keys(job.result ?? {})).toEqual(['optimal']);
    expect((await draft(o.cn)).run).toMatchObject({ mode: 'total', figures: null });
    expect((await draft(o.kg)).items).toHaveLength(6);
    expect((await o.cn.call(listReviewers, { params: { id: call.id } })).items.reduce((sum, r) => sum + r.load, 0)).toBe(4);
  });

  it('is not told that it waits for a check; nothing is published before all are checked', async () => {
    const state = (s: string) => t.sql(`begin; set local session_replication_role = replica; update application set state = '${s}' where id = '${application(0).id}'; commit`);
    await state('submitted');
    expect((await draft(o.kg)).can.run).toEqual({ ok: false, code: 'assignment.not-ready' });
    expect((await draft(o.cn)).can).toEqual({ run: { ok: true }, approve: { ok: true } });
    await o.cn.call(approveAssignments, { params: { id: call.id } });
    expect(await codeOf(o.kg.call(approveAssignments, { params: { id: call.id } }))).toBe('assignment.not-ready');
    await state('eligible');
    const { items } = await o.kg.call(approveAssignments, { params: { id: call.id } });
    expect(items.every((s) => s.state === 'published')).toBe(true);
    expect(await codeOf(settle('k1', 1, 'banned'))).toBe('call.wrong-state');
    expect((await explain('k1', 0)).can.override).toEqual({ ok: false, code: 'call.wrong-state' });
    expect(await codeOf(o.kg.call(removeAssignment, { params: { id: items[0]?.id ?? '' } }))).toBe('assignment.already-published');
  });
});
