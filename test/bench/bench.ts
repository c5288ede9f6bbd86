import { newId, newSecret, sha256 } from '#libs/platform';
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { LaunchedSystem } from '../chaos/system.js';
import type { Member } from '../support/app.js';
import type { LiveStage } from '../support/live-stage.js';
import { rankedApplications } from '../support/reviewed.js';
import { publishedCall, submittedApplication } from '../support/submitted.js';
import { Load } from './load.js';
import { repeat, type Figures, type Shot } from './measure.js';

/** Submitted applications that the lists are read from. */
const APPLICATIONS = 400;
const READERS = 32;
const WRITERS = 8;
const DOCUMENT = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(200_000, 'x'), Buffer.from('\n%%EOF\n')]);

interface Line { what: string; against: string; system: Figures; bare: Figures }
interface Scene { stage: LiveStage; officer: Member; leads: { kg: Member; cn: Member }; chairs: { KG: Member; CN: Member }; call: { id: string; code: string }; open: { id: string }; deciding: { id: string; code: string }; ids: string[] }

async function startBare(appUrl: string, person: string): Promise<{ url: string; stop(): void }> {
  const child = fork(fileURLToPath(new URL('run.mjs', import.meta.url)), ['--bare', appUrl, person], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const port = await new Promise<number>((ready, failed) => {
    child.once('message', (m: { port: number }) => { ready(m.port); });
    child.once('exit', (code) => { failed(new Error(`the bare server ended with ${code}`)); });
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill('SIGKILL') };
}

async function prepare(stage: LiveStage): Promise<Scene> {
  const officers = { kg: await stage.person('officer.kg', 'KG', 'officer'), cn: await stage.person('officer.cn', 'CN', 'officer') };
  const leads = { kg: await stage.person('lead.kg', 'KG'), cn: await stage.person('lead.cn', 'CN') };
  const chairs = { KG: await stage.person('chair.kg', 'KG', 'chair'), CN: await stage.person('chair.cn', 'CN', 'chair') };
  const change = { opensAt: '2026-01-01T00:00:00.000Z', closesAt: '2099-01-01T00:00:00.000Z', maxApplicationsPerLead: null, maxApplicationsPerPerson: null, places: 10_000, budget: { amount: '9000000000.00', currency: 'CNY' as const } };
  const call = await publishedCall(officers, { ...change, code: 'KC-L' });
  const open = await publishedCall(officers, { ...change, code: 'KC-O' });
  const deciding = await publishedCall(officers, { ...change, code: 'KC-D' });
  const ids: string[] = [];
  for (let n = 1; n <= APPLICATIONS; n++) ids.push((await submittedApplication(stage, call, n, leads)).id);
  await stage.sql('create table bench_commit (at timestamptz default clock_timestamp()); grant insert on bench_commit to kopuro_app');
  await stage.sql('analyze');
  return { stage, officer: officers.kg, leads, chairs, call, open, deciding, ids };
}

/** A token for plain HTTP, as the typed client has one inside. */
async function tokenOf(stage: LiveStage, person: Member): Promise<Record<string, string>> {
  const secret = newSecret();
  await stage.sql(`insert into access_token(id, person_id, name, secret_hash, created_at, expires_at) values ($1, $2, 'bench', $3, clock_timestamp(), clock_timestamp() + interval '1 day')`, [newId(), person.id, sha256(secret)]);
  return { authorization: `Bearer ${secret}` };
}

async function reads(s: Scene, load: Load, bare: string, seconds: number): Promise<Line[]> {
  const headers = await tokenOf(s.stage, s.officer);
  const api = `${s.stage.base}/api/v1`;
  const pages: [string, Shot[], Shot[]][] = [
    ['list of 200 applications', [{ url: `${api}/applications?limit=200&callId=${s.call.id}`, headers }], [{ url: `${bare}/list?callId=${s.call.id}` }]],
    ['search among them (11 found)', [{ url: `${api}/applications?limit=200&q=Application%2027`, headers }], [{ url: `${bare}/list?q=Application%2027` }]],
    ['application page', s.ids.map((id) => ({ url: `${api}/applications/${id}`, headers })), s.ids.map((id) => ({ url: `${bare}/application/${id}` }))],
  ];
  const lines: Line[] = [];
  for (const [what, system, plain] of pages) {
    // A server runs for weeks: it is measured as it is after some thousand requests, not while its code is still being compiled.
    for (const shots of [plain, system]) await load.again(READERS, 2 * seconds, shots);
    for (const clients of [1, READERS]) {
      lines.push({ what, against: 'the same SQL', bare: await load.again(clients, seconds, plain), system: await load.again(clients, seconds, system) });
      console.error(`measured: ${what}, ${clients} at once`);
    }
  }
  return lines;
}

const BOUNDARY = 'kopuro-bench';
const FORM = Buffer.concat([
  Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="agreement.pdf"\r\ncontent-type: application/pdf\r\n\r\n`), DOCUMENT, Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
]);
const upload = (url: string, headers: Record<string, string>): Shot => ({ method: 'POST', url, headers: { ...headers, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }, body: FORM });

/** Uploads, signatures by SQL, submissions: so each submission carries a file. */
async function submissions(s: Scene, load: Load, clients: number, seconds: number, bare: Figures): Promise<Line[]> {
  const { stage, leads, open } = s;
  const headers = await tokenOf(stage, leads.kg);
  const api = `${stage.base}/api/v1/applications`;
  const count = Math.ceil(seconds * (clients === 1 ? 120 : 250));
  const drafts = await stage.drafts(open.id, count, leads);
  const sent = await load.once(clients, seconds, drafts.map((id) => upload(`${api}/${id}/documents?code=cooperation-agreement`, headers)));
  const uploaded = await stage.sql<{ id: string }>('select application_id id from application_document where application_id = any($1)', [drafts]);
  const ids = uploaded.map((row) => row.id);
  await stage.sign(ids, leads);
  const system = await load.once(clients, seconds, ids.map((id) => ({ method: 'POST', url: `${api}/${id}/submission`, headers: { ...headers, 'idempotency-key': id } })));
  return [{ what: 'document of 200 kB', against: 'one commit', system: sent, bare }, { what: 'submission with a file', against: 'one commit', system, bare }];
}

async function votes(s: Scene, load: Load, clients: number, seconds: number, bare: Figures, ranksBefore: number): Promise<Line> {
  const headers = { KG: await tokenOf(s.stage, s.chairs.KG), CN: await tokenOf(s.stage, s.chairs.CN) };
  const ranked = await rankedApplications(s.stage, s.deciding, s.leads, Array.from({ length: Math.ceil(seconds * 80) }, () => 100_000_000), ranksBefore);
  const shots = ranked.flatMap((a) => (['KG', 'CN'] as const).map((side): Shot => ({
    method: 'POST', url: `${s.stage.base}/api/v1/applications/${a.id}/votes`, headers: { ...headers[side], 'content-type': 'application/json', 'idempotency-key': `${a.id} ${side}` },
    body: JSON.stringify({ value: 'yes', amount: { amount: '900000.00', currency: 'CNY' }, protocol: 'P-1' }),
  })));
  return { what: 'vote', against: 'one commit', system: await load.once(clients, seconds, shots), bare };
}

/** One insert and its commit on one connection, without HTTP. */
async function commitFloor(appUrl: string, seconds: number): Promise<Figures> {
  const c = new pg.Client({ connectionString: appUrl });
  await c.connect();
  try {
    return await repeat(1, seconds, () => true, async () => { await c.query('insert into bench_commit default values'); });
  } finally {
    await c.end();
  }
}

function print(lines: readonly Line[], floor: Figures): void {
  const head = ['what', 'clients', 'p50 ms', 'p95 ms', 'p99 ms', '1/s', 'against', 'bare p50', 'bare p95', 'p50 ratio', 'p50 in commits'];
  const rows = lines.map(({ what, against, system: a, bare: b }) => [what, a.clients, a.p50, a.p95, a.p99, a.perSecond, against, b.p50, b.p95, (a.p50 / b.p50).toFixed(1), (a.p50 / floor.p50).toFixed(1)].map(String));
  console.log(`| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|`);
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
  console.log(`\nOne commit without HTTP, fsync on: p50 ${floor.p50} ms, p95 ${floor.p95} ms.`);
}

/** Measures everything and prints a table; `--json file` keeps the figures, `--seconds n` is the time for each. */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'string' }, seconds: { type: 'string', default: '3' } } });
  const seconds = Number(values.seconds);
  const system = await LaunchedSystem.start({});
  const beside: { stop(): void }[] = [];
  try {
    const scene = await prepare(system.stage);
    const bare = await startBare(system.appUrl, scene.officer.id);
    const load = await Load.start();
    beside.push(bare, load);
    const floor = await commitFloor(system.appUrl, seconds);
    const lines = await reads(scene, load, bare.url, seconds);
    await scene.stage.sql(`update call set state = 'deciding' where id = $1`, [scene.deciding.id]);
    for (const [n, clients] of [1, WRITERS].entries()) {
      const commits = await load.again(clients, seconds, [{ method: 'POST', url: `${bare.url}/commit` }]);
      lines.push(...await submissions(scene, load, clients, seconds, commits), await votes(scene, load, clients, seconds, commits, n * 1000));
    }
    print(lines, floor);
    const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
    if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, seconds, applications: APPLICATIONS, commitFloor: floor, lines }, null, 2)}\n`);
  } finally {
    for (const b of beside) b.stop();
    await system.stop();
  }
}
