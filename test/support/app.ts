import 'reflect-metadata';
import { ActivateAccount, ImportPeople, ManageRoles } from '#libs/identity';
import { client, type AnySide, type EndpointShape, type Language, type Request, type Result } from '#libs/kernel';
import { createServer, FrozenClock, newLog, systemActor, type Config, type Role } from '#libs/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { SystemModule } from '../../apps/api/src/system.module.js';
import { PACE, startWorker, type Pace } from '../../apps/worker/src/worker.js';
import { newDatabase, type TestDatabase } from './database.js';

export const SESSION_SECRET = 'test-secret-test-secret-test-secret';
export const PASSWORD = 'bridge-2026';
/** The instant at which a test's clock stands until the test moves it. */
export const START = new Date('2026-09-15T06:00:00.000Z');

export interface Member { email: string; id: string; call: <E extends EndpointShape>(e: E, input: Request<E>) => Promise<Result<E>>; cookie: string }
/** What preparations by SQL need of a running system: its database, and the present instant. */
export interface Stage { clock: { at: Date }; sql: TestApp['sql'] }
const FAST: Pace = { ...PACE, relay: 40, jobs: 40 };

/** Brings the built web application up to date; quick when nothing changed. */
function buildWeb(): void {
  const built = spawnSync(process.execPath, ['apps/cli/build.mjs', '--only', 'web'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the web could not be built: ${built.stderr}`);
}

/** The real application on a database of its own, its clock in the test's hand, its worker in the same process when asked for. */
export class TestApp {
  private constructor(readonly app: NestFastifyApplication, readonly clock: FrozenClock, readonly database: TestDatabase, readonly base: string) {}

  /** `database` brings another database than an empty one. */
  static async start(options: { worker?: boolean; web?: boolean; at?: Date; config?: Partial<Config>; database?: () => Promise<TestDatabase> } = {}): Promise<TestApp> {
    const database = await (options.database ?? newDatabase)();
    const clock = new FrozenClock(options.at ?? START);
    const config: Config = {
      port: 0, dataDir: database.files, databaseUrl: database.appUrl, queueDatabaseUrl: database.queueUrl, mailFrom: 'Köpürö <no-reply@kopuro.test>', publicUrl: 'http://localhost',
      logLevel: 'error', sessionSecret: SESSION_SECRET, clock: 'system', rateLimits: false, answerCheck: 'strict', ...options.config,
    };
    const log = newLog(process.env.TEST_LOG ?? 'fatal', 'test');
    if (options.web) buildWeb();
    const app = await createServer(SystemModule.with(config, log, clock), config, log, options.web ? 'dist/web' : undefined);
    await app.listen(0, '127.0.0.1');
    if (options.worker) startWorker(app, FAST);
    const { port } = app.getHttpServer().address() as { port: number };
    return new TestApp(app, clock, database, `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  /** Runs SQL as the owner of the schema (`owner`) or as the application's role. */
  async sql<T extends object>(text: string, args: unknown[] = [], role: 'owner' | 'app' | 'superuser' = 'superuser'): Promise<T[]> {
    const url = { owner: this.database.ownerUrl, app: this.database.appUrl, superuser: this.database.superuserUrl }[role];
    const c = new pg.Client({ connectionString: url });
    await c.connect();
    try {
      return (await c.query<T>(text, args)).rows;
    } finally {
      await c.end();
    }
  }

  /** An institution of a side, by slug. */
  async institution(slug: string, side: AnySide, parent?: string): Promise<string> {
    const { items } = await this.app.get(ImportPeople).institutions(systemActor(this.clock.at), [{ slug, nameEn: `Institution ${slug}`, nameLocal: slug, country: side === 'INT' ? 'DE' : side, side, ...(parent && { parent }) }]);
    return items[0]?.id ?? '';
  }

  /** An active person with a session, made through the use cases. `institution`: a slug that exists, or the side's default one. */
  async person(email: string, side: AnySide, options: { role?: Role; institution?: string; language?: Language } = {}): Promise<Member> {
    const actor = systemActor(this.clock.at);
    const slug = options.institution ?? `default-${side.toLowerCase()}`;
    if (!options.institution) await this.institution(slug, side);
    const { items: [item] } = await this.app.get(ImportPeople).people(actor, [{ email, family: email.split('@')[0] ?? email, given: 'Test', institution: slug, language: options.language ?? 'en' }]);
    if (!item?.code) throw new Error(`no code for ${email}`);
    await this.app.get(ActivateAccount).run(actor, { email, code: item.code, password: PASSWORD });
    if (options.role) await this.app.get(ManageRoles).grant(actor, item.id, { role: options.role, side: side === 'INT' ? null : side });
    return { email, id: item.id, ...(await this.logIn(email)) };
  }

  /** Logs in over HTTP; answers a typed caller with the session's cookie. */
  async logIn(email: string, password = PASSWORD): Promise<Pick<Member, 'call' | 'cookie'>> {
    const res = await fetch(`${this.base}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) });
    if (!res.ok) throw new Error(`log-in of ${email} failed: ${await res.text()}`);
    return this.callerOf((res.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
  }

  /** A typed caller with the cookie of a session. */
  callerOf(cookie: string): Pick<Member, 'call' | 'cookie'> {
    return { cookie, call: client({ base: `${this.base}/api/v1`, headers: () => ({ cookie, 'accept-language': 'en' }) }) };
  }

  /** A caller without a session. */
  get anyone(): Member['call'] { return client({ base: `${this.base}/api/v1`, headers: () => ({ 'accept-language': 'en' }) }); }
}

/** Waits until `probe` answers something true; fails after `withinMs`. */
export async function until<T>(probe: () => Promise<T | undefined | null | false>, withinMs = 15_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((wake) => { setTimeout(wake, 40); });
  }
}

/** The code of the refusal that a promise ends in; fails when it succeeds. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (e) {
    const { code } = e as { code?: string };
    if (code) return code;
    throw e;
  }
  throw new Error('it was not refused');
}
