import { approveAnnouncement, listAnnouncements } from '#libs/awards/shared/contract';
import { ReleaseAnnouncements } from '#libs/awards';
import { Relay, systemActor } from '#libs/platform';
import { plus } from '#libs/kernel';
import { CAST, type Name } from './cast.js';
import { ask } from './replay.js';
import { allPaths, changed, watched } from './watch.js';
import { buildWorld, markOf, type World } from './world.js';

/** One millisecond before its instant an announcement shows nowhere; at it the register, both sides' results and the letters come with one commit. */
let w: World;
let at: Date;
const OFFICERS: Name[] = ['officerKg', 'officerCn', 'conflictedOfficer'];

// Thousands of requests: slow on a machine that does other things, too.
jest.setTimeout(300_000);

beforeAll(async () => {
  w = await buildWorld();
  const [proposed] = (await w.who.officerCn.call(listAnnouncements, { params: { id: w.calls.deciding } })).items;
  at = new Date(proposed?.at ?? '');
});
afterAll(() => w.t.stop());

const release = () => w.t.app.get(ReleaseAnnouncements).run(systemActor(w.t.clock.at));
const paths = () => allPaths(w, { applications: [w.applications.decided], calls: [w.calls.deciding], announcements: [w.announcements.proposed] });
const traces = () => w.t.sql<{ kind: string; tx: string }>(`select 'state' kind, xmin::text tx from application where id = $1 union all select 'announcement', xmin::text from announcement where id = $2
  union all select 'event ' || type, xmin::text from outbox where data->>'announcementId' = $2::text union all select 'audit ' || action, xmin::text from audit_entry where action in ('application.announced', 'announcement.released')
    and (stream = 'application:' || $1 or stream = 'announcement:' || $2) order by 1`, [w.applications.decided, w.announcements.proposed]);
async function letters(): Promise<string[]> {
  const waiting = await w.t.sql<{ id: string }>(`select id from outbox where done_at is null and type = 'awards.announced'`);
  for (const { id } of waiting) await w.t.app.get(Relay).deliver(id);
  return (await w.t.sql<{ email: string }>(`select email::text from letter where template = 'result' and application_id = $1 order by email`, [w.applications.decided])).map((l) => l.email);
}

describe('an announcement', () => {
  it('shows nowhere before its instant, not a millisecond earlier, although it is scheduled', async () => {
    const everyone = CAST.filter((n) => !OFFICERS.includes(n));
    const all = await paths();
    const before = await watched(w, everyone, all.filter((p) => !p.includes('/audit')));
    await w.who.officerCn.call(approveAnnouncement, { params: { id: w.announcements.proposed }, version: 1 });
    w.t.clock.at = plus(at, -1);
    expect(await release()).toBe(0);
    expect(changed(before, await watched(w, everyone, all.filter((p) => !p.includes('/audit'))))).toEqual([]);
    const register = await ask(w, 'anonymous', 'GET', '/api/v1/register');
    expect(register.body).not.toContain(markOf('decided'));
    expect((await ask(w, 'anonymous', 'GET', `/api/v1/register/${w.applications.decided}`)).status).toBe(404);
    for (const name of ['leadKg', 'leadCn'] as const) expect((await ask(w, name, 'GET', `/api/v1/applications/${w.applications.decided}/result`)).status).toBe(404);
    expect(await letters()).toEqual([]);
  });

  it('opens for both sides, the register and the letters in one commit', async () => {
    w.t.clock.at = at;
    expect((await ask(w, 'anonymous', 'GET', `/api/v1/register/${w.applications.decided}`)).status).toBe(404);
    expect(await release()).toBe(1);
    const register = await ask(w, 'anonymous', 'GET', `/api/v1/register/${w.applications.decided}`);
    expect(register.status).toBe(200);
    expect(JSON.parse(register.body)).toMatchObject({ titleEn: markOf('decided'), amount: { amount: '600000.00' }, announcedAt: at.toISOString() });
    const results = await Promise.all((['leadKg', 'leadCn'] as const).map((name) => ask(w, name, 'GET', `/api/v1/applications/${w.applications.decided}/result`)));
    expect(results.map((r) => r.status)).toEqual([200, 200]);
    expect(results[0]?.body).toBe(results[1]?.body);
    const made = await traces();
    expect(new Set(made.map((x) => x.tx)).size).toBe(1);
    expect(made.map((x) => x.kind)).toEqual(['announcement', 'audit announcement.released', 'audit application.announced', 'event awards.announced', 'state']);
    expect(await letters()).toEqual([w.who.leadCn.email, w.who.leadKg.email]);
    expect(await release()).toBe(0);
  });

  it('leaves what it does not cover as sealed as it was', async () => {
    for (const phase of ['oneVote', 'undecided'] as const) {
      const id = w.applications[phase];
      expect((await ask(w, 'anonymous', 'GET', `/api/v1/register/${id}`)).status).toBe(404);
      expect((await ask(w, 'leadKg', 'GET', `/api/v1/applications/${id}/result`)).status).toBe(404);
      expect((await ask(w, 'chairCn', 'GET', `/api/v1/calls/${w.calls.deciding}/decisions`)).body).not.toContain(`vote:${id}`);
    }
    const decisions = JSON.parse((await ask(w, 'chairCn', 'GET', `/api/v1/calls/${w.calls.deciding}/decisions`)).body) as { items: { applicationId: string; votes: object[]; outcome: object | null }[] };
    expect(decisions.items.find((d) => d.applicationId === w.applications.oneVote)).toMatchObject({ votes: [], outcome: null });
  });
});
