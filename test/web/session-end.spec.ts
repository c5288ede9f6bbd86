import type { Page } from 'playwright-core';
import { createApplication } from '#libs/applications/shared/contract';
import { HOUR_MS, plus } from '#libs/kernel';
import { PASSWORD, TestApp, type Member } from '../support/app.js';
import { TestBrowser } from '../support/browser.js';
import { publishedCall } from '../support/submitted.js';
import { logInAs, openWindow, saved } from '../support/web-steps.js';

describe('a session that ends while somebody writes', () => {
  let t: TestApp;
  let browser: TestBrowser;
  let kg: Member;
  let page: Page;
  let path: string;

  beforeAll(async () => {
    t = await TestApp.start({ web: true, at: new Date() });
    await t.institution('ministry-kg', 'KG');
    await t.institution('ministry-cn', 'CN');
    const officers = { kg: await t.person('officer.kg@test.example', 'KG', { role: 'officer', institution: 'ministry-kg' }), cn: await t.person('officer.cn@test.example', 'CN', { role: 'officer', institution: 'ministry-cn' }) };
    const call = await publishedCall(officers, openWindow(t.clock.at));
    kg = await t.person('lead.kg@test.example', 'KG');
    const { id } = await kg.call(createApplication, { body: { callId: call.id, theme: 'seismology', months: 24, titleEn: 'Snow and water' } });
    path = `/applications/${id}/narrative`;
    browser = await TestBrowser.start();
    page = (await browser.open(t.base)).page;
    await logInAs(page, kg.email);
  }, 120_000);
  afterAll(async () => {
    await browser.stop();
    await t.stop();
  });

  const endSessionsAt = (at: Date) => t.sql('update session set expires_at = $1', [at]);

  it('is told some minutes before, and goes on in place', async () => {
    await endSessionsAt(plus(new Date(), 5 * 60_000));
    await page.goto(path);
    await page.getByText(/^Your session ends at \d\d:\d\d\.$/).waitFor();
    await page.getByLabel('Objectives').fill('Forty lakes.');
    await saved(page);
    await page.getByRole('button', { name: 'Log in again' }).click();
    await page.getByLabel(`Password, ${kg.email}`).fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByText('Your session ends at').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Objectives').inputValue()).toBe('Forty lakes.');
  }, 60_000);

  it('keeps what was typed after the end, and sends it after logging in again', async () => {
    await endSessionsAt(plus(new Date(), 4000));
    await page.goto(path);
    await page.getByText('Your session has ended.', { exact: true }).waitFor();
    t.clock.at = plus(t.clock.at, HOUR_MS);
    await page.getByLabel('Objectives').fill('Forty lakes and their villages.');
    await page.getByText(/Kept on this device/).first().waitFor();
    await page.getByRole('button', { name: 'Log in again' }).click();
    await page.getByLabel(`Password, ${kg.email}`).fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await saved(page);
    await page.reload();
    expect(await page.getByLabel('Objectives').inputValue()).toBe('Forty lakes and their villages.');
  }, 60_000);
});
