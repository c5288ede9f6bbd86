import { readFileSync } from 'node:fs';
import { TestApp } from '../support/app.js';
import { TestBrowser } from '../support/browser.js';
import { watch } from '../support/crawl.js';

const NAMES = JSON.parse(readFileSync('test/fixtures/names.json', 'utf8')) as string[];

/** Characters of a text that the page's fonts draw as the box of a missing glyph. */
async function boxes(text: string): Promise<string[]> {
  const font = `32px ${getComputedStyle(document.body).fontFamily}`;
  const shown = document.createElement('p');
  shown.textContent = text;
  document.querySelector('main')?.append(shown);
  // Laid out once, so that the page asks for the files that this text needs, and no others.
  shown.getBoundingClientRect();
  await new Promise((wake) => { requestAnimationFrame(() => requestAnimationFrame(wake)); });
  await document.fonts.ready;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [96, 64];
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('no canvas');
  const drawn = (s: string): string => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.font = font;
    pen.fillText(s, 8, 48);
    return pen.getImageData(0, 0, canvas.width, canvas.height).data.filter((_, n) => n % 4 === 3).join('');
  };
  const missing = [drawn('\uffff'), drawn('\u{3fffe}'), drawn(' ')];
  return [...text].filter((c) => c.trim() !== '' && missing.includes(drawn(c)));
}

describe('names of everybody', () => {
  let t: TestApp;
  let browser: TestBrowser;

  beforeAll(async () => {
    t = await TestApp.start({ web: true, at: new Date() });
    browser = await TestBrowser.start();
  }, 120_000);
  afterAll(async () => {
    await browser.stop();
    await t.stop();
  });

  it('are drawn, with no letter as an empty box', async () => {
    const { page, faults } = await browser.open(t.base);
    const rare: string[] = [];
    page.on('response', (r) => { if (r.url().includes('rare-han-')) rare.push(r.url()); });
    const { idle } = watch(page);
    await page.goto('/');
    await idle();
    await page.waitForFunction(() => [...document.fonts].some((f) => f.family.includes('Kopuro Rare Han')));
    for (const name of NAMES.filter((n) => !/[䶮𬱖]/u.test(n))) expect([name, await page.evaluate(boxes, name)]).toEqual([name, []]);
    expect(rare.filter((url) => url.endsWith('.woff2'))).toEqual([]);
    for (const name of NAMES.filter((n) => /[䶮𬱖]/u.test(n))) expect([name, await page.evaluate(boxes, name)]).toEqual([name, []]);
    expect(rare.filter((url) => url.endsWith('.woff2'))).toHaveLength(2);
    expect(await page.evaluate(boxes, '\u{3fffd}')).toHaveLength(1);
    expect(faults).toEqual([]);
  }, 60_000);
});
