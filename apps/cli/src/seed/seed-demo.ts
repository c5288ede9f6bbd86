import { castVote, approveAnnouncement, listDecisions, proposeAnnouncement } from '#libs/awards/shared/contract';
import { ReleaseAnnouncements } from '#libs/awards';
import { DAY_MS, HOUR_MS, plus, type Texts } from '#libs/kernel';
import { loadConfig, SystemClock, systemActor } from '#libs/platform';
import { DataSource } from 'typeorm';
import { createFirstAdministrator } from '../admin/first-administrator.js';
import type { DatabaseUrls } from '../start/database.js';
import { DEMO_PASSWORD } from '../start/demo-accounts.js';
import { call2026 } from './call-2026.js';
import { Cast, signedIn } from './cast.js';
import { addJudgements, assignAll, closeReviews, drawLot, prepareAssignment, publishCall, reviewAll, submitAll } from './run-competition.js';
import { systemInProcess, type InProcess } from './system-in-process.js';
import { demoApplication, writeApplication } from './write-application.js';

/** Few enough for a matrix that fits a screen. */
const SMALL_POOL = { perSide: 8, ownLoad: 1 };
const DECLARATIONS = ['integrity', 'personal-data', 'no-double-funding'];
const demoTitle = (en: string, ru: string, ky: string, zh: string): Texts =>
  ({ en: `Demonstration: ${en}`, ru: `Демонстрация: ${ru}`, ky: `Көрсөтмө: ${ky}`, 'zh-CN': `演示：${zh}` });

/** 10:00 UTC of the day that lies so many days from now: the hour at which calls open and close. */
function atTen(now: Date, days: number): Date {
  const day = plus(now, days * DAY_MS);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 10));
}

export interface SeedSettings { dataDir: string; sessionSecret: string; log: (line: string) => void }

async function isEmpty(appUrl: string): Promise<'empty' | 'demo' | 'used'> {
  const ds = new DataSource({ type: 'postgres', url: appUrl });
  await ds.initialize();
  try {
    const [r] = await ds.query<{ people: number; demo: number }[]>(`select count(*)::int people, (count(*) filter (where email = 'admin@demo.kopuro.test' and state = 'active'))::int demo from person`);
    return r?.demo ? 'demo' : r?.people ? 'used' : 'empty';
  } finally {
    await ds.destroy();
  }
}

/** Fills an empty database with a competition in each phase, dated relative to now; answers whether the demo accounts are there. */
export async function seedDemo(urls: DatabaseUrls, settings: SeedSettings): Promise<boolean> {
  const found = await isEmpty(urls.appUrl);
  if (found !== 'empty') return found === 'demo';
  settings.log('Filling the empty database with the demo …');
  const now = await new SystemClock().now();
  const config = loadConfig({
    ...process.env, DATABASE_URL: urls.appUrl, QUEUE_DATABASE_URL: urls.queueUrl, DATA_DIR: settings.dataDir, SESSION_SECRET: settings.sessionSecret, PUBLIC_URL: undefined, SMTP_URL: undefined,
  });
  const system = await systemInProcess(config, plus(now, -200 * DAY_MS));
  try {
    const email = 'admin@demo.kopuro.test';
    await createFirstAdministrator(urls, { email, password: DEMO_PASSWORD }, system.clock.at);
    const cast = new Cast(system, await signedIn(system, email, DEMO_PASSWORD));
    await cast.assemble();
    await announced(system, cast, now);
    await deciding(system, cast, now);
    await reviewing(system, cast, now);
    await assignable(system, cast, now);
    await open(system, cast, now);
  } finally {
    await system.close();
  }
  return true;
}

interface Scene { code: string; title: Texts; opens: number; closes: number; applications: string[]; places: number }

/** A competition up to submission; `opens` and `closes` in days from now. */
async function submitted(system: InProcess, cast: Cast, now: Date, s: Scene): Promise<{ callId: string; applications: string[] }> {
  const [opensAt, closesAt] = [atTen(now, s.opens), atTen(now, s.closes)];
  system.clock.at = plus(opensAt, -2 * DAY_MS);
  const callId = await publishCall(cast, call2026({ code: s.code, title: s.title, places: s.places, opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() }));
  system.clock.at = plus(closesAt, -DAY_MS);
  const applications = await submitAll(cast, callId, DECLARATIONS, s.applications);
  system.clock.at = plus(closesAt, HOUR_MS);
  return { callId, applications };
}

