import { TestApp, until, type Member } from '../support/app.js';
import { announcedResult, waitingLetters } from '../support/letters.js';
import { MailServer } from '../support/mail-server.js';
import { publishedCall, submittedApplication, type Submitted } from '../support/submitted.js';
import { SystemProcess } from '../support/system-process.js';

/** Letters that one worker has in hand at the same moment. */
const AT_ONCE = 4;
/** Much longer than it takes on an idle machine. */
const WITHIN_MS = 25_000;

describe('a worker that is killed among 200 letters', () => {
  const mail = new MailServer();
  let t: TestApp;
  let kg: Member;
  let application: Submitted;
  let announcementId: string;
  let worker: SystemProcess | undefined;

  beforeEach(async () => {
    t = await TestApp.start();
    await mail.start();
    mail.received.length = 0;
    const officers = { kg: await t.person('officer.kg@test.example', 'KG', { role: 'officer' }), cn: await t.person('officer.cn@test.example', 'CN', { role: 'officer' }) };
    kg = await t.person('lead.kg@test.example', 'KG');
    application = await submittedApplication(t, await publishedCall(officers), 1, { kg, cn: await t.person('lead.cn@test.example', 'CN') });
    announcementId = await announcedResult(t, application.id, 'reserve');
  });
  afterEach(async () => {
    await worker?.stop();
    await mail.stop();
    await t.stop();
  });

  const count = async (states: string[]) => Number((await t.sql<{ n: string }>('select count(*) n from letter where state = any($1)', [states]))[0]?.n);
  const results = (n: number) => waitingLetters(t, n, 'result', kg, application.id, { applicationId: application.id, announcementId });
  const others = (n: number) => waitingLetters(t, n, 'submitted', kg, application.id, { applicationId: application.id });
  /** Time passes for letters whose sender died, without the test waiting for it. */
  const aMinutePasses = () => t.sql(`update letter set sending_since = sending_since - interval '1 minute' where state = 'sending'`);

  it('loses none and doubles none where letters are kept', async () => {
    await results(100);
    await others(100);
    for (const done of [30, 90]) {
      worker = await SystemProcess.start('worker', t.database);
      await until(async () => await count(['kept']) >= done, WITHIN_MS);
      await worker.kill();
      expect(await count(['kept'])).toBeLessThan(200);
      expect(await count(['sending'])).toBe(0);
    }
    worker = await SystemProcess.start('worker', t.database);
    await until(async () => await count(['kept']) === 200, WITHIN_MS);
    const doubled = await t.sql(`select stream from audit_entry where action = 'letter.kept' group by stream having count(*) > 1`);
    expect(doubled).toEqual([]);
    expect((await t.sql<{ n: number }>(`select count(*)::int n from audit_entry where action = 'letter.kept'`))[0]?.n).toBe(200);
    expect((await t.sql<{ n: number }>('select max(attempts) n from letter'))[0]?.n).toBe(1);
  });

  it('tells no result twice over SMTP, and leaves none in the dark', async () => {
    const env = { SMTP_URL: mail.url };
    mail.delayMs = 5;
    await results(150);
    await others(50);
    let kills = 0;
    for (const done of [20, 80]) {
      worker = await SystemProcess.start('worker', t.database, env);
      await until(async () => mail.received.length >= done, WITHIN_MS);
      await worker.kill();
      kills++;
      await aMinutePasses();
    }
    worker = await SystemProcess.start('worker', t.database, env);
    await until(async () => await count(['sent', 'uncertain']) === 200 || (await t.sql(`update letter set next_try_at = null where state = 'queued' and next_try_at is not null`), false), WITHIN_MS);
    const uncertain = await t.sql<{ message_id: string; template: string }>(`select message_id, template from letter where state = 'uncertain'`);
    expect(uncertain.length).toBeLessThanOrEqual(AT_ONCE * kills);
    expect(uncertain.every((l) => l.template === 'result')).toBe(true);

    const taken = new Map<string, number>();
    for (const { messageId } of mail.received) taken.set(messageId, (taken.get(messageId) ?? 0) + 1);
    const ledger = await t.sql<{ message_id: string; template: string; state: string }>('select message_id, template, state from letter');
    for (const l of ledger) {
      const times = taken.get(`<${l.message_id}>`) ?? 0;
      if (l.state === 'sent') expect(times).toBeGreaterThanOrEqual(1);
      if (l.template === 'result') expect(times).toBeLessThanOrEqual(1);
      else expect(times).toBeLessThanOrEqual(1 + kills);
    }
    expect(mail.received.length - taken.size).toBeLessThanOrEqual(AT_ONCE * kills);
  });
});
