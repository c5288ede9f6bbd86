import type { Page } from 'playwright-core';
import { LANGUAGES, type Language } from '#libs/kernel';
import type { TestApp } from '../support/app.js';
import { TestBrowser } from '../support/browser.js';
import { axeFaults, inScheme, keepLanguage, kindOf, languageOf, linksOf, overflowFaults, pressButtons, switchTo, textFaults, watch } from '../support/crawl.js';
import { demoApp } from '../support/demo-app.js';
import { DEMO_PASSWORD } from '../../apps/cli/src/start/demo-accounts.js';
import { logInAs } from '../support/web-steps.js';

/** Who walks, and kinds of pages that they must come to. */
const WALKS: [string, string[]][] = [
  ['', ['/', '/calls', '/calls/:id', '/awards', '/awards/:id', '/log-in', '/create-account', '/activate']],
  ['lead.kg', ['/me', '/applications/:id', '/applications/:id/budget', '/applications/:id/sign-off', '/letters']],
  ['reviewer.kg', ['/reviews', '/reviews/:id']],
  ['officer.cn', ['/office', '/office/calls/:id', '/office/calls/:id/checks/:id', '/office/calls/:id/assignment', '/office/calls/:id/ranking', '/office/calls/:id/announcement', '/office/calls/:id/amend', '/office/calls/new']],
  ['chair.cn', ['/decisions', '/decisions/:id']],
  ['auditor', ['/audit']],
  ['admin', ['/admin/people', '/admin/letters']],
];

/** CSS pixels: a page of 1280 px enlarged to 400 %. */
const NARROW = 320;
/** Languages whose words are long enough to widen a narrow page. */
const LONG_WORDS: Language[] = ['ru', 'ky'];

describe('every page that links lead to', () => {
  let t: TestApp;
  let browser: TestBrowser;
  /** By how many roles a kind of page was visited: the first one's is inspected, the next one's is read in one language, after that others of its kind speak for it. */
  const inspected = new Map<string, number>();

  beforeAll(async () => {
    [t, browser] = await Promise.all([demoApp(), TestBrowser.start()]);
  }, 240_000);
  afterAll(async () => {
    await browser.stop();
    await t.stop();
  });

  /** Looks at a page in every language from the one it is in, wide and narrow, light and dark; answers what is wrong with it. */
  async function inspect(page: Page, idle: () => Promise<void>, dark: boolean): Promise<string[]> {
    const found = [...await axeFaults(page), ...await overflowFaults(page, 1280)];
    if (dark) {
      await inScheme(page, 'dark');
      found.push(...(await axeFaults(page, 'colours')).map((f) => `dark ${f}`));
      await inScheme(page, 'light');
    }
    const first = LANGUAGES.indexOf(await languageOf(page));
    for (const [n, language] of [...LANGUAGES.slice(first), ...LANGUAGES.slice(0, first)].entries()) {
      if (n > 0) {
        await switchTo(page, language);
        await idle();
      }
      found.push(...await words(page, language, LONG_WORDS.includes(language)));
    }
    const pressedIn = await languageOf(page);
    found.push(...await pressButtons(page, idle, async () => [...await axeFaults(page), ...(await textFaults(page, pressedIn)).map((f) => `${pressedIn} ${f}`)]));
    return found;
  }

  /** What is wrong with the texts of a page in its present language, and with their width when `narrow`. */
  async function words(page: Page, language: Language, narrow = true): Promise<string[]> {
    const found = await textFaults(page, language);
    if (narrow) {
      found.push(...await overflowFaults(page, NARROW));
      await page.setViewportSize({ width: 1280, height: 900 });
    }
    return found.map((f) => `${language} ${f}`);
  }

  it.each(WALKS)('is whole, readable and usable for %p', async (role, mustSee) => {
    const { page, context, faults } = await browser.open(t.base, { reducedMotion: 'reduce', colorScheme: 'light' });
    page.on('response', (r) => { if (r.status() === 404) faults.push(`404 ${r.url()}`); });
    const { idle } = watch(page);
    if (role) await logInAs(page, `${role}@demo.kopuro.test`, DEMO_PASSWORD);
    const start = role ? '/me' : '/';
    const waiting = [start];
    const seen = new Map<string, number>();
    const wrong: string[] = [];
    for (let href = waiting.shift(); href; href = waiting.shift()) {
      const kind = kindOf(href);
      const times = seen.get(kind) ?? 0;
      const roles = inspected.get(kind) ?? 0;
      seen.set(kind, times + 1);
      if (times >= Math.max(2 - roles, href === start ? 1 : 0)) continue;
      if (href.startsWith('/api/')) {
        const res = await context.request.get(href);
        if (!res.ok()) wrong.push(`${href}: ${res.status()}`);
        continue;
      }
      const known = times > 0 || (roles > 0 && href !== start);
      const language = LANGUAGES[seen.size % LANGUAGES.length] ?? 'en';
      if (known) await keepLanguage(page, language);
      await page.goto(href, { waitUntil: 'domcontentloaded' });
      await idle();
      waiting.push(...(await linksOf(page)).filter((l) => kindOf(l) !== kind));
      const found = known ? await words(page, language) : await inspect(page, idle, seen.size % 3 === 0);
      wrong.push(...[...found, ...faults.splice(0)].map((f) => `${kind}: ${f}`));
    }
    await context.close();
    for (const kind of seen.keys()) inspected.set(kind, (inspected.get(kind) ?? 0) + 1);
    expect([...new Set(wrong)]).toEqual([]);
    expect(mustSee.filter((kind) => !seen.has(kind))).toEqual([]);
  }, 300_000);
});