async function announced(system: InProcess, cast: Cast, now: Date): Promise<void> {
  const { callId, applications } = await submitted(system, cast, now, {
    code: 'DEMO-1', title: demoTitle('results announced', 'итоги объявлены', 'жыйынтыктары жарыяланган', '结果已公布'), opens: -190, closes: -150, applications: ['A13', 'A14', 'A15', 'A17'], places: 2,
  });
  await assignAll(system, cast, callId, applications);
  await reviewAll(cast, { finish: true, alike: [2, 3] });
  system.clock.at = plus(now, -110 * DAY_MS);
  await closeReviews(cast, callId);
  await drawLot(cast, callId);
  const { items } = await (await cast.as('chair.kg'))(listDecisions, { params: { id: callId } });
  for (const d of items) {
    for (const chair of ['chair.kg', 'chair.cn']) {
      const value = d.aboveThreshold ? 'yes' : 'no';
      await (await cast.as(chair))(castVote, { params: { id: d.applicationId }, body: { value, amount: value === 'yes' ? d.requested : null, protocol: 'DEMO-1/1' } });
    }
  }
  const at = atTen(now, -100);
  const proposed = await (await cast.as('officer.kg'))(proposeAnnouncement, { params: { id: callId }, body: { at: at.toISOString() } });
  await (await cast.as('officer.cn'))(approveAnnouncement, { params: { id: proposed.id }, version: proposed.version });
  system.clock.at = plus(at, 1000);
  await system.app.get(ReleaseAnnouncements).run(systemActor(system.clock.at));
}

async function deciding(system: InProcess, cast: Cast, now: Date): Promise<void> {
  const { callId, applications } = await submitted(system, cast, now, {
    code: 'DEMO-2', title: demoTitle('decisions under way', 'идёт принятие решений', 'чечимдер кабыл алынууда', '立项决定中'), opens: -90, closes: -60, applications: ['A07', 'A08', 'A09', 'A10', 'A11', 'A12'], places: 3,
  });
  await assignAll(system, cast, callId, applications);
  await reviewAll(cast, { finish: true, alike: [3, 4] });
  system.clock.at = plus(now, -10 * DAY_MS);
  await closeReviews(cast, callId);
  const { items: [first] } = await (await cast.as('chair.kg'))(listDecisions, { params: { id: callId } });
  if (!first) throw new Error('the demo has nothing to decide');
  for (const chair of ['chair.kg', 'chair.cn']) {
    await (await cast.as(chair))(castVote, { params: { id: first.applicationId }, body: { value: 'yes', amount: first.requested, protocol: 'DEMO-2/1' } });
  }
}

async function reviewing(system: InProcess, cast: Cast, now: Date): Promise<void> {
  const { callId, applications } = await submitted(system, cast, now, {
    code: 'DEMO-3', title: demoTitle('applications under review', 'заявки на экспертизе', 'өтүнмөлөр экспертизада', '评审中'), opens: -50, closes: -20, applications: ['A01', 'A02', 'A03', 'A04', 'A05', 'A06'], places: 3,
  });
  await assignAll(system, cast, callId, applications);
  await reviewAll(cast, { finish: false, leaveTo: ['reviewer.kg', 'reviewer.cn'] });
}

/** A call whose officers have all at hand to run the assignment, correct it, approve and publish it. */
async function assignable(system: InProcess, cast: Cast, now: Date): Promise<void> {
  const { callId, applications } = await submitted(system, cast, now, {
    code: 'DEMO-4', title: demoTitle('reviewers to be assigned', 'назначение экспертов', 'эксперттерди дайындоо', '待指派评审专家'), opens: -32, closes: -2, applications: ['A22', 'A17', 'A15', 'A12', 'A10', 'A06'], places: 3,
  });
  await prepareAssignment(cast, callId, applications, SMALL_POOL);
  await addJudgements(cast, callId, applications);
}

/** The real 2026 call, open: the demo's leads have one application to finish. */
async function open(system: InProcess, cast: Cast, now: Date): Promise<void> {
  system.clock.at = plus(now, -42 * DAY_MS);
  const callId = await publishCall(cast, call2026({
    code: 'KC-2026', opensAt: atTen(now, -40).toISOString(), closesAt: atTen(now, 24).toISOString(),
    title: { en: '2026 competition of joint projects', ru: 'Конкурс совместных проектов 2026 года', ky: '2026-жылдагы биргелешкен долбоорлор конкурсу', 'zh-CN': '2026年度联合项目征集' },
  }));
  system.clock.at = plus(now, -3 * DAY_MS);
  await submitAll(cast, callId, DECLARATIONS, ['A20', 'A21']);
  const leads = { KG: 'lead.kg', CN: 'lead.cn' };
  await writeApplication(cast, callId, demoApplication('A23'), { leads, without: { questions: ['risks'], agreement: true } });
}
