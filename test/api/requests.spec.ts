import request from 'supertest';
import { callContent } from '../support/call-content.js';
import { TestApp, type Member } from '../support/app.js';

interface Body { code: string; status: number; title: string; detail: string; errors?: { pointer: string; code: string }[] }

describe('requests that do not fit', () => {
  let t: TestApp;
  let officer: Member;
  beforeAll(async () => {
    t = await TestApp.start();
    officer = await t.person('officer@test.example', 'KG', { role: 'officer' });
  });
  afterAll(() => t.stop());

  async function send(method: 'GET' | 'POST', path: string, body?: string, headers: Record<string, string> = {}): Promise<{ status: number; body: Body }> {
    const sent = request(t.app.getHttpServer())[method === 'GET' ? 'get' : 'post'](path).set({ cookie: officer.cookie, 'content-type': 'application/json', ...headers });
    const res = await (body === undefined ? sent : sent.send(body));
    expect(res.headers['content-type']).toContain('application/problem+json');
    return { status: res.status, body: res.body as Body };
  }

  it.each([
    ['malformed JSON', '{"code": ', 400, 'body.malformed'],
    ['no JSON at all', 'places=3', 400, 'body.malformed'],
    ['an array', '[]', 422, 'field.wrong-type'],
    ['null', 'null', 422, 'field.required'],
    ['a prototype', '{"__proto__": {"x": 1}}', 400, 'body.malformed'],
  ])('%s', async (_, body, status, code) => {
    const r = await send('POST', '/api/v1/calls', body);
    expect([r.status, r.body.code]).toEqual([status, code]);
  });

  it('name the unknown field, the missing field and the wrong type with pointers', async () => {
    const { places: _, ...rest } = callContent();
    const r = await send('POST', '/api/v1/calls', JSON.stringify({ ...rest, surprise: 1, maxMonths: 'many' }));
    expect(r.status).toBe(422);
    expect(r.body.errors).toEqual(expect.arrayContaining([
      expect.objectContaining({ pointer: '/surprise', code: 'body.unknown-field' }), expect.objectContaining({ pointer: '/places', code: 'field.required' }),
      expect.objectContaining({ pointer: '/maxMonths', code: 'field.wrong-type' }),
    ]));
    const one = await send('POST', '/api/v1/calls', JSON.stringify({ ...callContent(), surprise: 1 }));
    expect(one.body.code).toBe('body.unknown-field');
  });

  it('refuse NUL and half of a surrogate pair', async () => {
    for (const bad of ['nul\\u0000', 'half \\ud800']) {
      const text = JSON.stringify(callContent()).replace('2026 competition', bad);
      const r = await send('POST', '/api/v1/calls', text);
      expect([r.status, r.body.code]).toEqual([422, 'field.unstorable']);
    }
  });

  it('refuse a body of 3 MB, a foreign media type, an unknown query parameter', async () => {
    expect((await send('POST', '/api/v1/calls', JSON.stringify({ x: 'y'.repeat(3_000_000) }))).body.code).toBe('body.too-large');
    expect((await send('POST', '/api/v1/calls', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' })).body.code).toBe('body.media-type');
    expect((await send('POST', '/api/v1/calls', '{}', { 'content-type': 'text/plain' })).body.code).toBe('body.media-type');
    expect((await send('GET', '/api/v1/calls?colour=red')).body.code).toBe('query.unknown-field');
    expect((await send('GET', '/api/v1/calls?limit=0')).status).toBe(422);
    expect((await send('GET', '/api/v1/calls?cursor=nonsense')).body.code).toBe('field.invalid');
  });

  it('answer the same for a malformed, an unknown and a hidden id', async () => {
    const draft = await fetch(`${t.base}/api/v1/calls`, { method: 'POST', headers: { cookie: officer.cookie, 'content-type': 'application/json' }, body: JSON.stringify(callContent()) });
    const { id } = await draft.json() as { id: string };
    const texts = await Promise.all([id, 'not-an-id', '7b0b8a60-5d5e-4c19-9a53-6b7f3d2f1c11', '%E0%A4%A', '..%2f..%2fetc'].map(async (x) => {
      const res = await fetch(`${t.base}/api/v1/calls/${x}`);
      return [res.status, await res.text()].join(' ');
    }));
    expect(texts[0]).toBe(texts[2]);
    expect(texts[1]).toBe(texts[2]);
    for (const text of texts) expect(text).toMatch(/^40[04] /);
  });

  it('speak the reader’s language', async () => {
    const titles = await Promise.all(['en', 'ru', 'ky', 'zh-CN', 'zh-TW;q=0.5, fr', 'fr'].map(async (lang) =>
      (await send('GET', '/api/v1/nowhere', undefined, { 'accept-language': lang })).body.title));
    expect(new Set(titles.slice(0, 4)).size).toBe(4);
    expect(titles[4]).toBe(titles[3]);
    expect(titles[5]).toBe(titles[0]);
  });

  it('are too many after ten log-ins a minute, and say when to come back', async () => {
    const limited = await TestApp.start({ config: { rateLimits: true } });
    try {
      const tries = [];
      for (let n = 0; n < 11; n++) tries.push(await fetch(`${limited.base}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"email":"who@test.example","password":"wrong-password"}' }));
      expect(tries.map((r) => r.status)).toEqual([...Array<number>(10).fill(401), 429]);
      expect(Number(tries[10]?.headers.get('retry-after'))).toBeGreaterThan(0);
      const last = await tries[10]?.json() as Body | undefined;
      expect(last?.code).toBe('request.too-many');
    } finally {
      await limited.stop();
    }
  });

  it('carry security headers', async () => {
    const res = await fetch(`${t.base}/api/v1/calls`);
    expect(res.headers.get('x-content-type-options')).toBe('nosniff');
    expect(res.headers.get('content-security-policy')).toContain(`default-src 'self'`);
    expect(res.headers.get('x-powered-by')).toBeNull();
  });
});
