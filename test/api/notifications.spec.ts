import { countUnreadLetters, listDeliveries, listMyLetters, readLetters, resendLetter } from '#libs/notifications/shared/contract';
import { Db, Relay, systemActor } from '#libs/platform';
import { codeOf, TestApp, type Member } from '../support/app.js';
import { addDeclaredConflict, announcedResult, waitingLetters } from '../support/letters.js';
import { publishedCall, submittedApplication, type Submitted } from '../support/submitted.js';

describe('letters over HTTP', () => {
  let t: TestApp;
  let kg: Member;
  let cn: Member;
  let officers: { kg: Member; cn: Member };
  let admin: Member;
  let auditor: Member;
  let application: Submitted;

  beforeAll(async () => {
    t = await TestApp.start();
    officers = { kg: await t.person('officer.kg@test.example', 'KG', { role: 'officer' }), cn: await t.person('officer.cn@test.example', 'CN', { role: 'officer' }) };
    admin = await t.person('admin@test.example', 'INT', { role: 'administrator' });
    auditor = await t.person('auditor@test.example', 'INT', { role: 'auditor' });
    await Promise.all([t.institution('team-kg', 'KG'), t.institution('team-cn', 'CN')]);
    kg = await t.person('lead.kg@test.example', 'KG', { institution: 'team-kg' });
    cn = await t.person('lead.cn@test.example', 'CN', { institution: 'team-cn' });
    application = await submittedApplication(t, await publishedCall(officers), 7, { kg, cn });
    await waitingLetters(t, 1, 'submitted', kg, application.id, { applicationId: application.id });
    await waitingLetters(t, 1, 'submitted', cn, application.id, { applicationId: application.id });
  });
  afterAll(() => t.stop());

  const letterId = async (email: string, template: string) => (await t.sql<{ id: string }>('select id from letter where email = $1 and template = $2', [email, template]))[0]?.id ?? '';

  it('are listed for those who run the system, without what they say', async () => {
    for (const reader of [officers.kg, officers.cn, admin, auditor]) {
      const { items } = await reader.call(listDeliveries, {});
      expect(items.map((l) => l.email).sort()).toEqual([cn.email, kg.email]);
      expect(Object.keys(items[0] ?? {}).sort()).toEqual(['at', 'attempts', 'email', 'id', 'language', 'problem', 'sentAt', 'state', 'template']);
    }
    expect(await codeOf(kg.call(listDeliveries, {}))).toBe('not-found');
    expect(await codeOf(t.anyone(listDeliveries, {}))).toBe('session.required');
  });

  it('are found by address and state, page by page', async () => {
    expect((await admin.call(listDeliveries, { query: { q: 'lead.k' } })).items.map((l) => l.email)).toEqual([kg.email]);
    expect((await admin.call(listDeliveries, { query: { q: '%' } })).items).toEqual([]);
    expect((await admin.call(listDeliveries, { query: { state: 'failed' } })).items).toEqual([]);
    const first = await admin.call(listDeliveries, { query: { limit: 1 } });
    const second = await admin.call(listDeliveries, { query: { limit: 1, cursor: first.nextCursor ?? '' } });
    expect(new Set([...first.items, ...second.items].map((l) => l.email))).toEqual(new Set([kg.email, cn.email]));
    expect(second.nextCursor).toBeNull();
    const madeUp = Buffer.from(JSON.stringify(['no instant', 'no id'])).toString('base64url');
    expect((await admin.call(listDeliveries, { query: { cursor: madeUp } })).items).toBeDefined();
  });

  it('are shown to their recipient, and to nobody else', async () => {
    const [own] = (await kg.call(listMyLetters, {})).items;
    expect(own).toMatchObject({ template: 'submitted', subject: 'Köpürö: new message KC-2026-0007', state: 'queued' });
    expect(own?.text).toContain('The joint application KC-2026-0007 has been submitted.');
    expect((await kg.call(listMyLetters, {})).items).toHaveLength(1);
    expect((await officers.kg.call(listMyLetters, {})).items).toEqual([]);
    expect((await admin.call(listMyLetters, {})).items).toEqual([]);
    expect(await codeOf(t.anyone(listMyLetters, {}))).toBe('session.required');
  });

  it('are unread until their recipient reads them, and name the page that they are about', async () => {
    const own = async () => (await kg.call(listMyLetters, {})).items[0];
    const id = (await own())?.id ?? '';
    expect(await own()).toMatchObject({ readAt: null, language: 'en', page: `/applications/${application.id}/receipt` });
    expect(await kg.call(countUnreadLetters, {})).toEqual({ unread: 1 });
    const foreign = await letterId(cn.email, 'submitted');
    expect(await codeOf(kg.call(readLetters, { body: { ids: [id, foreign] } }))).toBe('not-found');
    expect(await codeOf(officers.kg.call(readLetters, { body: { ids: [id] } }))).toBe('not-found');
    expect((await own())?.readAt).toBeNull();
    expect(await kg.call(readLetters, { body: { ids: [id] } })).toEqual({ unread: 0 });
    const first = (await own())?.readAt;
    t.clock.at = new Date(t.clock.at.getTime() + 1000);
    await kg.call(readLetters, { body: { ids: [id] } });
    expect((await own())?.readAt).toBe(first);
    expect(await cn.call(countUnreadLetters, {})).toEqual({ unread: 1 });
    expect((await t.sql(`select 1 from audit_entry where stream = $1 and action = 'letters.read'`, [`person:${kg.id}`])).length).toBe(2);
  });

  it('never show a code that is still good', async () => {
    const db = t.app.get(Db);
    await t.sql(`insert into activation values ('00000000-0000-4000-8000-000000000001', $1, 'x', $2::timestamptz + interval '1 day', null, 0, $2)`, [kg.id, t.clock.at]);
    const event = await db.write(systemActor(t.clock.at), async (tx) => {
      tx.audit('test:1', 'test.happened');
      tx.emit('identity.activation-requested', { activationId: '00000000-0000-4000-8000-000000000001', personId: kg.id });
      return tx.events[0]?.id ?? '';
    });
    await t.app.get(Relay).deliver(event);
    const letter = (await kg.call(listMyLetters, {})).items.find((l) => l.template === 'activation');
    expect(letter?.text).toContain('•••••-•••••');
    expect(letter?.text).not.toMatch(/[2-9A-Z]{5}-[2-9A-Z]{5}/);
  });

  it('tell a result only when it is announced, and what it is by then', async () => {
    const announcementId = await announcedResult(t, application.id, 'refused');
    await waitingLetters(t, 1, 'result', cn, application.id, { applicationId: application.id, announcementId });
    const text = async () => (await cn.call(listMyLetters, {})).items.find((l) => l.template === 'result')?.text;
    await t.sql(`update announcement set state = 'scheduled', released_at = null where id = $1`, [announcementId]);
    expect(await text()).toBe('This letter is no longer valid.');
    expect((await cn.call(listMyLetters, {})).items.find((l) => l.template === 'result')?.page).toBeNull();
    await t.sql(`update announcement set state = 'released', released_at = at_instant where id = $1`, [announcementId]);
    expect(await text()).toContain('has not been selected for funding');
  });

  it('are sent again by hand only when they failed or their fate is unknown', async () => {
    const id = await letterId(kg.email, 'submitted');
    expect(await codeOf(officers.kg.call(resendLetter, { params: { id } }))).toBe('letter.not-resendable');
    await t.sql(`update letter set state = 'uncertain', problem = 'x' where id = $1`, [id]);
    expect(await codeOf(auditor.call(resendLetter, { params: { id } }))).toBe('not-found');
    expect(await codeOf(kg.call(resendLetter, { params: { id } }))).toBe('not-found');
    const [before] = await t.sql<{ message_id: string }>('select message_id from letter where id = $1', [id]);
    expect(await admin.call(resendLetter, { params: { id } })).toMatchObject({ state: 'queued', problem: null });
    expect(await t.sql('select message_id from letter where id = $1', [id])).toEqual([before]);
    expect(await codeOf(admin.call(resendLetter, { params: { id } }))).toBe('letter.not-resendable');
    expect((await t.sql<{ action: string }>('select action from audit_entry where stream = $1', [`letter:${id}`])).map((a) => a.action)).toEqual(['letter.resent']);
    expect(await codeOf(admin.call(resendLetter, { params: { id: application.id } }))).toBe('not-found');
  });

  it('are hidden with the application from those in conflict with it', async () => {
    await addDeclaredConflict(t, officers.cn.id, application.id);
    expect((await officers.cn.call(listDeliveries, {})).items.filter((l) => l.template !== 'activation')).toEqual([]);
    expect((await officers.kg.call(listDeliveries, {})).items.filter((l) => l.template !== 'activation')).toHaveLength(3);
    const id = await letterId(cn.email, 'submitted');
    await t.sql(`update letter set state = 'failed' where id = $1`, [id]);
    expect(await codeOf(officers.cn.call(resendLetter, { params: { id } }))).toBe('not-found');
  });

  it('come once for an event and an address, and are never taken away', async () => {
    const [l] = await t.sql<{ event_id: string }>('select event_id from letter limit 1');
    await expect(t.sql(`insert into letter(id, event_id, email, language, template, values, message_id, at)
      select gen_random_uuid(), event_id, email, language, template, '{}', 'another', at from letter where event_id = $1`, [l?.event_id], 'app')).rejects.toThrow(/unique/);
    await expect(t.sql('delete from letter', [], 'app')).rejects.toThrow(/permission denied/);
  });
});
