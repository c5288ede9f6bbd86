import type { Page } from 'playwright-core';
import { importReviewers, listAssignments, readMatrix } from '#libs/assignment/shared/contract';
import { readCall } from '#libs/calls/shared/contract';
import type { AnySide } from '#libs/kernel';
import { TestApp, until, type Member } from '../support/app.js';
import { TestBrowser } from '../support/browser.js';
import { axeFaults } from '../support/crawl.js';
import { planted } from '../support/reviewed.js';
import { publishedCall, submittedApplication, type Submitted } from '../support/submitted.js';
import { logInAs, openWindow } from '../support/web-steps.js';

/** Two decimals, as the page writes them in English. */
const two = (n: number) => n.toFixed(2);

describe('officers at the assignment workbench', () => {
  let t: TestApp;
  let browser: TestBrowser;
  let kg: Page;
  let cn: Page;
  let officer: Member;
  let call: { id: string; code: string };
  const applications: Submitted[] = [];
  const faults: string[][] = [];
  const draft = () => officer.call(listAssignments, { params: { id: call.id } });
  const path = () => `/office/calls/${call.id}/assignment`;
  /** The figure of the page's head under a label. */
  const figure = async (page: Page, label: string) => (await page.locator('.kpis > div', { has: page.getByText(label, { exact: true }) }).locator('dd').innerText()).split(/\s/)[0];

  beforeAll(async () => {
    t = await TestApp.start({ web: true, worker: true, at: new Date() });
    const person = async (name: string, side: AnySide, role?: 'officer') => {
      await t.institution(`home-${name.replace('.', '-')}`, side);
      return t.person(`${name}@test.example`, side, { institution: `home-${name.replace('.', '-')}`, ...(role && { role }) });
    };
    officer = await person('officer.kg', 'KG', 'officer');
    const other = await person('officer.cn', 'CN', 'officer');
    const window = openWindow(t.clock.at);
    call = await publishedCall({ kg: officer, cn: other }, { ...window, reviewersPerSide: { KG: 1, CN: 1 }, internationalReviewers: 0 });
    for (const n of [0, 1]) {
      applications.push(await submittedApplication(t, call, n + 1, { kg: await person(`lk${n}`, 'KG'), cn: await person(`lc${n}`, 'CN') }, { state: 'eligible', keywords: n ? ['snow', 'water'] : ['snow', 'ice'] }));
    }
    const pool: [string, AnySide, string[], string[]][] = [['ka', 'KG', ['seismology'], ['snow', 'ice']], ['kb', 'KG', ['seismology'], []], ['kc', 'KG', [], []], ['ca', 'CN', ['seismology'], ['water']], ['cb', 'CN', [], ['snow']]];
    const reviewers = [];
    for (const [name, side, themes, keywords] of pool) reviewers.push({ email: (await person(name, side)).email, side, minLoad: 0, maxLoad: 1, themes, keywords });
    await officer.call(importReviewers, { params: { id: call.id }, body: { reviewers } });
    await planted(t, `update call set closes_at = '${new Date(t.clock.at.getTime() - 60_000).toISOString()}' where id = '${call.id}'`);
    browser = await TestBrowser.start();
    const [a, b] = [await browser.open(t.base), await browser.open(t.base)];
    [kg, cn] = [a.page, b.page];
    faults.push(a.faults, b.faults);
    await logInAs(kg, officer.email);
    await logInAs(cn, other.email);
  }, 120_000);
  afterAll(async () => {
    await browser.stop();
    await t.stop();
  });

  it('run it for fairness and read the proof that the API gives', async () => {
    await kg.goto(path());
    await kg.getByLabel('First the worst-served application').check();
    await kg.getByRole('button', { name: 'Run the assignment' }).click();
    await kg.getByText('Done.').waitFor();
    const { run, total, lowest } = await draft();
    const figures = run?.figures;
    if (!figures) throw new Error('no figures');
    expect(run.mode).toBe('fair');
    await kg.getByText(`Proved optimal: 0 violations over ${figures.pairsChecked} pairs.`).waitFor();
    await kg.getByText(`Total of the run ${two(figures.total)}, lowest application ${two(figures.lowest)}`).waitFor();
    await kg.getByText(`No assignment gives the worst-served application more than ${two(figures.fairnessBound ?? -1)}`).waitFor();
    expect(await figure(kg, 'Total affinity')).toBe(two(total));
    expect(await figure(kg, 'Lowest application')).toBe(two(lowest ?? -1));
  });

  it('read the matrix, walk it by keyboard, and learn why a pair fits', async () => {
    const { items, reviewers } = await officer.call(readMatrix, { params: { id: call.id } });
    const cell = (application: number, email: string) => {
      const r = reviewers.findIndex((x) => x.email === email);
      return kg.locator(`#pair-${items[application]?.applicationId}-${reviewers[r]?.personId}`);
    };
    for (const [n, row] of items.entries()) {
      for (const [place, r] of reviewers.entries()) {
        const text = await cell(n, r.email).innerText();
        expect(Number(`0${text}`.replace('01', '1'))).toBeCloseTo(row.affinities[place] ?? -1, 2);
        expect(await cell(n, r.email).locator('xpath=..').getAttribute('class')).toContain(row.assigned.some((s) => s.reviewer === place) ? 'as' : 'a');
      }
    }
    await cell(0, 'ka@test.example').focus();
    await kg.keyboard.press('ArrowRight');
    expect(await kg.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('kb Test');
    await kg.keyboard.press('Enter');
    await kg.getByText('The reviewer has named no keywords.').waitFor();
    await kg.getByText('Missing evidence is no fault: every pair starts from 0.10.').waitFor();
    await kg.getByText(/^(With this pair the largest total affinity falls by|This pair belongs to)/).waitFor();
    expect(await axeFaults(kg)).toEqual([]);
    await kg.keyboard.press('Escape');
    await kg.getByRole('heading', { name: 'Why this pair' }).waitFor({ state: 'detached' });
  });

  it('ban a pair, which leaves at once and never returns', async () => {
    const before = await draft();
    const banned = before.items.find((s) => s.side === 'KG');
    await kg.locator(`#pair-${banned?.applicationId}-${banned?.personId}`).click();
    await kg.getByRole('button', { name: 'Ban the pair' }).click();
    await kg.getByRole('button', { name: 'Lift the ban' }).waitFor();
    expect((await draft()).items.map((s) => s.id)).not.toContain(banned?.id);
    await kg.getByRole('button', { name: 'Run again' }).click();
    const after = await until(async () => { const now = await draft(); return now.items.length === before.items.length ? now : null; });
    expect(after.run?.mode).toBe('fair');
    expect(after.items.some((s) => s.applicationId === banned?.applicationId && s.personId === banned?.personId)).toBe(false);
    await kg.getByText(`Total of the run ${two(after.run?.figures?.total ?? -1)}`).waitFor();
    expect(await figure(kg, 'Total affinity')).toBe(two(after.total));
    expect(await kg.locator(`#pair-${banned?.applicationId}-${banned?.personId}`).getAttribute('aria-label')).toContain('Banned by hand');
  });

  it('approve it on both sides and see it published', async () => {
    await kg.getByRole('button', { name: 'Approve for KG' }).click();
    await kg.getByRole('dialog').getByRole('button', { name: 'Approve for KG' }).click();
    await kg.getByText('Waiting for CN.').waitFor();
    await cn.goto(path());
    const { total } = await draft();
    expect(await figure(cn, 'Total affinity')).toBe(two(total));
    await cn.getByRole('button', { name: 'Approve for CN' }).click();
    await cn.getByRole('dialog').getByRole('button', { name: 'Approve for CN' }).click();
    await cn.getByText('Both sides have approved. The reviewers are invited.').waitFor();
    expect((await officer.call(readCall, { params: { id: call.id } })).state).toBe('reviewing');
    await cn.setViewportSize({ width: 360, height: 800 });
    const { items } = await draft();
    for (const s of items) await cn.getByRole('button', { name: s.name }).first().waitFor();
    await cn.getByRole('button', { name: items[0]?.name ?? '' }).first().click();
    await cn.getByRole('heading', { name: 'Why this pair' }).waitFor();
    expect(await axeFaults(cn)).toEqual([]);
    expect(faults.flat()).toEqual([]);
  });
});
