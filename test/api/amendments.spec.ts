import { approveAmendment, listAmendments, listEditions, proposeAmendment, readCall, reviseCall, withdrawAmendment } from '#libs/calls/shared/contract';
import type { Content } from '#libs/calls';
import { createApplication, submitApplication } from '#libs/applications/shared/contract';
import { plus } from '#libs/kernel';
import { codeOf, START, TestApp, type Member } from '../support/app.js';
import { signedDraft } from '../support/drafts.js';
import { publishedCall } from '../support/submitted.js';

/** Sessions end after hours: what is about closing closes soon. */
const SOON = plus(START, 3_600_000).toISOString();
const note = { en: 'More time for teams', ru: 'Больше времени', ky: 'Көбүрөөк убакыт', 'zh-CN': '延长时间' };

describe('amendments over HTTP', () => {
  let t: TestApp;
  let kg: Member;
  let cn: Member;
  let chair: Member;
  let auditor: Member;
  let admin: Member;
  let lead: { kg: Member; cn: Member };
  let codes = 0;

  beforeAll(async () => {
    t = await TestApp.start();
    kg = await t.person('officer.kg@test.example', 'KG', { role: 'officer' });
    cn = await t.person('officer.cn@test.example', 'CN', { role: 'officer' });
    chair = await t.person('chair.kg@test.example', 'KG', { role: 'chair' });
    auditor = await t.person('auditor@test.example', 'INT', { role: 'auditor' });
    admin = await t.person('admin@test.example', 'INT', { role: 'administrator' });
    await Promise.all([t.institution('team-kg', 'KG'), t.institution('team-cn', 'CN')]);
    lead = { kg: await t.person('lead.kg@test.example', 'KG', { institution: 'team-kg' }), cn: await t.person('lead.cn@test.example', 'CN', { institution: 'team-cn' }) };
  });
  afterEach(() => { t.clock.at = START; });
  afterAll(() => t.stop());

  const call = async (change: Partial<Content> = {}) => {
    const { id } = await publishedCall({ kg, cn }, { code: `AM-${++codes}`, maxApplicationsPerLead: null, maxApplicationsPerPerson: null, ...change });
    return kg.call(readCall, { params: { id } });
  };
  const propose = (who: Member, c: Awaited<ReturnType<typeof call>>, change: Partial<Content>) =>
    who.call(proposeAmendment, { params: { id: c.id }, version: c.version, body: { content: { ...c.content, ...change }, note } });
  const approve = (who: Member, id: string, revision: number) => who.call(approveAmendment, { params: { id, revision } });
  const raw = async (id: string, path = '') => (await fetch(`${t.base}/api/v1/calls/${id}${path}`)).text();

  it('take effect with the second side’s approval and with nothing less; the public sees no trace before', async () => {
    const c = await call();
    const before = [await raw(c.id), await raw(c.id, '/editions'), await raw(c.id, '/amendments')];
    const proposed = await propose(kg, c, { places: 12, closesAt: '2026-11-30T10:00:00.000Z' });
    expect(proposed).toMatchObject({ revision: 1, state: 'proposed', approvals: [], side: 'KG', can: { approve: { ok: true } } });
    expect(proposed.changes).toEqual([{ field: 'closesAt', code: null, kind: 'changed' }, { field: 'places', code: null, kind: 'changed' }]);
    await approve(kg, c.id, 1);
    expect(await codeOf(approve(kg, c.id, 1))).toBe('approval.already-given');
    expect([await raw(c.id), await raw(c.id, '/editions'), await raw(c.id, '/amendments')]).toEqual(before);
    for (const reader of [cn, chair, auditor]) expect((await reader.call(listAmendments, { params: { id: c.id } })).items).toMatchObject([{ revision: 1, approvals: [{ side: 'KG' }] }]);
    for (const other of [admin, lead.kg]) expect(await codeOf(other.call(listAmendments, { params: { id: c.id } }))).toBe('not-found');
    expect(await approve(cn, c.id, 1)).toMatchObject({ state: 'effective', endedAt: START.toISOString(), can: { approve: { ok: false, code: 'amendment.not-open' } } });
    const now = await t.anyone(readCall, { params: { id: c.id } });
    expect(now).toMatchObject({ version: c.version + 1, edition: 2, amendedAt: START.toISOString(), content: { places: 12, closesAt: '2026-11-30T10:00:00.000Z' } });
    const { items } = await t.anyone(listEditions, { params: { id: c.id } });
    expect(items.map((e) => [e.number, e.note, e.content.places])).toEqual([[2, note, 12], [1, null, 10]]);
    expect(items[1]?.content).toEqual(c.content);
    const trail = await t.sql<{ action: string }>(`select action from audit_entry where stream = $1 order by seq`, [`call:${c.id}`]);
    expect(trail.map((e) => e.action).slice(-4)).toEqual(['amendment.proposed', 'amendment.approved', 'amendment.approved', 'call.amended']);
    expect(await t.sql(`select data from outbox where type = 'calls.amended' and data->>'callId' = $1`, [c.id])).toEqual([{ data: { callId: c.id, edition: 2 } }]);
  });

  it('are replaced by a new proposal and withdrawn by either side; only the open revision can be approved', async () => {
    const c = await call();
    await propose(kg, c, { places: 11 });
    await approve(kg, c.id, 1);
    const second = await propose(cn, c, { places: 13 });
    expect(second).toMatchObject({ revision: 2, approvals: [] });
    expect(await codeOf(approve(cn, c.id, 1))).toBe('amendment.not-open');
    await approve(cn, c.id, 2);
    expect(await kg.call(withdrawAmendment, { params: { id: c.id, revision: 2 } })).toMatchObject({ state: 'withdrawn' });
    expect(await codeOf(approve(kg, c.id, 2))).toBe('amendment.not-open');
    expect(await codeOf(kg.call(withdrawAmendment, { params: { id: c.id, revision: 9 } }))).toBe('not-found');
    expect((await t.anyone(readCall, { params: { id: c.id } })).content.places).toBe(10);
  });

  it('name every broken rule at its place in the request', async () => {
    const c = await call();
    const refusal = await propose(kg, c, { code: 'OTHER', places: 9, themes: c.content.themes.slice(1) }).catch((e: { body: { errors: { code: string; pointer: string }[] } }) => e.body.errors);
    expect(refusal).toMatchObject([
      { code: 'amendment.fixed', pointer: expect.stringMatching(/\/content\/code$/) as string }, { code: 'amendment.takes-away', pointer: expect.stringMatching(/\/content\/places$/) as string },
      { code: 'amendment.takes-away', pointer: expect.stringMatching(/\/content\/themes$/) as string },
    ]);
    expect(await codeOf(propose(kg, c, {}))).toBe('amendment.nothing-changed');
    expect(await codeOf(propose(kg, { ...c, version: 99 }, { places: 11 }))).toBe('precondition.stale');
    expect(await codeOf(propose(kg, c, { cap: { amount: '1500000.01', currency: 'CNY' } }))).toBe('call.over-programme-cap');
    expect(await codeOf(kg.call(reviseCall, { params: { id: c.id }, version: c.version, body: c.content }))).toBe('call.not-draft');
  });

  it('end with the closing of the call, also those that one side has approved', async () => {
    const c = await call({ closesAt: SOON });
    await propose(kg, c, { closesAt: '2026-11-30T10:00:00.000Z' });
    await approve(kg, c.id, 1);
    t.clock.at = new Date(c.content.closesAt);
    expect(await codeOf(approve(cn, c.id, 1))).toBe('call.not-amendable');
    expect((await kg.call(listAmendments, { params: { id: c.id } })).items[0]?.can.approve).toEqual({ ok: false, code: 'call.not-amendable' });
    t.clock.at = plus(t.clock.at, -1);
    expect(await approve(cn, c.id, 1)).toMatchObject({ state: 'effective' });
  });

  it('keep drafts with their signatures, and let them in until the new closing', async () => {
    const c = await call({ closesAt: SOON });
    const draft = await signedDraft(c.id, lead.kg, lead.cn);
    await propose(kg, c, { closesAt: '2026-11-30T10:00:00.000Z', themes: [{ code: 'glaciers', names: { en: 'Glaciers' } }, ...c.content.themes] });
    await approve(kg, c.id, 1);
    await approve(cn, c.id, 1);
    await lead.kg.call(createApplication, { body: { callId: c.id, theme: 'glaciers', months: 12 } });
    t.clock.at = new Date(c.content.closesAt);
    expect((await lead.kg.call(submitApplication, { params: { id: draft.id } })).number).toBe(`${c.content.code}-0001`);
  });

  it('ask nothing new of those who have submitted, also when they did so after the proposal', async () => {
    const c = await call();
    const draft = await signedDraft(c.id, lead.kg, lead.cn);
    await propose(kg, c, { requiredDocuments: ['cooperation-agreement', 'permit'] });
    await approve(kg, c.id, 1);
    await lead.kg.call(submitApplication, { params: { id: draft.id } });
    expect(await codeOf(approve(cn, c.id, 1))).toBe('amendment.after-submission');
    expect((await t.anyone(readCall, { params: { id: c.id } })).content.requiredDocuments).toEqual(['cooperation-agreement']);
  });

  it('keep what scores mean, and calls without that go on as before', async () => {
    const descriptors = [{ score: 0, texts: { en: 'Fails' } }, { score: 5, texts: { en: 'Excellent', ru: 'Отлично', ky: 'Мыкты', 'zh-CN': '优秀' } }];
    const c = await call();
    expect(c.content.criteria[0]).not.toHaveProperty('descriptors');
    await propose(cn, c, { criteria: c.content.criteria.map((k, n) => (n === 0 ? { ...k, descriptors } : k)) });
    await approve(kg, c.id, 1);
    await approve(cn, c.id, 1);
    expect((await t.anyone(readCall, { params: { id: c.id } })).content.criteria.map((k) => k.descriptors)).toEqual([descriptors, undefined]);
  });
});
