import { submitApplication } from '#libs/applications/shared/contract';
import { newDatabase, type TestDatabase } from '../support/database.js';
import { LiveStage, inBatches } from '../support/live-stage.js';
import { planted } from '../support/reviewed.js';
import { publishedCall } from '../support/submitted.js';
import { SystemProcess } from '../support/system-process.js';
import { sendOnce, type Fate } from './client.js';
import type { Receipt } from './ledger.js';

/** Signed drafts that are submitted around the deadline; `npm run chaos` sends more. */
const DRAFTS = Number(process.env.RUSH_DRAFTS ?? 200);
/** Sent in so many milliseconds up to the deadline, a quarter of them in the last tenth; and a few after it. */
const RUSH_MS = 4_000;
const AFTER = 20;

const pause = (ms: number) => new Promise<void>((wake) => { setTimeout(wake, Math.max(0, ms)); });
const percentile = (sorted: readonly number[], p: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0);

describe(`${DRAFTS} submissions in the last seconds before the deadline, on the machine's clock`, () => {
  let database: TestDatabase;
  let api: SystemProcess;
  let stage: LiveStage;

  beforeAll(async () => {
    database = await newDatabase();
    api = await SystemProcess.start('api', database, { SMTP_URL: '', REDIS_URL: '', PUBLIC_URL: '', CLOCK: 'system' });
    stage = new LiveStage(`http://127.0.0.1:${api.port}`, database.superuserUrl);
  });
  afterAll(async () => {
    await stage.close();
    await api.stop();
    await database.drop();
  });

  it('are accepted when they arrived in time, refused when they came late, and never fail', async () => {
    const officers = { kg: await stage.person('officer.kg', 'KG', 'officer'), cn: await stage.person('officer.cn', 'CN', 'officer') };
    const leads = { kg: await stage.person('lead.kg', 'KG'), cn: await stage.person('lead.cn', 'CN') };
    const far = new Date(stage.clock.at.getTime() + 86_400_000).toISOString();
    const call = await publishedCall(officers, { opensAt: '2026-01-01T00:00:00.000Z', closesAt: far, requiredDocuments: [], maxApplicationsPerLead: null, maxApplicationsPerPerson: null });
    const drafts = await stage.signedDrafts(call.id, DRAFTS + AFTER, leads);
    const closes = stage.clock.at.getTime() + RUSH_MS + 500;
    await planted(stage, `update call set closes_at = '${new Date(closes).toISOString()}' where id = '${call.id}'`);

    const due = drafts.map((_, n) => (n >= DRAFTS ? closes + 5 * (n - DRAFTS) : n % 4 === 0 ? closes - (RUSH_MS / 10) * (1 - n / DRAFTS) : closes - RUSH_MS * (1 - n / DRAFTS)));
    const sent = await inBatches(drafts.map((id, n) => ({ id, at: due[n] ?? 0 })), drafts.length, async ({ id, at }) => {
      await pause(at - stage.clock.at.getTime());
      const began = stage.clock.at.getTime();
      const fate: Fate<Receipt> = await sendOnce(leads.kg, submitApplication, { params: { id }, idempotencyKey: id });
      return { id, began, ended: stage.clock.at.getTime(), fate };
    });

    expect(sent.filter((s) => s.fate.how === 'unknown')).toEqual([]);
    const accepted = sent.flatMap((s) => (s.fate.how === 'acknowledged' ? [{ ...s, receipt: s.fate.answer }] : []));
    const refused = sent.filter((s) => s.fate.how === 'refused');
    expect([...new Set(refused.map((s) => s.fate.how === 'refused' && s.fate.code))]).toEqual(['window.closed']);
    // The instant of receipt at the API decides. It lies between sending and answer, so who was answered before the deadline was in time, and who sent after it was not.
    expect(accepted.filter((s) => s.began >= closes || Date.parse(s.receipt.receivedAt) >= closes)).toEqual([]);
    expect(refused.filter((s) => s.ended < closes)).toEqual([]);
    expect(accepted.length).toBeGreaterThanOrEqual(DRAFTS / 2);
    const held = accepted.filter((s) => s.ended >= closes).length;

    const rows = await stage.sql<{ id: string; number: string; late: boolean }>('select s.application_id id, s.number, s.received_at >= $1 late from submission s order by s.number', [new Date(closes)]);
    expect(rows.map((r) => r.id).sort()).toEqual(accepted.map((s) => s.id).sort());
    expect(rows.filter((r) => r.late)).toEqual([]);
    expect(rows.map((r) => Number(r.number.slice(-4)))).toEqual(rows.map((_, n) => n + 1));

    const took = sent.map((s) => s.ended - s.began).sort((a, b) => a - b);
    process.stderr.write(`rush: ${accepted.length} accepted (${held} of them committed after the deadline), ${refused.length} refused; p50 ${percentile(took, 0.5)} ms, p95 ${percentile(took, 0.95)} ms, p99 ${percentile(took, 0.99)} ms, most ${took.at(-1)} ms\n`);
  }, 60_000 + DRAFTS * 100);
});
