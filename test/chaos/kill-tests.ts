import { until } from '../support/app.js';
import { MailServer } from '../support/mail-server.js';
import { describeQueue, RedisServer, type QueueKind } from '../support/queue-server.js';
import { Dice } from './dice.js';
import { checkLetters, checkReviews, checkSubmissions, checkVotes, Ledger } from './ledger.js';
import { Load } from './load.js';
import { storm, victims } from './storm.js';
import { LaunchedSystem, type Kill, type Victim } from './system.js';

const SEED = Number(process.env.CHAOS_SEED ?? process.pid);
/** Letters that one worker has in hand at the same moment. */
const LETTERS_AT_ONCE = 4;
/** An emptied queue is full again within a minute; what was under way when the last one was killed comes after that. */
const REFILLED_WITHIN_MS = 60_000;

const say = (line: string) => { process.stderr.write(`chaos: ${line}\n`); };

function sayTimes(kills: readonly Kill[]): void {
  for (const victim of new Set<Victim>(kills.map((k) => k.victim))) {
    const of = kills.filter((k) => k.victim === victim);
    const times = of.map((k) => k.took ?? NaN).sort((a, b) => a - b);
    say(`${victim} killed ${of.length} times (${of.filter((k) => k.amidst).length} while others were coming back), ready again after p50 ${Math.round(times[times.length >> 1] ?? NaN)} ms, most ${Math.round(times.at(-1) ?? NaN)} ms`);
  }
}

/** Kills under mixed load, `ofEach` of each kind of victim (CHAOS_KILLS changes it); afterwards the database is compared with what clients were told. */
export function killTests(queue: QueueKind, kinds: Parameters<typeof victims>[1], ofEach: number): void {
  const count = Number(process.env.CHAOS_KILLS ?? ofEach);
  describeQueue(queue, `${count} kills each of ${kinds.join(', ')} under mixed load, seed ${SEED}`, () => {
    const mail = new MailServer();
    const dice = new Dice(SEED);
    const ledger = new Ledger();
    let redis: RedisServer | undefined;
    let system: LaunchedSystem;
    let load: Load;

    beforeAll(async () => {
      await mail.start();
      mail.delayMs = 5;
      redis = queue === 'Redis' ? await RedisServer.start(true) : undefined;
      system = await LaunchedSystem.start({ SMTP_URL: mail.url }, redis);
      load = await Load.prepare(system.stage, dice, ledger);
    }, 120_000);
    afterAll(async () => {
      await system.stop();
      await redis?.stop();
      await mail.stop();
    });

    it('come back by themselves', async () => {
      const began = performance.now();
      await storm(system, load, dice, victims(dice, kinds, count));
      expect(system.gaveUp).toEqual([]);
      const { submissions, reviews, votes } = ledger.size;
      say(`seed ${SEED}, queue on ${queue}, ${system.kills.length} kills in ${Math.round((performance.now() - began) / 1000)} s; sent ${submissions} submissions, ${reviews} reviews, ${votes} votes; ${ledger.retried} retried, ${ledger.unanswered} left unanswered`);
      sayTimes(system.kills);
    }, 60_000 + count * 60_000);

    it('lose no letter and repeat none beyond one per kill', async () => {
      const began = performance.now();
      // Time passes for letters whose sender died and for those that wait for their next try, without the test waiting for it. Events wait as they do.
      await until(async () => {
        await system.stage.sql(`update letter set sending_since = sending_since - interval '1 minute' where state = 'sending' and sending_since < clock_timestamp() - interval '3 s'`);
        await system.stage.sql(`update letter set next_try_at = null where state = 'queued' and next_try_at is not null`);
        const [open] = await system.stage.sql<{ n: number }>(`select (select count(*) from outbox where done_at is null)::int + (select count(*) from letter where state in ('queued', 'sending'))::int n`);
        return open?.n === 0;
      }, REFILLED_WITHIN_MS);
      // The API sends no letters, and Redis holds nothing but numbers of them.
      const ofSenders = system.kills.filter((k) => k.victim !== 'api' && k.victim !== 'redis').length;
      const { faults, repeated, uncertain } = await checkLetters(system.stage, mail, ofSenders, LETTERS_AT_ONCE);
      say(`${mail.received.length} letters, ${repeated} came twice, ${uncertain} uncertain; the last was settled ${Math.round(performance.now() - began)} ms after the last wave`);
      expect(faults).toEqual([]);
    }, 120_000);

    it('leave every acknowledged submission, review, vote and award once, and every other one at most once', async () => {
      expect(ledger.faults).toEqual([]);
      expect(await checkSubmissions(system.stage, ledger, load.open.id)).toEqual([]);
      expect(await checkReviews(system.stage, ledger)).toEqual([]);
      expect(await checkVotes(system.stage, ledger)).toEqual([]);
    }, 120_000);

    it('leave a whole audit trail', async () => {
      const report = await system.verifyAudit();
      expect(report).toMatchObject({ verified: true, faults: [] });
      say(`${report.entries} audit entries verified, ${report.roots} signed roots`);
    }, 120_000);
  });
}
