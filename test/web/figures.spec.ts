import { statSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import type { TestApp } from '../support/app.js';
import { DEMO_PASSWORD } from '../../apps/cli/src/start/demo-accounts.js';
import { TestBrowser } from '../support/browser.js';
import { watch } from '../support/crawl.js';
import { demoApp } from '../support/demo-app.js';
import { logInAs } from '../support/web-steps.js';

const BUDGET_KB = { public: 200, signedIn: 260 };
/** A modest computer far from the server: a processor four times slower, 150 ms to the server; a telephone also has a narrow line, 1.6 Mbit/s. */
const FAR = { cpu: 4, latency: 150, bytesPerSecond: -1 };
const TELEPHONE = { ...FAR, bytesPerSecond: 200_000 };

interface Figures { jsKb: number; fontsKb: number; cls: number; interactiveMs: number }

/** Loads a page with empty caches under load and measures it. */
async function measure(context: BrowserContext, page: Page, path: string, line: typeof FAR): Promise<Figures> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: line.latency, downloadThroughput: line.bytesPerSecond, uploadThroughput: line.bytesPerSecond });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: line.cpu });
  const files = new Set<string>();
  const note = (r: { url: () => string }) => { files.add(new URL(r.url()).pathname); };
  page.on('response', note);
  const { idle } = watch(page);
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const e of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) if (!e.hadRecentInput) seen.shift += e.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(path, { waitUntil: 'commit' });
  await page.waitForFunction(() => document.querySelector('main h1') !== null && document.querySelector('main .sk') === null);
  // Interactive: the content is drawn and the thread is free to answer.
  const interactiveMs = await page.evaluate(() => new Promise<number>((done) => { requestIdleCallback(() => done(performance.now())); }));
  await idle();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const cls = await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift);
  page.off('response', note);
  await cdp.detach();
  const kb = (pattern: RegExp, suffix: string) => [...files].filter((f) => pattern.test(f)).reduce((sum, f) => sum + statSync(`dist/web${f}${suffix}`).size, 0) / 1000;
  return { jsKb: Math.round(kb(/\.js$/, '.gz')), fontsKb: Math.round(kb(/\.woff2$/, '')), cls: Number(cls.toFixed(4)), interactiveMs: Math.round(interactiveMs) };
}

describe('the figures of the web', () => {
  let t: TestApp;
  let browser: TestBrowser;

  beforeAll(async () => {
    t = await demoApp();
    browser = await TestBrowser.start();
  }, 240_000);
  afterAll(async () => {
    await browser.stop();
    await t.stop();
  });

  it('are printed, for people to judge', async () => {
    const lines: string[] = [];
    for (const locale of ['en-GB', 'ru-RU', 'ky-KG', 'zh-CN']) {
      const { page, context } = await browser.open(t.base, { locale });
      lines.push(`first public page, ${locale} (budget ${BUDGET_KB.public} kB JS, goal 1500 ms): ${JSON.stringify(await measure(context, page, '/', FAR))}`);
      await context.close();
    }
    const phone = await browser.open(t.base, { viewport: { width: 360, height: 740 } });
    lines.push(`first public page on a telephone, en-GB: ${JSON.stringify(await measure(phone.context, phone.page, '/', TELEPHONE))}`);
    await phone.context.close();
    const { page, context } = await browser.open(t.base);
    await logInAs(page, 'lead.kg@demo.kopuro.test', DEMO_PASSWORD);
    const signedIn = await measure(context, page, '/me', FAR);
    lines.push(`signed in, en-GB (budget ${BUDGET_KB.signedIn} kB JS): ${JSON.stringify(signedIn)}`);
    console.log(lines.join('\n'));
    expect(signedIn.jsKb).toBeGreaterThan(0);
  }, 180_000);
});
