import { TestApp } from '../support/app.js';

const TOKEN = 'a-token-for-prometheus';

describe('figures for Prometheus', () => {
  let t: TestApp;
  beforeAll(async () => { t = await TestApp.start({ config: { metricsToken: TOKEN } }); });
  afterAll(() => t.stop());

  const get = (headers: Record<string, string> = {}) => fetch(`${t.base}/metrics`, { headers });

  it('tell how long routes take, by their pattern, what waits, and what the process needs', async () => {
    const lead = await t.person('lead.kg@example.org', 'KG');
    const id = '8c5c0221-3ec0-4d9f-81ab-497743213681';
    await fetch(`${t.base}/api/v1/applications/${id}`, { headers: { cookie: lead.cookie } });
    await t.sql(`insert into outbox(id, at, type, data) values (gen_random_uuid(), $1, 'nobody.hears', '{}')`, [new Date(t.clock.at.getTime() - 90_000)]);
    const res = await get();
    const text = await res.text();
    expect([res.status, res.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(text).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/applications\/:id",status="404"\} 1\n/);
    expect(text).not.toContain(id);
    expect(Number(/\nkopuro_outbox_waiting (\d+)\n/.exec(text)?.[1])).toBeGreaterThan(0);
    expect(Number(/\nkopuro_outbox_oldest_seconds ([\d.]+)\n/.exec(text)?.[1])).toBeGreaterThanOrEqual(90);
    expect(text).toContain('\nprocess_resident_memory_bytes ');
  });

  it('are there for this machine and for whoever has the token, and do not exist for others', async () => {
    const missing = await fetch(`${t.base}/nothing-here`);
    const likeMissing = async (res: Response) => {
      expect(res.status).toBe(404);
      expect((await res.text()).replace('/metrics', '/nothing-here')).toBe(nothing);
    };
    const nothing = await missing.text();
    await likeMissing(await get({ 'x-forwarded-for': '203.0.113.7' }));
    await likeMissing(await get({ forwarded: 'for=203.0.113.7' }));
    await likeMissing(await get({ authorization: 'Bearer another-token-entirely' }));
    expect((await get({ authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.7' })).status).toBe(200);
  });
});
