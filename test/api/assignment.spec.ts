import { RunAssignment } from '#libs/assignment';
import {
  addAssignment, answerAssignment, approveAssignments, cancelJob, importAffinities, importReviewers, listAssignments, listMyAssignments, listReviewers, readDossier, readDossierDocument,
  readJob, readMyAssignment, removeAssignment, runAssignment,
} from '#libs/assignment/shared/contract';
import { readCall } from '#libs/calls/shared/contract';
import { reportConflict } from '#libs/conflicts/shared/contract';
import { canonicalJson, type AnySide } from '#libs/kernel';
import { Actors, FileStore, newId, sha256 } from '#libs/platform';
import { codeOf, TestApp, until, type Member } from '../support/app.js';
import { publishedCall, submittedApplication, type Officers, type Submitted } from '../support/submitted.js';

const CLOSES = '2026-09-15T07:00:00.000Z';
const REVIEWERS: readonly (readonly [string, AnySide, number])[] = [['k1', 'KG', 2], ['k2', 'KG', 2], ['k3', 'KG', 3], ['c1', 'CN', 1], ['c2', 'CN', 1], ['c3', 'CN', 2], ['i1', 'INT', 1]];

describe('assignment over HTTP', () => {
  let t: TestApp;
  let o: Officers;
  let call: { id: string; code: string };
  const applications: Submitted[] = [];
  const people = new Map<string, Member>();
  const who = (name: string): Member => people.get(name) ?? (() => { throw new Error(name); })();
  const application = (n: number): Submitted => applications[n] ?? (() => { throw new Error(String(n)); })();
  const own = (name: string) => who(name).call(listMyAssignments, {}).then((r) => r.items);
  const draft = (officer: Member = o.kg) => officer.call(listAssignments, { params: { id: call.id } });
  const pool = (change: Partial<Record<string, number>> = {}) => REVIEWERS.map(([name, side, maxLoad]) =>
    ({ email: who(name).email, side, minLoad: 0, maxLoad: change[name] ?? maxLoad, themes: ['seismology'], keywords: ['snow'] }));
  const add = (officer: Member, name: string, n: number) => officer.call(addAssignment, { params: { id: call.id }, body: { applicationId: application(n).id, email: who(name).email } });
  const run = async () => {
    const { jobId } = await o.kg.call(runAssignment, { params: { id: call.id } });
    return until(async () => {
      const job = await o.kg.call(readJob, { params: { id: jobId } });
      return job.state === 'done' || job.state === 'failed' ? job : null;
    });
  };
  const affinity = (name: string, n: number) => Math.round(((name.charCodeAt(1) * 7 + name.charCodeAt(0) * 3 + n * 11) % 17) / 17 * 1e6) / 1e6;

  beforeAll(async () => {
    t = await TestApp.start({ worker: true });
    const person = async (name: string, side: AnySide, institution = `home-${name}`, role?: 'officer') => {
      await t.institution(institution, side);
      people.set(name, await t.person(`${name}@test.example`, side, { institution, ...(role && { role }) }));
    };
    await person('officer.kg', 'KG', 'ministry-kg', 'officer');
    await person('officer.cn', 'CN', 'ministry-cn', 'officer');
    o = { kg: who('officer.kg'), cn: who('officer.cn') };
    for (const n of [0, 1, 2]) {
      await person(`lk${n}`, 'KG');
      await person(`lc${n}`, 'CN');
    }
    // The first Kyrgyz reviewer works where the lead of the first application works.
    for (const [name, side] of REVIEWERS) await person(name, side, name === 'k1' ? 'home-lk0' : undefined);
    await person('outsider', 'KG');
    call = await publishedCall(o, { closesAt: CLOSES, reviewersPerSide: { KG: 2, CN: 1 }, internationalReviewers: 1 });
    for (const n of [0, 1, 2]) {
      applications.push(await submittedApplication(t, call, n + 1, { kg: who(`lk${n}`), cn: who(`lc${n}`) }, { state: n === 2 ? 'submitted' : 'eligible' }));
    }
  });
  afterAll(() => t.stop());

  it('fills the pool, all rows or none, and names the row that is wrong', async () => {
    const wrong = (change: object) => o.kg.call(importReviewers, { params: { id: call.id }, body: { reviewers: [pool()[0] as never, { ...pool()[1], ...change } as never] } });
    await expect(wrong({ email: 'nobody@test.example' })).rejects.toMatchObject({ code: 'person.unknown', body: { errors: [{ pointer: '/reviewers/1/email' }] } });
    await expect(wrong({ side: 'CN' })).rejects.toMatchObject({ code: 'person.side-mismatch', body: { errors: [{ pointer: '/reviewers/1/side' }] } });
    await expect(wrong({ themes: ['seismology', 'alchemy'] })).rejects.toMatchObject({ code: 'theme.unknown', body: { errors: [{ pointer: '/reviewers/1/themes/1' }] } });
    await expect(wrong({ minLoad: 3, maxLoad: 2 })).rejects.toMatchObject({ code: 'row.invalid' });
    expect((await o.kg.call(listReviewers, { params: { id: call.id } })).items).toEqual([]);
    await o.kg.call(importReviewers, { params: { id: call.id }, body: { reviewers: pool({ k2: 1, k3: 1 }) } });
    const { items } = await o.cn.call(listReviewers, { params: { id: call.id } });
    expect(items.map((r) => [r.email, r.maxLoad, r.load])).toEqual([...REVIEWERS].sort().map(([name, , max]) => [who(name).email, name === 'k2' || name === 'k3' ? 1 : max, 0]));
  });

  it('runs after the closing only, when every application was checked', async () => {
    expect(await codeOf(o.kg.call(runAssignment, { params: { id: call.id } }))).toBe('call.wrong-state');
    expect(await codeOf(add(o.kg, 'k2', 0))).toBe('call.wrong-state');
    t.clock.at = new Date(CLOSES);
    expect(await codeOf(o.kg.call(runAssignment, { params: { id: call.id } }))).toBe('assignment.not-ready');
    expect((await draft()).can.run).toEqual({ ok: false, code: 'assignment.not-ready' });
    await t.sql(`begin; set local session_replication_role = replica; update application set state = 'eligible' where id = '${application(2).id}'; commit`);
    expect((await draft()).can.run).toEqual({ ok: true });
    expect(await codeOf(who('k1').call(runAssignment, { params: { id: call.id } }))).toBe('not-found');
  });

  it('explains why it is impossible, in the reader’s language', async () => {
    const job = await run();
    expect(job).toMatchObject({ state: 'failed', problem: 'assignment.infeasible', result: null });
    expect(job.detail).toContain(`KG: ${applications.map((a) => a.number).join(', ')} need 6 reviews`);
    expect(job.detail).toContain('can take 4');
    const chinese = await fetch(`${t.base}/api/v1/jobs/${job.id}`, { headers: { cookie: o.kg.cookie, 'accept-language': 'zh-CN' } }).then((r) => r.json() as Promise<{ detail: string }>);
    expect(chinese.detail).toContain('需要 6 份评审');
    expect((await draft()).items).toEqual([]);
    expect(await codeOf(o.cn.call(readJob, { params: { id: job.id } }))).toBe('not-found');
    expect(await codeOf(o.kg.call(cancelJob, { params: { id: job.id } }))).toBe('job.not-cancellable');
  });

  it('finds the best total that any assignment without conflicts has', async () => {
    await o.kg.call(importReviewers, { params: { id: call.id }, body: { reviewers: pool() } });
    const affinities = REVIEWERS.flatMap(([name]) => applications.map((a, n) => ({ applicationId: a.id, email: who(name).email, affinity: affinity(name, n) })));
    expect(await o.kg.call(importAffinities, { params: { id: call.id }, body: { affinities } })).toEqual({ set: 21 });
    expect(await codeOf(o.kg.call(importAffinities, { params: { id: call.id }, body: { affinities: [{ applicationId: application(0).id, email: who('outsider').email, affinity: 1 }] } }))).toBe('reviewer.unknown');
    const job = await run();
    expect(job).toMatchObject({ state: 'done', progress: 100, problem: null, infeasible: null, result: { optimal: true } });
    const { items, total, lowest, run: found } = await draft();
    expect(found).toMatchObject({ mode: 'total', by: 'officer.kg Test', violations: 0, figures: { total, lowest, fairnessBound: null, fairnessCost: null, pairsChecked: 20, minimumsDropped: false, exchangesAllowed: false, internationalMissing: 2 } });
    expect(items).toHaveLength(10);
    expect(total).toBeCloseTo(bestTotal(), 6);
    expect(lowest).toBeCloseTo(Math.min(...applications.map((a) => items.filter((s) => s.applicationId === a.id).reduce((sum, s) => sum + (s.affinity ?? 0), 0))), 6);
    for (const [n, a] of applications.entries()) {
      const mine = items.filter((s) => s.applicationId === a.id);
      expect([mine.filter((s) => s.side === 'KG').length, mine.filter((s) => s.side === 'CN').length]).toEqual([2, 1]);
      expect(mine.map((s) => s.reviewNumber).sort()).toEqual(mine.map((_, i) => i + 1));
      if (n === 0) expect(mine.map((s) => s.email)).not.toContain(who('k1').email);
    }
  });

  /** The largest total by trying everything: two KG and one CN reviewer each, an INT one where there is one. */
  function bestTotal(): number {
    const options = (n: number) => {
      const kg = [['k1', 'k2'], ['k1', 'k3'], ['k2', 'k3']].filter((p) => n > 0 || !p.includes('k1'));
      return kg.flatMap((p) => ['c1', 'c2', 'c3'].flatMap((c) => [[...p, c], [...p, c, 'i1']]));
    };
    let best = 0;
    for (const x of options(0)) for (const y of options(1)) for (const z of options(2)) {
      const all = [...x, ...y, ...z];
      if (REVIEWERS.some(([name, , max]) => all.filter((r) => r === name).length > max)) continue;
      best = Math.max(best, [x, y, z].reduce((sum, names, n) => sum + names.reduce((s, name) => s + affinity(name, n), 0), 0));
    }
    return best;
  }

  it('drops minimum loads that cannot be met and says so; a run replaces the draft before', async () => {
    await o.kg.call(importReviewers, { params: { id: call.id }, body: { reviewers: pool().map((r) => (r.email === who('i1').email ? { ...r, maxLoad: 9, minLoad: 9 } : r)) } });
    expect((await run()).state).toBe('done');
    const first = await draft();
    expect(first.run?.figures).toMatchObject({ minimumsDropped: true, internationalMissing: 0 });
    expect(first.items).toHaveLength(12);
    await o.kg.call(importReviewers, { params: { id: call.id }, body: { reviewers: pool() } });
    expect((await run()).state).toBe('done');
    const second = await draft();
    expect(second.run?.figures).toMatchObject({ minimumsDropped: false });
    expect(second.items).toHaveLength(10);
  });

  it('shows reviewers nothing before the publication', async () => {
    const [one] = (await draft()).items;
    const name = [...people].find(([, p]) => p.id === one?.personId)?.[0] ?? '';
    expect(await own(name)).toEqual([]);
    expect(await codeOf(who(name).call(readMyAssignment, { params: { id: one?.id ?? '' } }))).toBe('not-found');
    expect(await codeOf(who(name).call(readDossier, { params: { id: one?.id ?? '' } }))).toBe('not-found');
    expect(await codeOf(who(name).call(answerAssignment, { params: { id: one?.id ?? '' }, body: { conflict: false, accept: true } }))).toBe('not-found');
    expect(await codeOf(who(name).call(listAssignments, { params: { id: call.id } }))).toBe('not-found');
  });

  it('lets officers correct the draft within conflicts and loads, in the API and in the database', async () => {
    expect(await codeOf(add(o.kg, 'outsider', 0))).toBe('reviewer.unknown');
    expect(await codeOf(add(o.kg, 'k1', 0))).toBe('conflict.blocks');
    const { items } = await draft();
    const busy = items.find((s) => s.email === who('c1').email);
    const other = applications.findIndex((a) => a.id !== busy?.applicationId);
    expect(await codeOf(add(o.kg, 'c1', other))).toBe('assignment.load-exceeded');
    await o.kg.call(importReviewers, { params: { id: call.id }, body: { reviewers: pool({ c1: 3 }) } });
    expect(await codeOf(add(o.kg, 'c1', applications.findIndex((a) => a.id === busy?.applicationId)))).toBe('assignment.duplicate');
    const insert = (name: string, n: number) => t.sql(`insert into assignment(id, call_id, application_id, person_id, side, number, state, at) values ($1, $2, $3, $4, 'KG', 99, 'proposed', $5)`,
      [newId(), call.id, application(n).id, who(name).id, t.clock.at], 'app');
    await expect(insert('k1', 0)).rejects.toThrow(/conflict.blocks/);
    await o.kg.call(importReviewers, { params: { id: call.id }, body: { reviewers: pool({ c1: 3, c2: 0 }) } });
    const free = applications.findIndex((a) => !items.some((s) => s.applicationId === a.id && s.email === who('c2').email));
    await expect(insert('c2', free)).rejects.toThrow(/assignment.load-exceeded/);
    await o.kg.call(importReviewers, { params: { id: call.id }, body: { reviewers: pool({ c1: 3 }) } });
    await expect(t.sql(`insert into assignment(id, call_id, application_id, person_id, side, number, state, at) values ($1, $2, $3, $4, 'CN', 99, 'accepted', $5)`,
      [newId(), call.id, application(other).id, who('c1').id, t.clock.at], 'app')).rejects.toThrow(/proposed first/);
  });

  it('hides the application from an officer with a conflict, its loads and totals too, while the run covers it', async () => {
    const all = await draft(o.cn);
    await o.kg.call(reportConflict, { params: { id: application(1).id }, body: { email: o.cn.email, reason: 'Shared project' } });
    const seen = await draft(o.cn);
    expect(seen.items).toEqual(all.items.filter((s) => s.applicationId !== application(1).id));
    expect(seen.total).toBeLessThan(all.total);
    const load = (await o.cn.call(listReviewers, { params: { id: call.id } })).items.reduce((sum, r) => sum + r.load, 0);
    expect(load).toBe(seen.items.length);
    expect(await codeOf(add(o.cn, 'c1', 1))).toBe('not-found');
    const hidden = all.items.find((s) => s.applicationId === application(1).id);
    expect(await codeOf(o.cn.call(removeAssignment, { params: { id: hidden?.id ?? '' } }))).toBe('not-found');
    expect((await draft(o.kg)).items).toHaveLength(10);
  });

  it('is published by both sides on the same draft: a change in between takes the first approval back', async () => {
    const first = await o.kg.call(approveAssignments, { params: { id: call.id } });
    expect(first.approvals).toEqual(['KG']);
    expect(first.can.approve).toEqual({ ok: false, code: 'approval.already-given' });
    expect(await codeOf(o.kg.call(approveAssignments, { params: { id: call.id } }))).toBe('approval.already-given');
    const gone = first.items.find((s) => s.side === 'INT');
    await o.kg.call(removeAssignment, { params: { id: gone?.id ?? '' } });
    const second = await o.cn.call(approveAssignments, { params: { id: call.id } });
    expect(second.approvals).toEqual(['CN']);
    expect(second.items.every((s) => s.state === 'proposed')).toBe(true);
    expect(await own('k2')).toEqual([]);
    await expect(t.sql(`update assignment set state = 'published', published_at = $2 where call_id = $1`, [call.id, t.clock.at])).rejects.toThrow(/both sides/);
  });

  it('looks up conflicts again when it is published', async () => {
    const pair = (await draft()).items.find((s) => s.email === who('k2').email);
    await t.sql('update person set institution_id = (select institution_id from person where id = $2) where id = $1', [who('k2').id, who(`lk${applications.findIndex((a) => a.id === pair?.applicationId)}`).id]);
    await expect(o.kg.call(approveAssignments, { params: { id: call.id } })).rejects.toMatchObject({ code: 'conflict.blocks', body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: `#/assignments/${pair?.id}` })]) } });
    await t.sql(`update person set institution_id = (select id from institution where slug = 'home-k2') where id = $1`, [who('k2').id]);
  });

  it('publishes, opens the reviews and tells the reviewers in one transaction', async () => {
    const after = await o.kg.call(approveAssignments, { params: { id: call.id } });
    expect(after.approvals).toEqual(['KG', 'CN']);
    expect(after.items.every((s) => s.state === 'published')).toBe(true);
    expect((await o.kg.call(readCall, { params: { id: call.id } })).state).toBe('reviewing');
    expect((await t.sql<{ state: string }>('select distinct state from application where call_id = $1', [call.id])).map((r) => r.state)).toEqual(['under-review']);
    const told = await t.sql<{ id: string }>(`select data->>'assignmentId' id from outbox where type = 'assignment.published'`);
    expect(told.map((e) => e.id).sort()).toEqual(after.items.map((s) => s.id).sort());
    expect(await codeOf(o.kg.call(runAssignment, { params: { id: call.id } }))).toBe('assignment.already-published');
    expect(await codeOf(add(o.kg, 'c3', 0))).toBe('call.wrong-state');
    expect(await codeOf(o.kg.call(removeAssignment, { params: { id: after.items[0]?.id ?? '' } }))).toBe('assignment.already-published');
  });

  it('opens step by step to the reviewer: first the abstract, after accepting the dossier', async () => {
    const [mine] = await own('k3');
    expect(mine).toMatchObject({ state: 'published', callCode: call.code, theme: 'seismology', reviewState: 'none', institutions: [{ side: 'KG' }, { side: 'CN' }] });
    expect(mine?.abstractEn).toMatch(/^Abstract of application/);
    const id = mine?.id ?? '';
    expect(await codeOf(who('k3').call(readDossier, { params: { id } }))).toBe('assignment.not-accepted');
    expect(await codeOf(who('k3').call(readDossierDocument, { params: { id, documentId: newId() } }))).toBe('assignment.not-accepted');
    expect(await codeOf(who('k2').call(readMyAssignment, { params: { id } }))).toBe('not-found');
    expect((await who('k3').call(answerAssignment, { params: { id }, body: { conflict: false, accept: true } })).state).toBe('accepted');
    expect(await codeOf(who('k3').call(answerAssignment, { params: { id }, body: { conflict: false, accept: false, declineReason: 'time' } }))).toBe('assignment.already-answered');
    const dossier = await who('k3').call(readDossier, { params: { id } });
    expect(dossier).toMatchObject({ number: mine?.number, requested: { amount: '1000000.00', currency: 'CNY' }, team: [{ side: 'KG', role: 'lead' }, { side: 'CN', role: 'lead' }] });
    expect(dossier.narrative.objectives).toMatch(/^Objectives of application/);
    expect(await codeOf(who('k3').call(readDossierDocument, { params: { id, documentId: newId() } }))).toBe('not-found');
    expect(await codeOf(who('k2').call(readDossier, { params: { id } }))).toBe('not-found');
  });

  it('hands out the documents of the dossier as attachments', async () => {
    const mine = (await own('k3')).find((s) => s.state === 'accepted');
    const file = await t.app.get(FileStore).put((async function* () { yield Buffer.from('%PDF-1.7 agreement'); })());
    const document = { id: newId(), code: 'cooperation-agreement', name: '合作协议 "1".pdf', language: 'en', type: 'application/pdf', bytes: file.bytes, sha256: file.sha256 };
    const [before] = await t.sql<{ content: string }>('select content from submission where number = $1', [mine?.number]);
    const content = canonicalJson({ ...JSON.parse(before?.content ?? '') as object, documents: [document] });
    await t.sql(`begin; set local session_replication_role = replica; update submission set content = '${content}', sha256 = '${sha256(content)}' where number = '${mine?.number}'; commit`);
    const answer = await fetch(`${t.base}/api/v1/me/assignments/${mine?.id}/dossier/documents/${document.id}`, { headers: { cookie: who('k3').cookie } });
    expect([answer.status, await answer.text()]).toEqual([200, '%PDF-1.7 agreement']);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent(document.name)}`);
    expect((await fetch(answer.url, { headers: { cookie: who('k2').cookie } })).status).toBe(404);
  });

  it('ends when the reviewer declines or declares a conflict', async () => {
    const [mine] = await own('c3');
    const id = mine?.id ?? '';
    const answer = (body: object) => who('c3').call(answerAssignment, { params: { id }, body: body as never });
    expect(await codeOf(answer({ conflict: false, accept: false, declineReason: 'conflict' }))).toBe('conflict.undeclared');
    const declined = await answer({ conflict: true, conflictReason: 'Former student', accept: true });
    expect(declined).toMatchObject({ state: 'declined', abstractEn: '', institutions: [] });
    expect(await codeOf(who('c3').call(readDossier, { params: { id } }))).toBe('not-found');
    const [stored] = await t.sql(`select c.kind, c.state, c.reason, s.decline_reason from conflict c join assignment s on s.person_id = c.person_id and s.application_id = c.application_id where s.id = $1`, [id]);
    expect(stored).toEqual({ kind: 'declared', state: 'declared', reason: 'Former student', decline_reason: 'conflict' });
    await expect(t.sql(`update assignment set state = 'accepted' where id = $1`, [id])).rejects.toThrow(/conflict.blocks/);
  });

  it('becomes void when a conflict is recorded later', async () => {
    const accepted = (await own('k3')).find((s) => s.state === 'accepted');
    const mine = (await draft()).items.find((s) => s.id === accepted?.id);
    await o.kg.call(reportConflict, { params: { id: mine?.applicationId ?? '' }, body: { email: who('k3').email, reason: 'Shared grant' } });
    expect((await draft()).items.find((s) => s.id === mine?.id)?.state).toBe('void');
    expect(await who('k3').call(readMyAssignment, { params: { id: mine?.id ?? '' } })).toMatchObject({ state: 'void', abstractEn: '' });
    expect(await codeOf(who('k3').call(readDossier, { params: { id: mine?.id ?? '' } }))).toBe('not-found');
    expect(await codeOf(who('k3').call(answerAssignment, { params: { id: mine?.id ?? '' }, body: { conflict: false, accept: true } }))).toBe('conflict.blocks');
    const told = await t.sql<{ data: unknown }>(`select data from outbox where type = 'assignment.voided'`);
    expect(told.map((e) => e.data)).toEqual([{ assignmentId: mine?.id, personId: who('k3').id }]);
  });
});

describe('long work', () => {
  let t: TestApp;
  afterAll(() => t.stop());

  it('stores nothing once it is cancelled, and runs once at a time', async () => {
    t = await TestApp.start();
    const person = async (name: string, side: AnySide, role?: 'officer') => {
      await t.institution(`home-${name}`, side);
      return t.person(`${name}@test.example`, side, { institution: `home-${name}`, ...(role && { role }) });
    };
    const o = { kg: await person('officer.kg', 'KG', 'officer'), cn: await person('officer.cn', 'CN', 'officer') };
    const call = await publishedCall(o, { closesAt: CLOSES, reviewersPerSide: { KG: 1, CN: 1 } });
    await submittedApplication(t, call, 1, { kg: await person('lk', 'KG'), cn: await person('lc', 'CN') }, { state: 'eligible' });
    t.clock.at = new Date(CLOSES);
    const { jobId } = await o.kg.call(runAssignment, { params: { id: call.id }, idempotencyKey: 'one-run' });
    expect((await o.kg.call(runAssignment, { params: { id: call.id }, idempotencyKey: 'one-run' })).jobId).toBe(jobId);
    expect(await codeOf(o.cn.call(runAssignment, { params: { id: call.id } }))).toBe('job.running');
    expect(await codeOf(o.cn.call(cancelJob, { params: { id: jobId } }))).toBe('not-found');
    expect(await o.kg.call(cancelJob, { params: { id: jobId } })).toMatchObject({ state: 'cancelled', kind: 'assign' });
    const actor = await t.app.get(Actors).of(o.kg.id, t.clock.at);
    const reviewers = [await person('rk', 'KG'), await person('rc', 'CN')];
    await o.kg.call(importReviewers, { params: { id: call.id }, body: { reviewers: reviewers.map((r, n) => ({ email: r.email, side: n ? 'CN' as const : 'KG' as const, minLoad: 0, maxLoad: 1, themes: [], keywords: [] })) } });
    const work = (rights = actor) => t.app.get(RunAssignment).work({ id: jobId, actor: rights, subject: call.id, input: {}, progress: async () => undefined, signal: new AbortController().signal });
    expect(await work()).toBeNull();
    expect(await codeOf(work({ ...actor, grants: [] }))).toBe('not-found');
    expect(await codeOf(o.kg.call(approveAssignments, { params: { id: call.id } }))).toBe('assignment.nothing-proposed');
    expect((await o.cn.call(runAssignment, { params: { id: call.id } })).jobId).not.toBe(jobId);
  });
});
