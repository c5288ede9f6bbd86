import { until } from '../support/app.js';
import { MailServer } from '../support/mail-server.js';
import { Dice } from './dice.js';
import { checkLetters, checkReviews, checkSubmissions, checkVotes, Ledger } from './ledger.js';
import { Load } from './load.js';
import { LaunchedSystem, VICTIMS, type Victim } from './system.js';

/** Kills in all; `npm run chaos` sets many. */
const KILLS = Number(process.env.CHAOS_KILLS ?? 20);
const SEED = Number(process.env.CHAOS_SEED ?? process.pid);
/** Letters that one worker has in hand at the same moment. */
const LETTERS_AT_ONCE = 4;

const pause = (ms: number) => new Promise<void>((wake) => { setTimeout(wake, ms); });
const say = (line: string) => { process.stderr.write(`${line}\n`); };

/** Victims in an order that chance decides, each kind as often as the others. */
function order(dice: Dice, count: number): Victim[] {
  const all: Victim[] = [];
  while (all.length < count) all.push(...dice.shuffled(VICTIMS));
  return all.slice(0, count);
}

describe(`${KILLS} kills under mixed load, seed ${SEED}`, () => {
  const mail = new MailServer();
  const dice = new Dice(SEED);
  const ledger = new Ledger();
  const recoveries: Record<Victim, number[]> = { api: [], worker: [], postmaster: [], postgres: [] };
  let system: LaunchedSystem;
  let load: Load;

  beforeAll(async () => {
    await mail.start();
    mail.delayMs = 5;
    system = await LaunchedSystem.start({ SMTP_URL: mail.url });
    load = await Load.prepare(system.stage, dice, ledger);
  }, 120_000);
  afterAll(async () => {
    await system.stop();
    await mail.stop();
  });

  it('come back by themselves', async () => {
    for (const victim of order(dice, KILLS)) {
      await system.rest(victim);
      const run = await load.round();
      const running = run();
      await pause(dice.between(20, 500));
      const [took] = await Promise.all([system.kill(victim), running]);
      recoveries[victim].push(took);
    }
    expect(system.gaveUp).toEqual([]);
    const { submissions, reviews, votes } = ledger.size;
    say(`chaos: seed ${SEED}, ${KILLS} kills; sent ${submissions} submissions, ${reviews} reviews, ${votes} votes; ${ledger.retried} retried, ${ledger.unanswered} left unanswered`);
    for (const [victim, times] of Object.entries(recoveries)) {
      if (times.length) say(`chaos: ${victim} killed ${times.length} times, ready again after ${Math.round(Math.min(...times))}–${Math.round(Math.max(...times))} ms`);
    }
  }, 60_000 + KILLS * 30_000);

  it('lose no letter and repeat none beyond one per kill', async () => {
    const began = performance.now();
    // Time passes for letters whose sender died and for those that wait for their next try, without the test waiting for it.
    await until(async () => {
      await system.stage.sql(`update letter set sending_since = sending_since - interval '1 minute' where state = 'sending' and sending_since < clock_timestamp() - interval '3 s'`);
      await system.stage.sql(`update letter set next_try_at = null where state = 'queued' and next_try_at is not null`);
      const [open] = await system.stage.sql<{ n: number }>(`select (select count(*) from outbox where done_at is null)::int + (select count(*) from letter where state in ('queued', 'sending'))::int n`);
      return open?.n === 0;
    }, 90_000);
    const { faults, repeated, uncertain } = await checkLetters(system.stage, mail, KILLS, LETTERS_AT_ONCE);
    say(`chaos: ${mail.received.length} letters, ${repeated} came twice, ${uncertain} uncertain; the last was settled ${Math.round(performance.now() - began)} ms after the last round`);
    expect(faults).toEqual([]);
  }, 120_000);

  it('leave every acknowledged submission, review, vote and award once, and every other one at most once', async () => {
    expect(ledger.faults).toEqual([]);
    expect(await checkSubmissions(system.stage, ledger, load.open.id)).toEqual([]);
    expect(await checkReviews(system.stage, ledger)).toEqual([]);
    expect(await checkVotes(system.stage, ledger)).toEqual([]);
  });

  it('leave a whole audit trail', async () => {
    const report = await system.verifyAudit();
    expect(report).toMatchObject({ verified: true, faults: [] });
    say(`chaos: ${report.entries} audit entries verified, ${report.roots} signed roots`);
  });
});
