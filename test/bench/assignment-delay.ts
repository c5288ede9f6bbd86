import 'reflect-metadata';
import { readJob, runAssignment } from '#libs/assignment/shared/contract';
import { createServer, loadConfig, migrate, newLog, startEmbedded, type Embedded } from '#libs/platform';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SystemModule } from '../../apps/api/src/system.module.js';
import { startWorker } from '../../apps/worker/src/worker.js';
import { SESSION_SECRET } from '../support/app.js';
import { LiveStage } from '../support/live-stage.js';
import { publishedCall } from '../support/submitted.js';

const RESOLUTION_MS = 5;
/** How late timers of this process fire, in milliseconds. */
interface Delay { what: string; seconds: number; p50: number; p99: number; most: number }

async function delayDuring(what: string, work: () => Promise<unknown>): Promise<Delay> {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const began = performance.now();
  histogram.enable();
  await work();
  histogram.disable();
  const late = (ns: number) => Number(Math.max(0, ns / 1e6 - RESOLUTION_MS).toFixed(1));
  return { what, seconds: Number(((performance.now() - began) / 1000).toFixed(1)), p50: late(histogram.percentile(50)), p99: late(histogram.percentile(99)), most: late(histogram.max) };
}

/** A closed call with so many eligible applications and reviewers of either side, whose themes and keywords differ. */
async function fill(stage: LiveStage, callId: string, applications: number, reviewers: number): Promise<void> {
  await stage.sql(`begin; set local session_replication_role = replica;
    insert into application(id, call_id, state, number, title_en, title_local, acronym, theme, keywords, months, abstract_en, created_by, created_at, updated_at, submitted_at, submitted_by)
      select gen_random_uuid(), '${callId}', 'eligible', 'B-' || lpad(n::text, 5, '0'), 'Application ' || n, '{}', 'A' || n, (array['seismology', 'biomedicine', 'modern-agriculture'])[1 + n % 3],
        array['w' || n % 37, 'w' || n % 101, 'w' || n % 211], 24, '', (select id from person limit 1), now(), now(), now(), (select id from person limit 1) from generate_series(1, ${applications}) n;
    insert into institution(id, slug, name_en, name_local, country, side) values (gen_random_uuid(), 'pool-kg', 'Pool', 'Pool', 'KG', 'KG'), (gen_random_uuid(), 'pool-cn', 'Pool', 'Pool', 'CN', 'CN');
    insert into person(id, email, family, given, side, institution_id, password_hash, state, created_at)
      select gen_random_uuid(), 'pool-' || n || '@test.example', 'P' || n, '', i.side, i.id, 'none', 'active', now() from generate_series(1, ${reviewers}) n join institution i on i.slug = case when n % 2 = 0 then 'pool-kg' else 'pool-cn' end;
    insert into reviewer(call_id, person_id, side, min_load, max_load, themes, keywords, at)
      select '${callId}', p.id, p.side, 0, 6, array[(array['seismology', 'biomedicine', 'modern-agriculture'])[1 + k.n % 3]], array['w' || k.n % 37, 'w' || k.n % 53, 'w' || k.n % 101], now()
        from person p cross join lateral (select substring(p.family from 2)::int n) k where p.email like 'pool-%';
    update call set closes_at = now() - interval '1 minute' where id = '${callId}';
    commit; analyze`);
}

/** Measures how late the event loop of a process that serves and works is: with nothing running, and while an assignment runs. `--json file` keeps the figures. */
export async function assignmentDelay(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'string' }, applications: { type: 'string', default: '1000' }, reviewers: { type: 'string', default: '1500' } } });
  const size = { applications: Number(values.applications), reviewers: Number(values.reviewers) };
  const folder = mkdtempSync(join(tmpdir(), 'kopuro-bench-'));
  const database: Embedded = await startEmbedded({ dataDir: folder, log: () => undefined });
  await migrate(database.ownerUrl);
  const config = loadConfig({ DATABASE_URL: database.appUrl, QUEUE_DATABASE_URL: database.queueUrl, DATA_DIR: folder, SESSION_SECRET, RATE_LIMITS: 'off', LOG_LEVEL: 'warn' });
  const log = newLog('error', 'bench');
  const app = await createServer(SystemModule.with(config, log), config, log);
  try {
    await app.listen(0, '127.0.0.1');
    startWorker(app);
    const stage = new LiveStage(`http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`, database.superuserUrl);
    const officers = { kg: await stage.person('officer.kg', 'KG', 'officer'), cn: await stage.person('officer.cn', 'CN', 'officer') };
    const call = await publishedCall(officers, { opensAt: '2026-01-01T00:00:00.000Z', closesAt: '2099-01-01T00:00:00.000Z', reviewersPerSide: { KG: 2, CN: 2 }, internationalReviewers: 0 });
    await fill(stage, call.id, size.applications, size.reviewers);
    const run = async () => {
      const { jobId } = await officers.kg.call(runAssignment, { params: { id: call.id } });
      for (;;) {
        await sleep(200);
        const job = await officers.kg.call(readJob, { params: { id: jobId } });
        if (job.state === 'done') return;
        if (job.state !== 'queued' && job.state !== 'running') throw new Error(`the run ended as ${job.state}: ${job.detail}`);
      }
    };
    await sleep(2000);
    const delays = [await delayDuring('nothing runs', () => sleep(5000)), await delayDuring('an assignment runs', run), await delayDuring('nothing runs, again', () => sleep(5000))];
    console.log(`Event loop of one process that serves and works; ${size.applications} applications, ${size.reviewers} reviewers, 2 + 2 reviews each. Milliseconds that timers are late:\n`);
    console.log('| while | seconds | p50 | p99 | most |\n|---|---|---|---|---|');
    for (const d of delays) console.log(`| ${d.what} | ${d.seconds} | ${d.p50} | ${d.p99} | ${d.most} |`);
    if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine: { cpus: cpus().length, node: process.version }, ...size, delays }, null, 2)}\n`);
    await stage.close();
  } finally {
    await app.close();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
