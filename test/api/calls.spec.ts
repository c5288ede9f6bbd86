import { approveCall, createCall, listCalls, readCall, reviseCall } from '#libs/calls/shared/contract';
import { callContent } from '../support/call-content.js';
import { codeOf, TestApp, type Member } from '../support/app.js';

describe('calls over HTTP', () => {
  let t: TestApp;
  let kg: Member;
  let cn: Member;
  beforeAll(async () => {
    t = await TestApp.start();
    kg = await t.person('officer.kg@test.example', 'KG', { role: 'officer' });
    cn = await t.person('officer.cn@test.example', 'CN', { role: 'officer' });
  });
  afterAll(() => t.stop());

  it('is published by the approvals of both sides, and hidden from the public before', async () => {
    const draft = await kg.call(createCall, { body: callContent() });
    expect(draft.state).toBe('draft');
    expect(await codeOf(t.anyone(readCall, { params: { id: draft.id } }))).toBe('not-found');
    const first = await kg.call(approveCall, { params: { id: draft.id }, version: draft.version });
    expect(first.state).toBe('awaiting-approval');
    expect(await codeOf(kg.call(approveCall, { params: { id: draft.id }, version: first.version }))).toBe('approval.already-given');
    const second = await cn.call(approveCall, { params: { id: draft.id }, version: first.version });
    expect(second.state).toBe('open');
    const seen = await t.anyone(readCall, { params: { id: draft.id } });
    expect(seen.content.themes).toHaveLength(9);
    expect(seen.publicationApprovals).toEqual([]);
    expect((await t.anyone(listCalls, { query: { state: 'open' } })).items.map((c) => c.id)).toEqual([draft.id]);
    expect(await codeOf(kg.call(reviseCall, { params: { id: draft.id }, version: second.version, body: callContent() }))).toBe('call.not-draft');
  });

  it('loses its approval when it is revised', async () => {
    const draft = await kg.call(createCall, { body: callContent({ code: 'KC-2027' }) });
    const approved = await kg.call(approveCall, { params: { id: draft.id }, version: draft.version });
    const revised = await kg.call(reviseCall, { params: { id: draft.id }, version: approved.version, body: callContent({ code: 'KC-2027', places: 5 }) });
    expect(revised.publicationApprovals).toEqual([]);
    const again = await cn.call(approveCall, { params: { id: draft.id }, version: revised.version });
    expect(again.state).toBe('awaiting-approval');
  });

  it('never exceeds the programme’s cap, in the API and in the database', async () => {
    expect(await codeOf(kg.call(createCall, { body: callContent({ code: 'KC-X', cap: { amount: '1500000.01', currency: 'CNY' } }) }))).toBe('call.over-programme-cap');
    await expect(t.sql(`update call set cap_fen = 150000001 where code = 'KC-2026'`)).rejects.toThrow(/call.over-programme-cap/);
  });

  it('refuses a stale version and a missing one', async () => {
    const draft = await kg.call(createCall, { body: callContent({ code: 'KC-2028' }) });
    expect(await codeOf(kg.call(approveCall, { params: { id: draft.id }, version: 99 }))).toBe('precondition.stale');
    expect(await codeOf(kg.call(approveCall, { params: { id: draft.id } } as never))).toBe('precondition.required');
  });

  it('answers a repeated Idempotency-Key with the first answer', async () => {
    const body = callContent({ code: 'KC-2029' });
    const first = await kg.call(createCall, { body, idempotencyKey: 'one-intention' });
    const again = await kg.call(createCall, { body, idempotencyKey: 'one-intention' });
    expect(again).toEqual(first);
    expect(await codeOf(kg.call(createCall, { body: { ...body, places: 3 }, idempotencyKey: 'one-intention' }))).toBe('idempotency.key-reused');
  });
});
