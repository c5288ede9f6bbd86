import { cancelJob } from '#libs/assignment/shared/contract';
import { proposePortfolio, readPortfolio } from '#libs/awards/shared/contract';
import { plus } from '#libs/kernel';
import { Jobs } from '#libs/platform';
import { codeOf, TestApp, type Member } from '../support/app.js';
import { leadsOf, outsider, planted, rankedApplications } from '../support/reviewed.js';
import { publishedCall, type Submitted } from '../support/submitted.js';

const MILLION = 100_000_000;
/** Requests in fen and themes down the ranking; overalls are 5, 4.99, 4.98, … */
const REQUESTS = [60, 90, 30, 50, 40].map((n) => (n * MILLION) / 100);
const THEMES = ['seismology', 'seismology', 'seismology', 'biomedicine', 'biomedicine'];

describe('a portfolio proposal over HTTP', () => {
  let t: TestApp;
  let officer: Member;
  let chair: Member;
  let call: { id: string; code: string };
  let applications: Submitted[];

  beforeAll(async () => {
    t = await TestApp.start();
    officer = await outsider(t, 'officer.kg', 'KG', 'officer');
    const other = await outsider(t, 'officer.cn', 'CN', 'officer');
    chair = await outsider(t, 'chair.cn', 'CN', 'chair');
    call = await publishedCall({ kg: officer, cn: other }, { places: 3, budget: { amount: '1800000.00', currency: 'CNY' } });
    applications = await rankedApplications(t, call, await leadsOf(t, 'one'), REQUESTS);
    await planted(t, ...applications.map((a, n) => `update application set theme = '${THEMES[n]}' where id = '${a.id}'`));
  });
  afterAll(() => t.stop());

  const params = () => ({ id: call.id });
  const ask = (who: Member, themeMin: Record<string, number> = {}) => {
    t.clock.at = plus(t.clock.at, 1000);
    return who.call(proposePortfolio, { params: params(), body: { themeMin } });
  };
  const proposed = async (who: Member, themeMin: Record<string, number> = {}) => {
    const { jobId } = await ask(who, themeMin);
    await t.app.get(Jobs).run(jobId);
    const { run, proposal } = await who.call(readPortfolio, { params: params() });
    expect(run).toMatchObject({ id: jobId, state: 'done', progress: 100 });
    if (!proposal) throw new Error('no proposal');
    return proposal;
  };
  const placesOf = (ids: readonly string[]) => ids.map((id) => applications.findIndex((a) => a.id === id) + 1);

  it('has the largest sum within places and the one budget, with a proof, prices and each difference from the list', async () => {
    expect(await officer.call(readPortfolio, { params: params() })).toEqual({ run: null, proposal: null, can: { propose: { ok: true } } });
    const p = await proposed(officer);
    // The list stops after 1, 2 and 3, which cost 1.8 million; nothing sums to more.
    expect(p).toMatchObject({ status: 'optimal', sum: 14.97, listSum: 14.97, spent: { amount: '1800000.00' }, proof: { optimal: true }, differences: [], alternatives: [], alternativesComplete: true, contradiction: [] });
    expect(p.items.map((i) => [i.rank, i.chosen, i.inList, i.requested.amount])).toEqual([
      [1, true, true, '600000.00'], [2, true, true, '900000.00'], [3, true, true, '300000.00'], [4, false, false, '500000.00'], [5, false, false, '400000.00'],
    ]);
    // Without the places all but the second: 5 + 4.98 + 4.97 + 4.96; without the budget the same three.
    expect(p.prices).toEqual([
      { rule: 'places', theme: null, awards: 3, budget: null, without: 19.91, gain: expect.closeTo(4.94, 9) as number },
      { rule: 'joint-budget', theme: null, awards: null, budget: { amount: '1800000.00', currency: 'CNY' }, without: 14.97, gain: 0 },
    ]);
  });

  it('meets theme minimums, and says what each costs and why it differs', async () => {
    const p = await proposed(officer, { biomedicine: 1, seismology: 0 });
    // 1, 2 and 3 without a biomedicine; 1, 3 and 4 sum to 14.95, and 1, 2 and 4 cost 2.0 million.
    expect(placesOf(p.items.filter((i) => i.chosen).map((i) => i.applicationId))).toEqual([1, 3, 4]);
    expect(p.differences.map((d) => [...placesOf([d.applicationId]), d.chosen, d.reason])).toEqual([[2, false, 'gives-way'], [4, true, 'theme-minimum']]);
    // To keep 2 leaves 2, 3 and 4 (14.94); without 4 the best is 1, 3 and 5 (14.94).
    for (const d of p.differences) expect(d.cost).toBeCloseTo(0.01, 9);
    expect(p.prices.find((x) => x.rule === 'theme-min')).toMatchObject({ theme: 'biomedicine', awards: 1, without: 14.97, gain: expect.closeTo(0.02, 9) as number });
  });

  it('names the rules that contradict each other', async () => {
    await planted(t, `update call set budget_fen = ${MILLION * 0.8} where id = '${call.id}'`);
    const p = await proposed(officer, { biomedicine: 2 });
    expect(p).toMatchObject({ status: 'infeasible', sum: 0, prices: [], differences: [] });
    expect(p.contradiction).toEqual([
      { rule: 'joint-budget', theme: null, awards: null, budget: { amount: '800000.00', currency: 'CNY' } }, { rule: 'theme-min', theme: 'biomedicine', awards: 2, budget: null },
    ]);
    await planted(t, `update call set budget_fen = ${MILLION * 1.8} where id = '${call.id}'`);
  });

  it('is everyone’s own: over what they see, gone when one of its applications is hidden from them, and not another’s', async () => {
    const blind = await outsider(t, 'officer.blind', 'KG', 'officer');
    const conflict = (a: Submitted | undefined) => t.sql(`insert into conflict values (gen_random_uuid(), $1, $2, 'reported', 'confirmed', '', null, now())`, [blind.id, a?.id]);
    await conflict(applications[1]);
    const p = await proposed(blind);
    expect(placesOf(p.items.map((i) => i.applicationId))).toEqual([1, 3, 4, 5]);
    expect(p.items.map((i) => i.rank)).toEqual([1, 2, 3, 4]);
    expect(p).toMatchObject({ sum: 14.95, listSum: 14.95, differences: [] });
    expect(JSON.stringify(p)).not.toContain(applications[1]?.id);
    expect((await chair.call(readPortfolio, { params: params() })).proposal).toBeNull();
    await conflict(applications[4]);
    expect((await blind.call(readPortfolio, { params: params() })).proposal).toBeNull();
    expect(placesOf((await proposed(blind)).items.map((i) => i.applicationId))).toEqual([1, 3, 4]);
  });

  it('is refused for unknown themes, too many minimums, while the own run goes on, and before the ranking is closed', async () => {
    expect(await codeOf(ask(officer, { magic: 1 }))).toBe('theme.unknown');
    expect(await codeOf(ask(officer, { seismology: 2, biomedicine: 2 }))).toBe('portfolio.over-places');
    const { jobId } = await ask(officer);
    expect(await codeOf(ask(officer))).toBe('job.running');
    const chairs = await ask(chair);
    await officer.call(cancelJob, { params: { id: jobId } });
    await t.app.get(Jobs).run(jobId);
    expect((await officer.call(readPortfolio, { params: params() })).run).toMatchObject({ id: jobId, state: 'cancelled' });
    await t.app.get(Jobs).run(chairs.jobId);
    expect((await chair.call(readPortfolio, { params: params() })).proposal).toMatchObject({ sum: 14.97 });
    await planted(t, `update call set state = 'reviewing' where id = '${call.id}'`);
    expect(await codeOf(ask(officer))).toBe('call.wrong-state');
    expect((await officer.call(readPortfolio, { params: params() })).can.propose).toEqual({ ok: false, code: 'call.wrong-state' });
    await planted(t, `update call set state = 'deciding' where id = '${call.id}'`);
  });
});
