import chromium from '@sparticuz/chromium';
import { chromium as driver, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** A real Chromium out of a package. */
export class TestBrowser {
  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<TestBrowser> {
    const executablePath = process.env.KOPURO_TEST_BROWSER;
    if (!executablePath) throw new Error('the browser was not unpacked');
    // In one process all contexts would share one cookie jar.
    const args = [...chromium.args.filter((a) => a !== '--single-process'), '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
    return new TestBrowser(await driver.launch({ executablePath, args }));
  }

  /** A person's own browser: no cookies shared with another. Errors on its console and failed requests are kept in `faults`. */
  async open(base: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
    const context = await this.browser.newContext({ baseURL: base, viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (m) => { if (m.type() === 'error' && !/status of 401/.test(m.text())) faults.push(m.text()); });
    page.on('pageerror', (e) => { faults.push(e.message); });
    page.on('response', (r) => { if (r.status() >= 500) faults.push(`${r.status()} ${r.url()}`); });
    return { page, context, faults };
  }

  stop(): Promise<void> { return this.browser.close(); }
}
