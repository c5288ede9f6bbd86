import { activate, closeAccount, createToken, endSessions, grantRole, importPeople, issueCode, listPeople, logOut, reopenAccount, requestCode, register, revokeToken, whoAmI } from '#libs/identity/shared/contract';
import { verifyAudit } from '#libs/identity/shared/audit-contract';
import { client } from '#libs/kernel';
import { codeOf, PASSWORD, TestApp, type Member } from '../support/app.js';

describe('accounts over HTTP', () => {
  let t: TestApp;
  let admin: Member;
  beforeAll(async () => {
    t = await TestApp.start();
    admin = await t.person('admin@test.example', 'KG', { role: 'administrator' });
  });
  afterAll(() => t.stop());

  it('logs in, says who is in, logs out', async () => {
    expect((await admin.call(whoAmI, {})).email).toBe('admin@test.example');
    await t.person('out@test.example', 'CN');
    const out = await t.logIn('out@test.example');
    await out.call(logOut, {});
    expect(await codeOf(out.call(whoAmI, {}))).toBe('session.required');
  });

  it('answers the same for a wrong password and an unknown address', async () => {
    const post = (email: string) => fetch(`${t.base}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password: 'not-the-password' }) });
    const [known, unknown] = [await post('admin@test.example'), await post('nobody@test.example')];
    expect([known.status, unknown.status]).toEqual([401, 401]);
    expect(await known.text()).toBe(await unknown.text());
  });

  it('activates an account by its code, once', async () => {
    const { items: [row] } = await admin.call(importPeople, { body: { people: [{ email: 'new@test.example', family: 'Асанова', given: 'Айгүл', institution: 'default-kg' }] } });
    const code = row?.code ?? '';
    expect(await codeOf(t.anyone(activate, { body: { email: 'new@test.example', code: 'WRONG-CODE2', password: PASSWORD } }))).toBe('activation.invalid');
    expect(await codeOf(t.anyone(activate, { body: { email: 'new@test.example', code, password: 'short' } }))).toBe('password.too-short');
    await t.anyone(activate, { body: { email: 'new@test.example', code, password: PASSWORD } });
    expect(await codeOf(t.anyone(activate, { body: { email: 'new@test.example', code, password: PASSWORD } }))).toBe('activation.invalid');
    expect((await (await t.logIn('new@test.example')).call(whoAmI, {})).given).toBe('Айгүл');
  });

  it('asks for an account and for a code without telling who is known', async () => {
    const institutionId = await t.institution('reg', 'CN');
    const body = { email: 'reg@test.example', family: '欧阳', given: '雪', institutionId, language: 'zh-CN' as const };
    expect(await t.anyone(register, { body })).toEqual({ email: 'reg@test.example' });
    expect(await t.anyone(register, { body })).toEqual({ email: 'reg@test.example' });
    expect(await t.anyone(requestCode, { body: { email: 'who@test.example' } })).toEqual({ email: 'who@test.example' });
  });

  it('ends sessions and tokens, closes an account and opens it again, but nobody their own', async () => {
    const person = await t.person('closing@test.example', 'KG', { role: 'officer' });
    const { secret } = await person.call(createToken, { body: { name: 'script', days: 1 } });
    const script = client({ base: `${t.base}/api/v1`, headers: () => ({ authorization: `Bearer ${secret}` }) });
    expect(await admin.call(endSessions, { params: { id: person.id } })).toEqual({ ended: 2 });
    expect(await codeOf(person.call(whoAmI, {}))).toBe('session.required');
    expect(await codeOf(script(listPeople, {}))).toBe('session.required');
    const again = await t.logIn(person.email);
    expect(await admin.call(closeAccount, { params: { id: person.id } })).toMatchObject({ state: 'closed', roles: [{ role: 'officer', side: 'KG' }] });
    expect(await codeOf(again.call(whoAmI, {}))).toBe('session.required');
    await expect(t.logIn(person.email)).rejects.toThrow('session.wrong-credentials');
    expect(await admin.call(reopenAccount, { params: { id: person.id } })).toMatchObject({ state: 'active' });
    expect((await (await t.logIn(person.email)).call(whoAmI, {})).roles).toHaveLength(1);
    expect(await codeOf(admin.call(closeAccount, { params: { id: admin.id } }))).toBe('account.own');
    expect(await codeOf(person.call(closeAccount, { params: { id: admin.id } }))).toBe('session.required');
    expect((await t.sql<{ action: string }>(`select action from audit_entry where stream = $1 and action ~ 'closed|reopened|sessions' order by seq`, [`person:${person.id}`])).map((e) => e.action)).toEqual(['sessions.ended', 'account.closed', 'account.reopened']);
  });

  it('gives no role to oneself, and none by somebody who may not', async () => {
    expect(await codeOf(admin.call(grantRole, { params: { id: admin.id }, body: { role: 'auditor', side: null } }))).toBe('role.own');
    const person = await t.person('plain@test.example', 'KG');
    expect(await codeOf(person.call(grantRole, { params: { id: admin.id }, body: { role: 'auditor', side: null } }))).toBe('not-found');
    expect(await codeOf(person.call(listPeople, {}))).toBe('not-found');
  });

  it('hands a code to nobody who could take over an account with a role or one of the other side', async () => {
    const officer = await t.person('officer.kg@test.example', 'KG', { role: 'officer' });
    const chair = await t.person('chair.cn@test.example', 'CN', { role: 'chair' });
    const [mine, theirs] = [await t.person('mine@test.example', 'KG'), await t.person('theirs@test.example', 'CN')];
    const codeFor = (who: Member, id: string) => who.call(issueCode, { params: { id } });
    for (const [who, id] of [[officer, chair.id], [admin, chair.id], [admin, officer.id], [officer, theirs.id]] as const) expect(await codeOf(codeFor(who, id))).toBe('activation.by-letter-only');
    expect((await codeFor(officer, mine.id)).code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    expect((await codeFor(admin, theirs.id)).code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    const row = (email: string, institution: string) => ({ email, family: 'New', given: '', institution });
    const { items } = await officer.call(importPeople, { body: { people: [row('new.kg@test.example', 'default-kg'), row('new.cn@test.example', 'default-cn')] } });
    expect(items.map((i) => i.code === null)).toEqual([false, true]);
  });

  it('lets scripts in by a token until it is revoked', async () => {
    const { token, secret } = await admin.call(createToken, { body: { name: 'script', days: 30 } });
    const script = client({ base: `${t.base}/api/v1`, headers: () => ({ authorization: `Bearer ${secret}` }) });
    expect((await script(whoAmI, {})).email).toBe('admin@test.example');
    await admin.call(revokeToken, { params: { id: token.id } });
    expect(await codeOf(script(whoAmI, {}))).toBe('session.required');
  });

  it('refuses a cookie-borne write from another site', async () => {
    const res = await fetch(`${t.base}/api/v1/me`, { method: 'PATCH', headers: { cookie: admin.cookie, 'content-type': 'application/json', origin: 'https://evil.example' }, body: '{"language":"ru"}' });
    expect(res.status).toBe(403);
    expect((await res.json() as { code: string }).code).toBe('request.cross-site');
  });

  it('verifies the audit chain and finds a change made behind its back', async () => {
    const auditor = await t.person('auditor@test.example', 'KG', { role: 'auditor' });
    const before = await auditor.call(verifyAudit, {});
    expect(before).toMatchObject({ verified: true, faults: [] });
    await t.sql(`alter table audit_entry disable trigger never_changes; update audit_entry set data = '{"forged":true}' where stream = 'institutions' and seq = 1; alter table audit_entry enable trigger never_changes`);
    const after = await auditor.call(verifyAudit, {});
    expect(after.verified).toBe(false);
    expect(after.faults[0]).toContain('institutions: entry 1 was altered');
  });
});
