import { requestCode, updateMe } from '#libs/identity/shared/contract';
import { listDeliveries, resendLetter } from '#libs/notifications/shared/contract';
import { LetterPace, SendLetter, SendLetters } from '#libs/notifications';
import { Db, Mailer, Relay, systemActor } from '#libs/platform';
import { TestApp, until, type Member } from '../support/app.js';
import { announcedResult, waitingLetters } from '../support/letters.js';
import { MailServer } from '../support/mail-server.js';
import { describeQueue, startQueue, type QueueKind } from '../support/queue-server.js';
import { amendedCall, publishedCall, submittedApplication, type Submitted } from '../support/submitted.js';

interface Row { id: string; state: string; attempts: number; problem: string | null; message_id: string; email: string; next_try_at: Date | null }

/** Letters that wait at once; `npm run chaos` sets 1,000. */
const MANY = Number(process.env.LETTERS_MANY ?? 60);

/** Letters reach their mailboxes, whatever carries their tickets. */
export function letterTests(kind: QueueKind): void {
  describeQueue(kind, 'letters over SMTP', () => { body(kind); });
}

function body(kind: QueueKind): void {
  let queue: Awaited<ReturnType<typeof startQueue>>;
  const mail = new MailServer();
  let t: TestApp;
  let mailer: Mailer;
  let kg: Member;
  let cn: Member;
  let officer: Member;
  let chinese: Member;
  let call: { id: string; code: string };
  let application: Submitted;
  let events = 0;

  beforeAll(async () => {
    await mail.start();
    queue = await startQueue(kind);
    t = await TestApp.start({ worker: true, config: { smtpUrl: mail.url, ...queue.config } });
    mailer = t.app.get(Mailer);
    officer = await t.person('officer.kg@test.example', 'KG', { role: 'officer' });
    chinese = await t.person('officer.cn@test.example', 'CN', { role: 'officer' });
    call = await publishedCall({ kg: officer, cn: chinese });
    await Promise.all([t.institution('team-kg', 'KG'), t.institution('team-cn', 'CN')]);
    kg = await t.person('lead.kg@test.example', 'KG', { institution: 'team-kg' });
    cn = await t.person('lead.cn@test.example', 'CN', { institution: 'team-cn' });
    await cn.call(updateMe, { body: { language: 'zh-CN' } });
    await kg.call(updateMe, { body: { language: 'ky' } });
    application = await submittedApplication(t, call, 42, { kg, cn });
  });
  afterAll(async () => {
    await t.stop();
    mailer.close();
    await mail.stop();
    await queue.stop();
  });
  beforeEach(() => { mail.received.length = 0; mail.conduct = () => 'accept'; });

  /** Announces a fact as a slice would; answers the event's id. */
  async function emit(type: string, data: unknown): Promise<string> {
    const stream = `test:${++events}`;
    return t.app.get(Db).write(systemActor(t.clock.at), async (tx) => {
      tx.audit(stream, 'test.happened');
      tx.emit(type, data);
      return tx.events[0]?.id ?? '';
    });
  }
  const lettersOf = (eventId: string) => t.sql<Row>('select id, state, attempts, problem, message_id, email::text email, next_try_at from letter where event_id = $1 order by email', [eventId]);
  const settled = (eventId: string, states: string[], count = 2) => until(async () => {
    const rows = await lettersOf(eventId);
    return rows.length === count && rows.every((r) => states.includes(r.state)) ? rows : null;
  });
  const pauseEnds = (eventId: string) => t.sql('update letter set next_try_at = null where event_id = $1', [eventId]);
  const calm = () => new Promise((wake) => { setTimeout(wake, 1500); });

  it('reach each recipient once, in their language, though event and job come twice', async () => {
    const id = await emit('applications.submitted', { applicationId: application.id, callId: call.id });
    const relay = t.app.get(Relay);
    await Promise.all([relay.deliver(id), relay.deliver(id)]);
    const letters = await lettersOf(id);
    const sending = t.app.get(SendLetter);
    await Promise.all(letters.flatMap((l) => [sending.run(l.id), sending.run(l.id), sending.run(`${l.id}_1`)]));
    const sent = await settled(id, ['sent']);
    await calm();
    expect(mail.received).toHaveLength(2);
    expect(sent.map((l) => l.attempts)).toEqual([1, 1]);
    expect(mail.to(cn.email)[0]).toMatchObject({ subject: 'Köpürö：新消息 KC-2026-0042', language: 'zh-CN' });
    expect(mail.to(cn.email)[0]?.text).toContain('联合申请 KC-2026-0042 已提交');
    expect(mail.to(kg.email)[0]).toMatchObject({ subject: 'Köpürö: жаңы билдирүү KC-2026-0042', language: 'ky' });
    expect(mail.to(kg.email)[0]?.text).toContain('Биргелешкен өтүнмө тапшырылды: KC-2026-0042');
    expect(sent.map((l) => `<${l.message_id}>`).sort()).toEqual(mail.received.map((r) => r.messageId).sort());
    const trail = await t.sql<{ action: string }>('select action from audit_entry where stream = $1 order by seq', [`letter:${sent[0]?.id}`]);
    expect(trail.map((a) => a.action)).toEqual(['letter.queued', 'letter.sending', 'letter.sent']);
  });

  it('tell the teams of a call once that it was amended, in their language and with nothing of the amendment in the subject', async () => {
    await submittedApplication(t, call, 43, { kg, cn }, { state: 'draft' });
    await amendedCall({ kg: officer, cn: chinese }, call.id, { closesAt: '2026-11-30T10:00:00.000Z', title: { en: 'A title that no subject tells' } });
    const [event] = await t.sql<{ id: string }>(`select id from outbox where type = 'calls.amended'`);
    await settled(event?.id ?? '', ['sent']);
    await calm();
    expect(mail.received.map((r) => r.to).sort()).toEqual([cn.email, kg.email]);
    expect(mail.to(cn.email)[0]).toMatchObject({ subject: 'Köpürö：新消息 KC-2026', language: 'zh-CN' });
    expect(mail.to(cn.email)[0]?.text).toContain('双方已修订项目征集 KC-2026。修订自');
    expect(mail.to(kg.email)[0]).toMatchObject({ subject: 'Köpürö: жаңы билдирүү KC-2026', language: 'ky' });
    expect(mail.to(kg.email)[0]?.text).toContain(`/calls/${call.id}`);
  });

  it('carry the activation code in the text only, and the database holds it nowhere', async () => {
    await t.anyone(requestCode, { body: { email: kg.email } });
    const [letter] = await until(async () => (mail.received.length ? mail.received : null));
    expect(letter?.subject).toBe('Köpürö: активдештирүү кодуңуз');
    const code = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(letter?.text ?? '')?.[0] ?? 'no code';
    expect(code).toHaveLength(11);
    expect(await t.sql(`select 1 from letter where letter::text like '%' || $1 || '%'`, [code])).toEqual([]);
    expect(await t.sql(`select 1 from outbox where data::text like '%' || $1 || '%'`, [code])).toEqual([]);
  });

  it('go to an invited address that has no account, in English', async () => {
    const [m] = await t.sql<{ id: string }>(`insert into team_member(id, application_id, email, side, role, invited_by, invited_at)
      values (gen_random_uuid(), $1, 'stranger@test.example', 'CN', 'member', $2, $3) returning id`, [application.id, kg.id, t.clock.at]);
    await emit('applications.member-invited', { applicationId: application.id, memberId: m?.id });
    const [letter] = await until(async () => { const got = mail.to('stranger@test.example'); return got.length ? got : null; });
    expect(letter).toMatchObject({ subject: 'Köpürö: new message KC-2026', language: 'en' });
    expect(letter?.text).toContain('team member (Chinese side)');
    expect(letter?.text).not.toContain('Application 42');
  });

  it('are tried again while the mail server is away, and sent when it is back', async () => {
    await mail.stop();
    const id = await emit('applications.signed', { applicationId: application.id, side: 'KG' });
    const [away] = await until(async () => { const rows = await lettersOf(id); return rows[0]?.problem ? rows : null; });
    expect(away).toMatchObject({ state: 'queued', attempts: 1, email: cn.email });
    expect(away?.next_try_at).not.toBeNull();
    await mail.start();
    await calm();
    expect(mail.received).toEqual([]);
    for (const [n, conduct] of (['later', 'closing'] as const).entries()) {
      mail.conduct = () => conduct;
      await pauseEnds(id);
      const again = await until(async () => { const [l] = await lettersOf(id); return l?.attempts === n + 2 && l.state === 'queued' ? l : null; });
      // A server that says 421 closes at once, and its words may be lost with the connection.
      expect(again.problem).toMatch(conduct === 'later' ? /451/ : /421|connection was closed/);
    }
    mail.conduct = () => 'accept';
    await pauseEnds(id);
    const [sent] = await settled(id, ['sent'], 1);
    expect(sent).toMatchObject({ attempts: 4, problem: null });
    expect(mail.received).toHaveLength(1);
  });

  it('fail at once when the server refuses the address, with its words; an officer may send again', async () => {
    mail.conduct = (to) => (to === kg.email ? 'refuse' : 'accept');
    const id = await emit('applications.submitted', { applicationId: application.id, callId: call.id });
    const [, failed] = await until(async () => { const rows = await lettersOf(id); return rows.every((r) => ['sent', 'failed'].includes(r.state)) && rows.length === 2 ? rows : null; });
    expect(failed).toMatchObject({ state: 'failed', attempts: 1, email: kg.email });
    expect(failed?.problem).toContain('no such mailbox');
    mail.conduct = () => 'accept';
    const again = await officer.call(resendLetter, { params: { id: failed?.id ?? '' } });
    expect(again).toMatchObject({ state: 'queued', problem: null });
    await settled(id, ['sent']);
    expect(mail.to(kg.email).map((r) => r.messageId)).toEqual([`<${failed?.message_id}>`]);
  });

  it('fail at once when the server refuses their text', async () => {
    mail.conduct = () => 'refuse-text';
    const id = await emit('applications.signed', { applicationId: application.id, side: 'KG' });
    const [failed] = await settled(id, ['failed'], 1);
    expect(failed?.problem).toContain('554');
    mail.conduct = () => 'accept';
    await t.app.get(SendLetters).sweep();
    await calm();
    expect(await lettersOf(id)).toMatchObject([{ state: 'failed', attempts: 1 }]);
  });

  it('are repeated with the same Message-ID when the server took one without answering', async () => {
    mail.conduct = () => 'drop';
    const id = await emit('applications.signed', { applicationId: application.id, side: 'CN' });
    const [dropped] = await until(async () => { const rows = await lettersOf(id); return rows[0]?.problem ? rows : null; });
    expect(dropped).toMatchObject({ state: 'queued', attempts: 1 });
    expect(mail.received).toHaveLength(1);
    mail.conduct = () => 'accept';
    await pauseEnds(id);
    await settled(id, ['sent'], 1);
    expect(mail.received.map((r) => r.messageId)).toEqual([`<${dropped?.message_id}>`, `<${dropped?.message_id}>`]);
  });

  it('never tell a result twice by themselves', async () => {
    const announcementId = await announcedResult(t, application.id, 'award', 90_000_000);
    mail.conduct = (to) => (to === cn.email ? 'drop' : 'accept');
    const id = await emit('awards.announced', { announcementId, applicationId: application.id, result: 'award' });
    const [atCn, atKg] = await until(async () => { const rows = await lettersOf(id); return rows.every((r) => ['sent', 'uncertain'].includes(r.state)) && rows.length === 2 ? rows : null; });
    expect([atCn?.state, atKg?.state]).toEqual(['uncertain', 'sent']);
    mail.conduct = () => 'accept';
    await t.app.get(SendLetters).sweep();
    await calm();
    expect(mail.to(cn.email)).toHaveLength(1);
    const shown = await officer.call(listDeliveries, { query: { state: 'uncertain' } });
    expect(shown.items.map((l) => l.id)).toEqual([atCn?.id]);
    await officer.call(resendLetter, { params: { id: atCn?.id ?? '' } });
    await settled(id, ['sent']);
    expect(mail.to(cn.email).map((r) => r.messageId)).toEqual([`<${atCn?.message_id}>`, `<${atCn?.message_id}>`]);
    for (const r of mail.received) expect(r.subject).toMatch(/^Köpürö[:：] ?\S+( \S+)? KC-2026-0042$|^Köpürö：新消息 KC-2026-0042$/);
    expect(mail.to(kg.email)[0]?.text.replace(/[\s\u00a0\u202f]/g, '')).toContain('900000,00CNY');
  });

  it('of a sender that died are taken back: a result waits for an officer, another is repeated', async () => {
    const announcementId = (await t.sql<{ id: string }>('select id from announcement limit 1'))[0]?.id;
    const before = await t.sql<{ id: string; template: string }>('select distinct on (template) id, template from letter where template in (\'result\', \'submitted\') and state = \'sent\' order by template, id');
    expect(before.map((l) => l.template)).toEqual(['result', 'submitted']);
    expect(announcementId).toBeDefined();
    await t.sql(`update letter set state = 'sending', sent_at = null, sending_since = clock_timestamp() - interval '59 seconds' where id = any($1)`, [before.map((l) => l.id)]);
    await t.app.get(SendLetters).sweep();
    expect((await t.sql<Row>('select state from letter where id = any($1)', [before.map((l) => l.id)])).map((l) => l.state)).toEqual(['sending', 'sending']);
    Object.assign(t.app.get(LetterPace), { stuckAfterMs: 58_000 });
    await t.app.get(SendLetters).sweep();
    const after = await t.sql<{ template: string; state: string }>('select template, state from letter where id = any($1) order by template', [before.map((l) => l.id)]);
    Object.assign(t.app.get(LetterPace), { stuckAfterMs: 60_000 });
    expect(after).toEqual([{ template: 'result', state: 'uncertain' }, { template: 'submitted', state: 'queued' }]);
  });

  it('are not sent to those who have left', async () => {
    const id = await t.sql<{ id: string }>(`select id from letter where template = 'submitted' and state = 'queued'`);
    await t.sql(`begin; set local session_replication_role = replica; update team_member set state = 'removed' where application_id = '${application.id}'; commit`);
    await t.sql(`update letter set next_try_at = null where template = 'submitted' and state = 'queued'`);
    const left = await until(async () => { const [l] = await t.sql<Row>('select state, problem from letter where id = $1', [id[0]?.id]); return l?.state === 'superseded' ? l : null; });
    expect(left.problem).toBeNull();
    expect(mail.received).toEqual([]);
  });

  it(`arrive each once when ${MANY} wait and the server is away or busy in between`, async () => {
    await t.sql(`begin; set local session_replication_role = replica; update team_member set state = 'accepted' where application_id = '${application.id}' and person_id is not null; commit`);
    await mail.stop();
    await waitingLetters(t, MANY, 'submitted', kg, application.id, { applicationId: application.id });
    const of = (states: string[]) => t.sql<{ message_id: string }>(`select l.message_id from letter l join outbox o on o.id = l.event_id where o.type = 'test.done' and l.state = any($1)`, [states]);
    await until(async () => (await t.sql(`select 1 from letter l join outbox o on o.id = l.event_id where o.type = 'test.done' and l.problem is not null limit 1`)).length > 0);
    await mail.start();
    let asked = 0;
    mail.conduct = () => (++asked % 10 === 0 ? 'later' : 'accept');
    await until(async () => {
      await t.sql(`update letter l set next_try_at = null from outbox o where o.id = l.event_id and o.type = 'test.done' and l.state = 'queued' and l.next_try_at is not null`);
      return (await of(['sent'])).length === MANY;
    }, 20_000 + MANY * 60);
    expect(mail.received.map((r) => r.messageId).sort()).toEqual((await of(['sent'])).map((l) => `<${l.message_id}>`).sort());
  }, 40_000 + MANY * 60);
}
