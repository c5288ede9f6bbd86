import { readApplication } from '#libs/applications/shared/contract';
import type { Language } from '#libs/kernel';
import { money } from '../../../apps/web/src/format/numbers.js';
import { until, type Member } from '../../support/app.js';
import { WalkWorld } from '../../support/walk-world.js';
import type { Walker } from '../../support/walker.js';

const PDF = { name: 'agreement.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n') };
const TITLE = 'Early warning of floods from glacier lakes';
const OBJECTIVES = 'We will measure forty lakes and warn the villages below them.';
const PAIRS: [Language, Language][] = [['en', 'en'], ['ky', 'zh-CN']];

describe('the leads and a member of their team', () => {
  let w: WalkWorld;
  beforeAll(async () => { w = await WalkWorld.start(); }, 120_000);
  afterAll(() => w.stop());

  /** The KG lead starts an application from the page of the call; answers its address. */
  async function start(kg: Walker, call: string): Promise<string> {
    await kg.fromHome([kg.link('common:nav.calls'), kg.page.getByRole('link', { name: call })], /\/calls\/[0-9a-f-]{36}$/);
    await kg.follow('calls:page.start');
    await kg.field('calls:start.titleEn').fill(TITLE);
    await kg.field('calls:start.theme').selectOption('seismology');
    await kg.field('calls:start.months').fill('24');
    await kg.press('calls:start.send');
    await kg.page.waitForURL(/\/applications\/[0-9a-f-]{36}$/);
    return new URL(kg.page.url()).pathname;
  }

  async function invite(kg: Walker, email: string, side: 'KG' | 'CN', role: 'lead' | 'member'): Promise<void> {
    await kg.field('application:team.email').fill(email);
    await kg.field('application:team.side').selectOption(side);
    await kg.field('application:team.role').selectOption(role);
    await kg.field('application:team.personMonths').fill('12');
    await kg.press('application:team.send');
    await kg.sees(kg.t('application:team.invited', { email }));
  }

  /** An invited person finds the invitation on their first page, accepts, and is in the application by one more click. */
  async function accept(one: Walker): Promise<void> {
    await one.page.goto('/me');
    await one.press('me:invitations.accept');
    await one.page.getByRole('link', { name: TITLE }).first().click();
    await one.sees(one.t('application:team.bothThere'));
  }

  async function write(kg: Walker, cn: Walker, path: string, read: () => Promise<{ narrative: Record<string, string> }>): Promise<void> {
    await cn.page.goto(`${path}/narrative`);
    await cn.page.getByLabel('Objectives').fill(OBJECTIVES);
    await cn.saved();
    await until(async () => (await read()).narrative.objectives === OBJECTIVES);
    await cn.page.reload();
    await cn.page.getByText(OBJECTIVES).waitFor();
    await kg.page.goto(`${path}/budget`);
    const cell = (side: string, category: string, year: number) => kg.field('application:budget.cell', { side, category, year, source: kg.t('application:budget.sources.programme') });
    await cell('KG', 'equipment', 1).fill('250000');
    await cell('CN', 'operating', 2).fill('150,000.50');
    await kg.press('application:save.button');
    await kg.saved();
    await kg.page.goto(`${path}/documents`);
    await kg.page.getByLabel(kg.t('application:documents.file', { name: kg.t('application:documentNames.cooperation-agreement') })).setInputFiles(PDF);
    await kg.press('application:documents.upload');
    await kg.page.getByRole('link', { name: 'agreement.pdf' }).waitFor();
  }

  it.each(PAIRS)('start, join, write, sign and submit one application: %s and %s', async (ofKg, ofCn) => {
    const year = ofKg === 'en' ? 2026 : 2027;
    const title = { en: `${year} competition`, ru: `${year} competition`, ky: `${year} competition`, 'zh-CN': `${year} competition` };
    await w.openCall({ code: `KC-${year}`, title });
    const leads: Record<'KG' | 'CN', Member> = { KG: await w.person(`lead.kg${year}`, 'KG', ofKg), CN: await w.person(`lead.cn${year}`, 'CN', ofCn) };
    const member = await w.person(`member${year}`, 'KG', 'ru');
    const [kg, cn, ru] = [await w.walker(leads.KG, ofKg), await w.walker(leads.CN, ofCn), await w.walker(member, 'ru')];

    const path = await start(kg, `${year} competition`);
    const read = () => leads.KG.call(readApplication, { params: { id: path.split('/')[2] ?? '' } });
    await kg.page.goto(`${path}/team`);
    await invite(kg, leads.CN.email, 'CN', 'lead');
    await kg.sees(kg.t('application:team.waitingFor', { side: 'CN' }));
    await invite(kg, member.email, 'KG', 'member');
    await accept(cn);
    await accept(ru);
    expect((await read()).team.map((m) => [m.side, m.role, m.state])).toEqual(expect.arrayContaining([['KG', 'lead', 'accepted'], ['CN', 'lead', 'accepted'], ['KG', 'member', 'accepted']]));
    await ru.keeps(async () => [ru.t('application:sections.team.detail', { count: (await read()).team.filter((m) => m.state === 'accepted').length })]);

    await write(kg, cn, path, read);
    await kg.page.goto(path);
    await kg.keeps(async () => [kg.t('application:sections.budget.detail', { sum: money((await read()).requested, ofKg) })]);
    expect((await read()).requested.amount).toBe('400000.50');

    for (const [one, side] of [[kg, 'KG'], [cn, 'CN']] as const) {
      await one.fromHome([one.page.getByRole('region', { name: one.t('me:drafts.title') }).getByRole('link'), one.link('application:signoff.open')], /sign-off$/);
      await one.page.getByRole('checkbox').first().waitFor();
      for (const box of await one.page.getByRole('checkbox').all()) await box.check();
      await one.press('application:signoff.sign', { side });
      await one.sees(one.t('application:signoff.yoursDone'));
    }
    expect((await read()).signoffs.map((s) => s.side).sort()).toEqual(['CN', 'KG']);
    await cn.keeps(async () => [cn.t('application:signoff.both'), (await read()).contentHash.slice(0, 4)]);
    await cn.press('application:submit.check');
    await cn.confirm('application:submit.now');
    await cn.page.waitForURL('**/receipt');
    const done = await read();
    expect(done).toMatchObject({ state: 'submitted', number: `KC-${year}-0001`, receipt: { number: `KC-${year}-0001` } });
    await cn.keeps(async () => [`KC-${year}-0001`, (await read()).receipt?.sha256.slice(0, 8) ?? 'none']);
    await kg.page.goto(path);
    await kg.keeps(async () => [`KC-${year}-0001`, kg.t(`application:states.${(await read()).state}`)]);
    expect(await kg.link('application:signoff.open').count()).toBe(0);
    // The receipt is in both leads' letters, unread until it is opened, and leads to the page of the receipt.
    const unread = kg.page.getByRole('navigation').getByText(kg.t('desk:nav.unread', { number: 2 }));
    await until(async () => { await kg.page.reload(); return unread.waitFor({ timeout: 1500 }).then(() => true, () => false); });
    await kg.page.goto('/letters');
    await kg.page.locator('details.unread summary').first().click();
    await kg.page.getByRole('navigation').getByText(kg.t('desk:nav.unread', { number: 1 })).waitFor();
    await kg.page.locator(`main a[href="${path}/receipt"]`, { hasText: kg.t('me:letters.go') }).click();
    await kg.page.waitForURL(`**${path}/receipt`);
    for (const one of [kg, cn, ru]) await one.page.context().close();
    expect(w.faults()).toEqual([]);
  }, 120_000);
});
