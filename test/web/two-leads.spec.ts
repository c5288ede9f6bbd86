import type { Page } from 'playwright-core';
import { readApplication } from '#libs/applications/shared/contract';
import { TestApp, type Member } from '../support/app.js';
import { TestBrowser } from '../support/browser.js';
import { publishedCall } from '../support/submitted.js';
import { logInAs, openWindow, saved } from '../support/web-steps.js';

const PDF = { name: 'agreement.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n') };

describe('two leads in two browsers', () => {
  let t: TestApp;
  let browser: TestBrowser;
  let leadKg: Member;
  let kg: Page;
  let cn: Page;
  const faults: string[][] = [];

  beforeAll(async () => {
    t = await TestApp.start({ web: true, at: new Date() });
    await t.institution('ministry-kg', 'KG');
    await t.institution('ministry-cn', 'CN');
    const officers = { kg: await t.person('officer.kg@test.example', 'KG', { role: 'officer', institution: 'ministry-kg' }), cn: await t.person('officer.cn@test.example', 'CN', { role: 'officer', institution: 'ministry-cn' }) };
    await publishedCall(officers, openWindow(t.clock.at));
    leadKg = await t.person('lead.kg@test.example', 'KG');
    await t.person('lead.cn@test.example', 'CN');
    browser = await TestBrowser.start();
    const [a, b] = [await browser.open(t.base), await browser.open(t.base)];
    [kg, cn] = [a.page, b.page];
    faults.push(a.faults, b.faults);
    await logInAs(kg, 'lead.kg@test.example');
    await logInAs(cn, 'lead.cn@test.example');
  }, 120_000);
  afterAll(async () => {
    await browser.stop();
    await t.stop();
  });

  it('start, join, write, sign and submit one application', async () => {
    await kg.goto('/calls');
    await kg.getByRole('link', { name: '2026 competition' }).click();
    await kg.getByRole('link', { name: 'Start an application' }).click();
    await kg.getByLabel('Title in English').fill('Early warning of floods from glacier lakes');
    await kg.getByLabel('Theme').selectOption('seismology');
    await kg.getByLabel('Duration, months').fill('24');
    await kg.getByRole('button', { name: 'Start the application' }).click();
    await kg.waitForURL(/\/applications\/[0-9a-f-]{36}$/);
    const path = new URL(kg.url()).pathname;

    await kg.goto(`${path}/team`);
    await kg.getByLabel('E-mail of the person').fill('lead.cn@test.example');
    await kg.getByLabel('Side').selectOption('CN');
    await kg.getByLabel('Role').selectOption('lead');
    await kg.getByLabel('Person-months').fill('12');
    await kg.getByRole('button', { name: 'Send the invitation' }).click();
    await kg.getByText('Invited: lead.cn@test.example').waitFor();
    await kg.getByText('Waiting for CN.').waitFor();
    await cn.goto('/me');
    await cn.getByRole('button', { name: 'Accept the invitation' }).click();
    await cn.getByRole('link', { name: 'Early warning of floods from glacier lakes' }).click();
    await cn.getByText('Both sides are there.').waitFor();

    await cn.goto(`${path}/narrative`);
    await cn.getByLabel('Objectives').fill('We will measure forty lakes and warn the villages below them.');
    await saved(cn);
    await kg.goto(`${path}/budget`);
    await kg.getByLabel('KG, equipment, Programme, year 1, yuan').fill('250000');
    await kg.getByLabel('CN, operating, Programme, year 2, yuan').fill('150,000.50');
    await kg.getByRole('button', { name: 'Save' }).click();
    await saved(kg);
    await kg.goto(`${path}/documents`);
    await kg.getByLabel('File: Cooperation agreement').setInputFiles(PDF);
    await kg.getByRole('button', { name: 'Upload' }).click();
    await kg.getByRole('link', { name: 'agreement.pdf' }).waitFor();

    for (const [page, side] of [[kg, 'KG'], [cn, 'CN']] as const) {
      await page.goto(`${path}/sign-off`);
      await page.getByRole('checkbox').first().waitFor();
      for (const box of await page.getByRole('checkbox').all()) await box.check();
      await page.getByRole('button', { name: `Sign for ${side}` }).click();
      await page.getByText('You have signed this version.').waitFor();
    }
    await cn.getByRole('button', { name: 'Check and submit' }).click();
    await cn.getByRole('button', { name: 'Submit now' }).click();
    await cn.waitForURL('**/receipt');
    await cn.getByText('KC-2026-0001').first().waitFor();

    const application = await leadKg.call(readApplication, { params: { id: path.split('/')[2] ?? '' } });
    expect(application).toMatchObject({ state: 'submitted', number: 'KC-2026-0001', requested: { amount: '400000.50' } });
    expect(await cn.getByText(application.receipt?.sha256.slice(0, 8) ?? 'none').count()).toBeGreaterThan(0);
    await kg.goto(path);
    await kg.getByText('KC-2026-0001').first().waitFor();
    expect(await kg.getByRole('link', { name: 'Read and sign' }).count()).toBe(0);
    expect(faults.flat()).toEqual([]);
  }, 120_000);
});
