import { readPortfolio } from '#libs/awards/shared/contract';
import { readRanking } from '#libs/scoring/shared/contract';
import { Jobs } from '#libs/platform';
import type { Page } from 'playwright-core';
import { TestApp, type Member } from '../support/app.js';
import { TestBrowser } from '../support/browser.js';
import { axeFaults, watch } from '../support/crawl.js';
import { leadsOf, outsider, planted, rankedApplications } from '../support/reviewed.js';
import { publishedCall, type Submitted } from '../support/submitted.js';
import { logInAs, openWindow } from '../support/web-steps.js';

describe('the ranked list in the browser', () => {
  let t: TestApp;
  let browser: TestBrowser;
  let officer: Member;
  let call: { id: string; code: string };
  let applications: Submitted[];

  beforeAll(async () => {
    t = await TestApp.start({ web: true, at: new Date() });
    browser = await TestBrowser.start();
    officer = await outsider(t, 'officer.kg', 'KG', 'officer');
    const other = await outsider(t, 'officer.cn', 'CN', 'officer');
    call = await publishedCall({ kg: officer, cn: other }, { ...openWindow(t.clock.at), places: 2, budget: { amount: '2000000.00', currency: 'CNY' } });
    applications = await rankedApplications(t, call, await leadsOf(t, 'one'), [90_000_000, 120_000_000, 80_000_000, 50_000_000]);
    // A tie across the funding line, and one below the thresholds whose reviewers nobody shares.
    const figures = [[4.5, 4.2, 3.4, 4.8], [4, 3.9, 3.1, 4.4], [4, 4.05, 3.2, 4.6], [2.5, 2.9, 1.6, 3.7]];
    await planted(t, ...applications.flatMap((a, n) => {
      const [overall, value, low, high] = figures[n] ?? [];
      return [`update ranking_entry set overall = ${overall}, above_threshold = ${n < 3} where application_id = '${a.id}'`,
        `update calibrated_entry set value = ${value}, low = ${low}, high = ${high}, reviewers = '{${n === 3 ? 2 : 1}}' where application_id = '${a.id}'`];
    }), 'update calibration set reviewer_sd = 0.21, notes = \'{}\'');
  }, 120_000);
  afterAll(async () => {
    await browser.stop();
    await t.stop();
  });

  async function opened(): Promise<{ page: Page; idle: () => Promise<void>; faults: string[]; close: () => Promise<void> }> {
    const { page, context, faults } = await browser.open(t.base, { reducedMotion: 'reduce' });
    const { idle } = watch(page);
    await logInAs(page, officer.email);
    await page.goto(`/office/calls/${call.id}/ranking`);
    await idle();
    return { page, idle, faults, close: () => context.close() };
  }

  /** What a row of the table shows: its cells, and the values that the marks of its chart stand at, read off the axis. */
  const rowsOf = (page: Page) => page.locator('table.rank').evaluate((table) => {
    const ticks = [...table.querySelectorAll('thead .meanline text')].map((e) => ({ at: Number(e.getAttribute('x')), value: Number(e.textContent) }));
    const [first, last] = [ticks[0], ticks.at(-1)];
    const valueAt = (x: number) => (first && last ? first.value + ((last.value - first.value) * (x - first.at)) / (last.at - first.at) : NaN);
    return [...table.querySelectorAll('tbody tr')].map((row) => ({
      line: row.className, text: (row.textContent ?? '').replace(/\u00a0/g, ' '),
      marks: [...row.querySelectorAll('.meanline circle')].map((c) => valueAt(Number(c.getAttribute('cx')))),
      interval: [...row.querySelectorAll('.meanline path')].flatMap((p) => (/^M(\S+) \S+H(\S+)$/.exec(p.getAttribute('d') ?? '')?.slice(1) ?? []).map((x) => valueAt(Number(x)))),
    }));
  });

  it('shows the figures of the API, in words and in the chart, with funding line, thresholds, ties and groups', async () => {
    const { page, faults, close } = await opened();
    const { items, calibration } = await officer.call(readRanking, { params: { id: call.id } });
    const rows = await rowsOf(page);
    expect(rows.map((r) => r.line)).toEqual(['', '', 'fundline', '', 'thrline', '']);
    const shown = rows.filter((r) => r.line === '');
    for (const [n, item] of items.entries()) {
      const c = item.calibrated;
      if (!c || item.overall === null) throw new Error('no figures');
      const two = (value: number) => value.toFixed(2);
      for (const part of [String(item.rank), item.number, two(item.overall), `${two(c.value)} calibrated`, `${two(c.low)} to ${two(c.high)}`, (c.expectedRank ?? NaN).toFixed(1), `Group ${c.group}`]) {
        expect([n, shown[n]?.text.includes(part) ? part : shown[n]?.text]).toEqual([n, part]);
      }
      expect(shown[n]?.marks).toEqual([expect.closeTo(item.overall, 6), expect.closeTo(c.value, 6)]);
      expect(shown[n]?.interval).toEqual([expect.closeTo(c.low, 6), expect.closeTo(c.high, 6)]);
    }
    expect(shown.map((r) => r.text.includes('tie'))).toEqual([false, true, true, false]);
    const main = await page.locator('main').innerText();
    for (const words of ['both sides of the funding line', `standard deviation ${(calibration?.reviewerSd ?? 0).toFixed(2)}`, 'rests on the prior only']) expect(main).toContain(words);
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  it('has a proposal worked out beside it, with what the API answers', async () => {
    const { page, idle, faults, close } = await opened();
    await page.getByLabel('Seismology').fill('2');
    await page.getByRole('button', { name: 'Work out a proposal' }).click();
    await page.getByRole('progressbar').waitFor();
    const { run } = await officer.call(readPortfolio, { params: { id: call.id } });
    await t.app.get(Jobs).run(run?.id ?? '');
    await page.getByText('Proven').waitFor();
    await idle();
    const { proposal } = await officer.call(readPortfolio, { params: { id: call.id } });
    // 1 and 2 ask for more than the budget: the list stops at 1, the proposal takes 3 as well.
    expect(proposal).toMatchObject({ sum: 8.5, listSum: 4.5, differences: [{ applicationId: applications[2]?.id, chosen: true }] });
    const cells = await page.locator('table.choice tbody tr').evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((td) => td.innerText)));
    expect(cells.map((row) => row.slice(0, 5).join(' '))).toEqual(['1 4.50 900,000.00 yes yes', '3 4.00 800,000.00 no yes']);
    expect(await page.locator('.answer .kpis').innerText()).toMatch(/8\.50[\s\S]*ranked list: 4\.50/);
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);
});
