import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Language } from '#libs/kernel';
import { CATALOGUES, baseOf } from './catalogues.js';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
const AREA_KEYS = new Set([...CATALOGUES.en.keys()].map((key) => baseOf(key.split(':')[1] ?? '')));
/** Texts that would be English left over where another language is on; the first administrator's name is one of them. */
const ENGLISH = new Set([...CATALOGUES.en.values()].filter((text) => text.length > 4 && text !== 'Administrator' && !text.includes('{{')));

/** The kind of page that an address leads to: its path without identifiers. */
export function kindOf(href: string): string {
  const { pathname } = new URL(href, 'http://x');
  return pathname.replace(ID, ':id');
}

/** The language that the page is in. */
export async function languageOf(page: Page): Promise<Language> {
  return await page.evaluate(() => document.documentElement.lang) as Language;
}

/** Has the next page come in a language, as for a visitor who chose it here before. */
export async function keepLanguage(page: Page, language: Language): Promise<void> {
  await page.evaluate((l) => { localStorage.setItem('kopuro.language', l); }, language);
}

/** Switches the language by whichever control the header shows. */
export async function switchTo(page: Page, language: Language): Promise<void> {
  const button = page.locator(`.langs button[lang="${language}"]`);
  if (await button.isVisible()) await button.click();
  else await page.locator('.langsel').selectOption(language);
  await page.waitForFunction((l) => document.documentElement.lang === l, language);
}

/** Has the device ask for a scheme, and waits until the page has taken it on. */
export async function inScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((s) => document.documentElement.dataset.mantineColorScheme === s, colorScheme);
}

/** Whether the page is drawn three times in a row: what has arrived may ask for more. */
const DRAWN = `new Promise((done) => {
  const there = (selector) => document.querySelector(selector) !== null;
  // Entries of a role come into the navigation a little later: letters are everybody's.
  const drawn = () => there('main h1') && !there('main .sk') && (!there('.who') || there('nav.main a[href="/letters"]'));
  const look = (times) => setTimeout(() => { if (!drawn()) done(false); else if (times === 3) done(true); else look(times + 1); }, 25);
  look(1);
})`;

/** Counts the requests under way, so that a page can be waited for. */
export function watch(page: Page): { idle: () => Promise<void> } {
  const open = new Set<object>();
  let begun = 0;
  page.on('request', (r) => { begun++; open.add(r); });
  page.on('requestfinished', (r) => { open.delete(r); });
  page.on('requestfailed', (r) => { open.delete(r); });
  const idle = async () => {
    for (let rounds = 0; rounds < 400; rounds++) {
      const before = begun;
      if (await page.evaluate<boolean>(DRAWN) && open.size === 0 && begun === before) return;
    }
  };
  return { idle };
}

/** Addresses of this site that the page links to. */
export async function linksOf(page: Page): Promise<string[]> {
  const all = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((a) => (a as HTMLAnchorElement).href).filter((h) => h.startsWith(location.origin)));
  return [...new Set(all.map((h) => h.slice(new URL(h).origin.length).split('#')[0] ?? '').filter((h) => h !== ''))];
}

/** What is wrong with the texts of the page as it stands: nothing there, raw keys, open places, English left over. */
export async function textFaults(page: Page, language: Language): Promise<string[]> {
  const { main, pieces } = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) found.push((walker.currentNode.textContent ?? '').trim());
    for (const e of document.querySelectorAll('[aria-label],[placeholder],[title]')) for (const a of ['aria-label', 'placeholder', 'title']) found.push(e.getAttribute(a) ?? '');
    return { main: document.querySelector('main')?.innerText.trim() ?? '', pieces: found.filter((t) => t !== '') };
  });
  const keys = pieces.filter((t) => /\{\{|\bundefined\b|\bNaN\b|\[object /.test(t) || t.split(/\s+/).some((word) => word.includes('.') && AREA_KEYS.has(word)) || (/^[a-z]+[A-Z][A-Za-z]*$/.test(t)));
  const own = new Set(CATALOGUES[language].values());
  const left = language === 'en' ? [] : pieces.filter((t) => ENGLISH.has(t) && !own.has(t));
  return [...(main.length < 10 ? ['nothing in main'] : []), ...keys.map((k) => `raw: ${k}`), ...left.map((t) => `English: ${t}`)];
}

/** What axe finds on the page: rule, place and reason, one line each. `about`: all rules, or those that see colours, which alone can judge another scheme differently. */
export async function axeFaults(page: Page, about: 'all' | 'colours' = 'all'): Promise<string[]> {
  // The source's own value is the whole of axe, which would be carried back here.
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(`${AXE}; undefined`);
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: { run: (o: object) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } };
    // Of what axe can load beforehand the rules that run need media; style sheets are for experimental ones.
    const { violations } = await axe.run({ resultTypes: ['violations'], preload: { assets: ['media'] }, ...(only === 'colours' && { runOnly: ['color-contrast', 'link-in-text-block'] }) });
    return violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `axe ${v.id}: ${n.html.slice(0, 160)} ${(n.failureSummary ?? '').split('\n').at(1) ?? ''}`));
  }, about);
}

/** How far the page is wider than its window. */
export async function overflowFaults(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 });
  const wide = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return undefined;
    const scrolls = (e: Element | null): boolean => e !== null && e !== document.body && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
    const out = [...document.querySelectorAll('body *')].find((e) => e.getBoundingClientRect().right > limit + 1 && !scrolls(e.parentElement));
    return `${document.documentElement.scrollWidth} px: ${out?.outerHTML.slice(0, 200) ?? ''}`;
  });
  return wide ? [`wider than ${width} px: ${wide}`] : [];
}

/** Buttons of the main part that can be pressed, each kind once: rows of a table repeat theirs, entries of a list those of its first. */
async function buttonsOf(page: Page): Promise<string[]> {
  const names = await page.locator('main :is(button, summary):visible:enabled').evaluateAll((all) => all.filter((b) => !b.closest('.entries > li:not(:first-child)')).map((b) => (b.textContent ?? '').trim()).filter((name) => name !== ''));
  return [...new Set(names)];
}

/**
 * Presses every button of the page as it stands, looks at what comes (a dialog, an error, an opened part) with `look`, and goes back: a dialog is left by
 * Escape, another page by its address. Acts that cannot be undone ask once more in a dialog, so that pressing alone does none of them.
 */
export async function pressButtons(page: Page, idle: () => Promise<void>, look: () => Promise<string[]>): Promise<string[]> {
  const home = page.url();
  const found: string[] = [];
  for (const name of await buttonsOf(page)) {
    const button = page.locator('main :is(button, summary):visible:enabled').filter({ hasText: name }).first();
    if (await button.count() === 0) continue;
    await button.click();
    await idle();
    found.push(...(await look()).map((fault) => `after "${name}": ${fault}`));
    if (await page.getByRole('dialog').count() > 0) {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    if (page.url() === home) continue;
    await page.goto(home, { waitUntil: 'domcontentloaded' });
    await idle();
  }
  return found;
}
