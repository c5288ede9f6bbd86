import type { Locator, Page } from 'playwright-core';
import { listCalls, listEditions, readCall, reviseCall } from '#libs/calls/shared/contract';
import { DAY_MS, HOUR_MS, plus, type Language } from '#libs/kernel';
import { TestApp, type Member } from '../support/app.js';
import { TestBrowser } from '../support/browser.js';
import { CATALOGUES } from '../support/catalogues.js';
import { axeFaults, overflowFaults, switchTo } from '../support/crawl.js';
import { logInAs } from '../support/web-steps.js';

/** A text of the interface with its places filled. */
const said = (language: Language, key: string, values: Record<string, string> = {}) => (CATALOGUES[language].get(key) ?? key).replace(/\{\{(\w+)\}\}/g, (_, place: string) => values[place] ?? '');
const ru = (key: string, values?: Record<string, string>) => said('ru', key, values);
const zh = (key: string, values?: Record<string, string>) => said('zh-CN', key, values);
/** An instant on Bishkek's clock, as a date and time field takes it. */
const inBishkek = (at: Date) => plus(at, 6 * HOUR_MS).toISOString().slice(0, 16);

describe('the call builder', () => {
  let t: TestApp;
  let browser: TestBrowser;
  let api: Member;
  let kg: Page;
  let cn: Page;
  let opens: Date;
  let callId: string;
  const faults: string[][] = [];

  beforeAll(async () => {
    const at = new Date();
    at.setUTCSeconds(0, 0);
    t = await TestApp.start({ web: true, at });
    opens = plus(at, HOUR_MS);
    await Promise.all([t.institution('ministry-kg', 'KG'), t.institution('ministry-cn', 'CN')]);
    api = await t.person('officer.kg@test.example', 'KG', { role: 'officer', institution: 'ministry-kg' });
    await t.person('officer.cn@test.example', 'CN', { role: 'officer', institution: 'ministry-cn' });
    browser = await TestBrowser.start();
    const [a, b] = [await browser.open(t.base), await browser.open(t.base)];
    [kg, cn] = [a.page, b.page];
    faults.push(a.faults, b.faults);
    await logInAs(kg, 'officer.kg@test.example');
    await logInAs(cn, 'officer.cn@test.example');
    await switchTo(kg, 'ru');
    await switchTo(cn, 'zh-CN');
  }, 120_000);
  afterAll(async () => {
    await browser.stop();
    await t.stop();
  });

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  /** Presses a button as the keyboard does. */
  const press = async (of: Locator) => {
    await of.focus();
    await of.page().keyboard.press('Enter');
  };
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '');
  /** Types where the focus is, and goes on. */
  const type = async (...texts: string[]) => {
    for (const text of texts) {
      await kg.keyboard.insertText(text);
      await kg.keyboard.press('Tab');
    }
  };
  const clean = async (page: Page) => {
    expect(await axeFaults(page)).toEqual([]);
    expect(await overflowFaults(page, 320)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  };

  it('says what is missing, and its links lead to the fields', async () => {
    await kg.goto('/office/calls/new');
    await press(button(kg, ru('builder:begin')));
    await press(button(kg, ru('builder:create')));
    await kg.getByText(ru('builder:fix')).waitFor();
    await kg.getByRole('link', { name: ru('calls:fields.code'), exact: true }).click();
    expect(await focused(kg)).toBe('call-code');
    await type('kp-2027', 'Joint call', 'Совместный конкурс', 'Биргелешкен конкурс', '联合项目征集');
    expect(await focused(kg)).toBe('call-summary.en');
    await type('For teams of both countries.', 'Для команд двух стран.', 'Эки өлкөнүн топтору үчүн.', '面向两国团队。');
    await kg.locator('#call-opensAt').fill(inBishkek(opens));
    await kg.locator('#call-closesAt').fill(inBishkek(plus(opens, 20 * DAY_MS)));
    await clean(kg);
  }, 60_000);

  it('adds, orders and removes entries by keyboard, with the focus where the hand left it', async () => {
    await press(button(kg, ru('builder:themes2026', { number: '9' })));
    const themes = kg.locator('#part-themes .entries > li');
    expect(await themes.count()).toBe(9);
    const name = 'Современное сельское хозяйство';
    await button(kg, ru('builder:down', { name })).focus();
    await kg.keyboard.press('Enter');
    await kg.keyboard.press('Enter');
    expect(await themes.nth(2).locator('summary').innerText()).toContain(name);
    await press(button(kg, ru('builder:remove', { name: 'Сейсмология' })));
    await press(button(kg, ru('builder:addTheme')));
    expect(await focused(kg)).toBe('call-themes.8.code');
    await type('glaciers', 'Glaciers', 'Ледники', 'Мөңгүлөр', '冰川');
    await kg.getByRole('status').filter({ hasText: ru('builder:sumRight', { sum: '100' }) }).waitFor();
  }, 60_000);

  it('tells the sum of the weights, and keeps everything when the server refuses', async () => {
    await kg.locator('#part-criteria summary', { hasText: 'quality' }).first().press('Enter');
    await kg.locator('[id="call-criteria.0.weight"]').fill('40');
    await kg.getByText(ru('builder:sumWrong', { sum: '110' })).waitFor();
    await press(button(kg, ru('builder:create')));
    await kg.getByRole('link', { name: ru('calls:fields.criteria'), exact: true }).waitFor();
    await kg.locator('#part-criteria summary', { hasText: 'impact' }).first().press('Enter');
    await kg.locator('[id="call-criteria.2.weight"]').fill('15');
    await kg.locator('#part-criteria .meanings summary').first().press('Enter');
    await kg.locator('[id="call-criteria.0.descriptors.5.texts.en"]').fill('As good as it can be.');
    await kg.locator('#call-cap').fill('2000000');
    await press(button(kg, ru('builder:create')));
    const link = kg.getByRole('link', { name: ru('calls:fields.cap'), exact: true });
    await link.waitFor();
    await link.press('Enter');
    expect(await focused(kg)).toBe('call-cap');
    expect(await kg.locator('[id="call-themes.8.names.zh-CN"]').inputValue()).toBe('冰川');
    await kg.locator('#call-cap').fill('1 200 000,00');
    await clean(kg);
  }, 60_000);

  it('keeps what is typed on the device when the page is left', async () => {
    await kg.reload();
    await press(button(kg, ru('builder:begin')));
    await kg.getByText(ru('builder:restored')).waitFor();
    expect(await kg.locator('#call-code').inputValue()).toBe('KP-2027');
  });

  it('shows the call as applicants will see it, and creates what was typed', async () => {
    await press(button(kg, ru('builder:preview')));
    const preview = kg.getByRole('region', { name: ru('builder:preview') });
    await preview.getByText('Ледники').waitFor();
    await preview.getByText('Совместный конкурс').waitFor();
    await clean(kg);
    await press(button(kg, ru('builder:create')));
    await kg.waitForURL(/\/office\/calls\/[0-9a-f-]{36}$/);
    callId = new URL(kg.url()).pathname.split('/').pop() ?? '';
    const { content, state } = await api.call(readCall, { params: { id: callId } });
    expect(state).toBe('draft');
    expect(content).toMatchObject({
      code: 'KP-2027', title: { en: 'Joint call', ru: 'Совместный конкурс', ky: 'Биргелешкен конкурс', 'zh-CN': '联合项目征集' }, cap: { amount: '1200000.00' }, opensAt: opens.toISOString(),
      closesAt: plus(opens, 20 * DAY_MS).toISOString(), places: 10, requiredDocuments: ['cooperation-agreement'],
    });
    expect(content.themes.map((x) => x.code)).toEqual(['transport-technologies', 'advanced-manufacturing', 'modern-agriculture', 'biomedicine', 'poverty-reduction', 'green-economy',
      'environmental-protection', 'cultural-heritage', 'glaciers']);
    expect(content.criteria.map((k) => k.weight)).toEqual([0.4, 0.2, 0.15, 0.15, 0.1]);
    expect(content.criteria[0]?.descriptors?.[5]?.texts.en).toBe('As good as it can be.');
    await kg.goto('/office/calls/new');
    await press(button(kg, ru('builder:begin')));
    expect(await kg.locator('#call-code').inputValue()).toBe('');
  }, 60_000);

  it('takes in what the other officer saved meanwhile, and asks only where both changed the same', async () => {
    const saveByOther = async (change: object) => {
      const { version, content } = await api.call(readCall, { params: { id: callId } });
      await api.call(reviseCall, { params: { id: callId }, version, body: { ...content, ...change } });
    };
    await kg.goto(`/office/calls/${callId}/edit`);
    await kg.locator('[id="call-summary.ru"]').fill('Для учёных двух стран.');
    await saveByOther({ maxMonths: 24 });
    await press(button(kg, ru('builder:save')));
    await kg.getByText(ru('builder:joined')).waitFor();
    expect(await kg.locator('#call-maxMonths').inputValue()).toBe('24');
    expect(await kg.locator('[id="call-summary.ru"]').inputValue()).toBe('Для учёных двух стран.');
    await saveByOther({ summary: { en: 'For scientists of both countries.' } });
    await press(button(kg, ru('builder:save')));
    await press(button(kg, ru('builder:keepMine', { field: ru('calls:fields.summary') })));
    await press(button(kg, ru('builder:save')));
    await kg.waitForURL(`**/office/calls/${callId}`);
    expect((await api.call(readCall, { params: { id: callId } })).content).toMatchObject({ maxMonths: 24, summary: { en: 'For teams of both countries.', ru: 'Для учёных двух стран.' } });
  }, 60_000);

  it('is approved by both sides, each in its language, and opens by the clock', async () => {
    await kg.goto(`/office/calls/${callId}`);
    for (const [page, language, side] of [[kg, 'ru', 'KG'], [cn, 'zh-CN', 'CN']] as const) {
      await page.goto(`/office/calls/${callId}`);
      const name = said(language, 'office:approveFor', { side });
      await press(button(page, name));
      await press(page.getByRole('dialog').getByRole('button', { name }));
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    await cn.getByText(zh('office:overview.published')).waitFor();
    expect((await t.anyone(readCall, { params: { id: callId } })).state).toBe('published');
    t.clock.at = opens;
    expect((await t.anyone(listCalls, { query: { state: 'open' } })).items.map((c) => c.id)).toEqual([callId]);
    await cn.goto(`/calls/${callId}`);
    await cn.getByText('冰川').waitFor();
    await cn.getByText(zh('common:callStates.open'), { exact: true }).waitFor();
    await cn.getByText(zh('calls:criteria.meanings')).click();
    await clean(cn);
  }, 60_000);

  it('is amended: refused where it takes away, proposed, approved by both, and shown with what changed', async () => {
    await kg.goto(`/office/calls/${callId}`);
    await kg.getByRole('link', { name: ru('office:overview.amend') }).press('Enter');
    await kg.locator('[id="call-note.en"]').fill('Two more places.');
    await kg.locator('[id="call-note.zh-CN"]').fill('增加两个名额。');
    await kg.locator('#call-places').fill('9');
    await press(button(kg, ru('builder:propose')));
    await kg.getByRole('link', { name: ru('calls:fields.places'), exact: true }).click();
    expect(await focused(kg)).toBe('call-places');
    expect(await kg.locator('[id="call-note.zh-CN"]').inputValue()).toBe('增加两个名额。');
    await kg.locator('#call-places').fill('12');
    await press(button(kg, ru('builder:propose')));
    await kg.waitForURL(`**/office/calls/${callId}`);
    await clean(kg);
    for (const [page, language, side] of [[kg, 'ru', 'KG'], [cn, 'zh-CN', 'CN']] as const) {
      await page.goto(`/office/calls/${callId}`);
      const name = said(language, 'office:amendments.approve', { side });
      await press(button(page, name));
      await press(page.getByRole('dialog').getByRole('button', { name }));
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      expect((await t.anyone(readCall, { params: { id: callId } })).content.places).toBe(side === 'KG' ? 10 : 12);
    }
    const { items } = await t.anyone(listEditions, { params: { id: callId } });
    expect(items.map((e) => [e.number, e.content.places])).toEqual([[2, 12], [1, 10]]);
    await cn.goto(`/calls/${callId}`);
    const changes = cn.locator('#amendments');
    await changes.getByText('增加两个名额。').waitFor();
    await changes.locator('tbody tr').first().waitFor();
    expect(await changes.locator('tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/立项名额\s+10\s+12/)]);
    await clean(cn);
    await changes.getByRole('link').click();
    await cn.getByText(zh('calls:amendments.toValid')).waitFor();
    await cn.reload();
    await cn.getByRole('link', { name: zh('calls:amendments.toValid') }).click();
    await changes.waitFor();
    expect(faults.flat().filter((f) => !/status of (412|422)/.test(f))).toEqual([]);
  }, 90_000);
});
