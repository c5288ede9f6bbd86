import { approveAnnouncement, castVote, exportRegisterCsv, exportRegisterJson, listDecisions, listRegister, proposeAnnouncement } from '#libs/awards/shared/contract';
import { listAudit } from '#libs/identity/shared/audit-contract';
import { listPeople, whoAmI } from '#libs/identity/shared/contract';
import { formatFen, parseFen, plus, urlOf, type Result } from '#libs/kernel';
import { listDeliveries } from '#libs/notifications/shared/contract';
import { readRanking } from '#libs/scoring/shared/contract';
import { dayAndClock } from '../../../apps/web/src/format/dates.js';
import { money } from '../../../apps/web/src/format/numbers.js';
import { score } from '../../../apps/web/src/pages/desk/figures.js';
import { codeOf, until, type Member } from '../../support/app.js';
import { rankedApplications } from '../../support/reviewed.js';
import { titleIn, type Submitted } from '../../support/submitted.js';
import { WalkWorld } from '../../support/walk-world.js';
import type { Walker } from '../../support/walker.js';

type Decision = Result<typeof listDecisions>['items'][number];

/** One ranked call: the co-chairs decide, then auditor, administrator and everybody else see what is theirs to see. */
describe('after the ranking', () => {
  let w: WalkWorld;
  let call: { id: string; code: string };
  let applications: Submitted[];
  const chairs = {} as Record<'kg' | 'cn', Member>;
  let leads: { kg: Member; cn: Member };

  beforeAll(async () => {
    w = await WalkWorld.start();
    call = await w.closedCall();
    leads = { kg: await w.person('lead.kg', 'KG', 'ky'), cn: await w.person('lead.cn', 'CN', 'zh-CN') };
    applications = await rankedApplications(w.t, call, leads, [60_000_000, 40_000_000]);
    chairs.kg = await w.person('chair.kg', 'KG', 'ru', 'chair');
    chairs.cn = await w.person('chair.cn', 'CN', 'zh-CN', 'chair');
  }, 120_000);
  afterAll(() => w.stop());

  const card = (x: Walker, n: number) => x.page.getByRole('article', { name: titleIn(x.language, n) });
  /** A card as it is drawn, without the names that fields get by chance. */
  const markup = async (x: Walker, n: number) => {
    await card(x, n).waitFor();
    return (await card(x, n).innerHTML()).replace(/mantine-[a-z0-9]{9}|_r_[a-z0-9]+_/g, 'id');
  };
  const decisions = async (who: Member) => (await who.call(listDecisions, { params: call })).items;

  async function vote(x: Walker, side: 'KG' | 'CN', n: number, value: 'yes' | 'no', amount?: string): Promise<void> {
    await card(x, n).getByRole('radio', { name: x.t(`decisions:values.${value}`), exact: true }).check({ force: true });
    if (amount) await card(x, n).getByLabel(x.t('decisions:amount', { sign: x.language === 'zh-CN' ? '¥' : 'CN¥' })).fill(amount);
    await card(x, n).getByLabel(x.t('decisions:protocol')).fill(`P-${n}`);
    await card(x, n).getByRole('button', { name: x.t('decisions:check') }).click();
    await x.confirm('decisions:confirm.cast', { side });
    await card(x, n).getByRole('button', { name: x.t('decisions:check') }).waitFor({ state: 'detached' });
  }

  /** What a page must say of each opened decision and of each own vote. */
  const told = (x: Walker, items: Decision[]) => items.flatMap((d) => [
    ...d.votes.flatMap((v) => [x.t(`decisions:values.${v.value}`), dayAndClock(v.at, x.language), ...(v.amount ? [money(v.amount, x.language)] : [])]),
    ...(d.outcome?.amount ? [x.t('decisions:outcome.award', { sum: money(d.outcome.amount, x.language) })] : []),
    ...(d.outcome?.result === 'refused' ? [x.t('decisions:outcome.refusedBy', { side: d.votes.find((v) => v.value === 'no')?.side ?? '' })] : []),
  ]);

  it('the co-chairs vote, each sealed from the other one until both have voted (Russian, Chinese)', async () => {
    const [kg, cn] = [await w.walker(chairs.kg, 'ru'), await w.walker(chairs.cn, 'zh-CN')];
    for (const x of [kg, cn]) await x.fromHome([x.link('me:today.votes', { count: 2 })], /\/decisions\/[0-9a-f-]{36}/);
    const [cnBefore, kgBefore] = [await markup(cn, 1), await markup(kg, 2)];
    await vote(kg, 'KG', 1, 'yes');
    await vote(cn, 'CN', 2, 'no');
    for (const x of [kg, cn]) await x.page.reload();
    expect(await markup(cn, 1)).toBe(cnBefore);
    expect(await markup(kg, 2)).toBe(kgBefore);
    for (const x of [kg, cn]) await x.page.goto(`/decisions/${call.id}`);
    await kg.keeps(async () => [kg.t('decisions:recorded'), kg.t('common:sealed.vote'), ...told(kg, await decisions(chairs.kg))]);
    expect((await decisions(chairs.kg)).map((d) => d.votes.length)).toEqual([1, 0]);
    await vote(cn, 'CN', 1, 'yes', '500000');
    await vote(kg, 'KG', 2, 'yes');
    await kg.keeps(async () => told(kg, await decisions(chairs.kg)));
    await cn.page.reload();
    await cn.keeps(async () => [cn.t('decisions:outcome.less'), ...told(cn, await decisions(chairs.cn))]);
    expect((await decisions(chairs.cn)).map((d) => [d.outcome?.result, d.outcome?.amount?.amount])).toEqual([['award', '500000.00'], ['refused', undefined]]);
    expect(await codeOf(chairs.kg.call(castVote, { params: { id: applications[0]?.id ?? '' }, body: { value: 'no', amount: null, protocol: 'P-9' } }))).toBe('vote.already-cast');
    await kg.page.goto('/me');
    await kg.sees(kg.t('me:today.nothing'));
    for (const x of [kg, cn]) await x.page.context().close();
  }, 120_000);

  it('the auditor finds decisions, ranked list and audit trail, and verifies the chains (English)', async () => {
    const auditor = await w.person('auditor', 'INT', 'en', 'auditor');
    const x = await w.walker(auditor, 'en');
    // The navigation has a link of the same name, to the list of calls.
    await x.fromHome([x.page.locator('main').getByRole('link', { name: x.t('me:today.decisions'), exact: true })], /\/decisions\//);
    await x.keeps(async () => told(x, await decisions(auditor)));
    await x.fromHome([x.link('me:today.ranking')], /\/ranking$/);
    await x.keeps(async () => (await auditor.call(readRanking, { params: call })).items.flatMap((i) => [i.titleEn, i.overall === null ? '–' : score(i.overall, 'en')]));
    expect(await x.button('office:ranking.closeFor', { side: 'KG' }).count()).toBe(0);
    await x.fromHome([x.link('me:roles.desks.auditor').first()], /\/audit$/);
    await x.press('admin:audit.verify');
    await x.sees(x.t('admin:audit.verified'));
    const stream = `application:${applications[0]?.id ?? ''}`;
    await x.field('admin:audit.streamLabel').fill(stream);
    await x.press('admin:search');
    await x.page.waitForURL('**/audit?stream=*');
    await x.keeps(async () => (await auditor.call(listAudit, { query: { stream } })).items.flatMap((e) => [e.action, e.hash]));
    await x.page.context().close();
  }, 120_000);

  it('the administrator gives a role, ends sessions, closes and opens an account, and sees the deliveries (Russian)', async () => {
    const admin = await w.person('admin', 'INT', 'ru', 'administrator');
    const person = await w.person('somebody', 'KG', 'en');
    const x = await w.walker(admin, 'ru');
    const found = async () => (await admin.call(listPeople, { query: { q: person.email } })).items;
    await x.fromHome([x.link('me:roles.desks.administrator')], /\/admin\/people$/);
    await x.field('admin:people.searchLabel').fill(person.email);
    await x.press('admin:search');
    const name = await x.page.locator('tbody th').first().innerText().then((text) => text.split('\n')[0] ?? '');
    await x.press('admin:people.grantTo', { name });
    await x.field('admin:people.role').selectOption('auditor');
    await x.confirm('admin:people.grantNow');
    await x.keeps(async () => (await found()).flatMap((p) => [p.email, ...p.roles.map((r) => x.t(`admin:roles.${r.role}`))]));
    expect((await found())[0]?.roles).toEqual([{ role: 'auditor', side: null }]);
    await x.press('admin:people.endOf', { name });
    await x.confirm('admin:people.end');
    await x.sees(x.t('admin:people.ended', { number: 1 }));
    expect(await codeOf(person.call(whoAmI, {}))).toBe('session.required');
    await x.press('admin:people.closeOf', { name });
    await x.confirm('admin:people.close');
    await x.keeps(async () => (await found()).flatMap((p) => [x.t(`admin:people.states.${p.state}`), x.t('admin:people.reopen')]));
    await expect(w.t.logIn(person.email)).rejects.toThrow('session.wrong-credentials');
    await x.press('admin:people.reopenOf', { name });
    await x.keeps(async () => (await found()).map((p) => x.t(`admin:people.states.${p.state === 'active' ? 'active' : 'closed'}`)));
    await w.t.logIn(person.email);
    await x.fromHome([x.link('me:today.deliveries').first()], /\/admin\/letters$/);
    await x.keeps(async () => (await admin.call(listDeliveries, {})).items.flatMap((l) => [l.email, x.t(`admin:deliveries.states.${l.state}`)]).concat(x.t('admin:deliveries.title')));
    await x.page.context().close();
  }, 120_000);

  it('everybody reads calls, register and award, and downloads what is found (Kyrgyz)', async () => {
    const at = plus(w.t.clock.at, 60_000);
    const { id, version } = await w.officers.kg.call(proposeAnnouncement, { params: call, body: { at: at.toISOString() } });
    await w.officers.cn.call(approveAnnouncement, { params: { id }, version });
    w.t.clock.at = plus(at, 1000);
    const register = async () => (await w.t.anyone(listRegister, {})).items;
    await until(async () => (await register()).length === 1);
    const x = await w.visitor('ky');
    await x.page.goto('/');
    await x.follow('common:nav.calls');
    await x.page.getByRole('link', { name: '2026 competition' }).click();
    await x.page.waitForURL(/\/calls\/[0-9a-f-]{36}$/);
    await x.keeps(async () => [x.t('common:callStates.announced'), x.t('calls:rules.title'), money({ amount: '1500000.00', currency: 'CNY' }, 'ky')]);
    await x.follow('common:nav.awards');
    const sum = async () => formatFen((await register()).reduce((total, a) => total + (parseFen(a.amount.amount) ?? 0), 0));
    await x.keeps(async () => [x.t('awards:totals', { count: (await register()).length, sum: money({ amount: await sum(), currency: 'CNY' }, 'ky') })]);
    for (const [key, endpoint] of [['awards:csv', exportRegisterCsv], ['awards:json', exportRegisterJson]] as const) {
      const href = await x.link(key).getAttribute('href') ?? '';
      expect(href).toBe(urlOf(endpoint, {}, '/api/v1'));
      expect(await (await x.page.request.get(href)).text()).toContain(applications[0]?.number ?? 'none');
    }
    await x.page.locator('main tbody th a').first().click();
    await x.page.waitForURL(/\/awards\/[0-9a-f-]{36}$/);
    await x.keeps(async () => (await register()).flatMap((a) => [a.number, money(a.amount, 'ky'), dayAndClock(a.announcedAt, 'ky'), x.t('awards:decided')]));
    expect(w.faults()).toEqual([]);
  }, 120_000);
});
