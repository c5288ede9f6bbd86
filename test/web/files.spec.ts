import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { TestApp } from '../support/app.js';

describe('the files of the web', () => {
  let t: TestApp;
  beforeAll(async () => { t = await TestApp.start({ web: true }); }, 240_000);
  afterAll(() => t.stop());

  /** Asks for a path exactly as it is written; `fetch` would tidy it up. */
  const get = (path: string, method = 'GET') => new Promise<{ status: number; type: string; cache: string; coding: string; size: number }>((done, failed) => {
    const { hostname, port } = new URL(t.base);
    request({ hostname, port, path, method, headers: { 'accept-encoding': 'br' } }, (res) => {
      let size = 0;
      res.on('data', (chunk: Buffer) => { size += chunk.length; });
      res.on('end', () => { done({ status: res.statusCode ?? 0, type: res.headers['content-type'] ?? '', cache: res.headers['cache-control'] ?? '', coding: res.headers['content-encoding'] ?? '', size }); });
    }).on('error', failed).end();
  });
  const script = `/assets/${readdirSync('dist/web/assets').find((name) => name.endsWith('.js'))}`;

  it.each(['/', '/calls', '/calls?x=1', '/applications/1', '/index.html', '/%2e%2e/package.json', '/../package.json', '/a%00b'])('answer %s with the one page, asked for anew each time', async (path) => {
    expect(await get(path)).toMatchObject({ status: 200, type: 'text/html; charset=utf-8', cache: 'no-cache', coding: 'br' });
    expect(await get(path, 'HEAD')).toMatchObject({ status: 200, type: 'text/html; charset=utf-8', size: 0 });
  });

  it('are kept for a year when their names hold their content', async () => {
    expect(await get(script)).toMatchObject({ status: 200, cache: 'public, max-age=31536000, immutable', coding: 'br' });
  });

  it.each(['/assets/absent.js', '/assets/', '/assets/..%2findex.html', '/assets/../../package.json', '/api/absent', '/api/v1/absent'])('do not answer %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, type: 'application/problem+json; charset=utf-8' });
  });
});
