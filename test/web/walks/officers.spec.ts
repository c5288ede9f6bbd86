import { readApplication, readChecks } from '#libs/applications/shared/contract';
import { answerAssignment, listAssignments, listMyAssignments, listReviewers } from '#libs/assignment/shared/contract';
import { castVote, listAnnouncements, previewLetters } from '#libs/awards/shared/contract';
import { askConflict, listConflicts } from '#libs/conflicts/shared/contract';
import { plus, problemText } from '#libs/kernel';
import { listDeliveries } from '#libs/notifications/shared/contract';
import { readRanking, saveReview, submitReview } from '#libs/scoring/shared/contract';
import { dayAndClock } from '../../../apps/web/src/format/dates.js';
import { score } from '../../../apps/web/src/pages/desk/figures.js';
import { until, type Member } from '../../support/app.js';
import { submittedApplication, titleIn, type Submitted } from '../../support/submitted.js';
import { WalkWorld } from '../../support/walk-world.js';
import type { Walker } from '../../support/walker.js';

const HEAD = 'email,side,minLoad,maxLoad,themes,keywords';
const OFFSET_MS = 6 * 3_600_000;

/** One competition after its deadline, by the officers of both sides: from the checks to the letters. */
describe('officers of both sides, in Kyrgyz and in Chinese', () => {
  let w: WalkWorld;
  let call: { id: string; code: string };
  let kg: Walker;
  let cn: Walker;
  const applications: Submitted[] = [];
  const reviewers: Record<string, Member> = {};
  const one = (n: number) => ({ id: applications[n]?.id ?? '' });
  const both = (): [Walker, Member, 'KG' | 'CN'][] => [[kg, w.officers.kg, 'KG'], [cn, w.officers.cn, 'CN']];

  beforeAll(async () => {
    w = await WalkWorld.start();
    call = await w.closedCall({ reviewersPerSide: { KG: 1, CN: 1 }, minReviews: 2 });
    const leads = { kg: await w.person('lead.kg', 'KG', 'ky'), cn: await w.person('lead.cn', 'CN', 'zh-CN') };
    for (const n of [1, 2]) applications.push(await submittedApplication(w.t, call, n, leads));
    for (const [name, side] of [['kg1', 'KG'], ['cn1', 'CN'], ['cn2', 'CN']] as const) reviewers[name] = await w.person(`reviewer.${name}`, side, 'en');
    reviewers.kg2 = await w.t.person('reviewer.kg2@test.example', 'KG', { institution: 'lead-kg' });
    [kg, cn] = [await w.walker(w.officers.kg, 'ky'), await w.walker(w.officers.cn, 'zh-CN')];
  }, 120_000);
  afterAll(() => w.stop());

  const bridge = (x: Walker) => x.page.locator('.bridge').innerHTML();

  it('check the applications, each side sealed from the other one until both have filed', async () => {
    const file = async (x: Walker, side: 'KG' | 'CN', n: number, verdict: 'pass' | 'fail') => {
      await x.fromHome([x.link('office:needs.checks'), x.page.getByRole('link', { name: titleIn(x.language, n) })], /checks\/[0-9a-f-]{36}$/);
      await x.choose(`office:checks.verdicts.${verdict}`);
      if (verdict === 'fail') await x.field('office:checks.reason').selectOption('budget');
      await x.page.getByLabel(x.t('office:checks.note')).fill(`Note of ${side}`);
      await x.press('office:checks.file');
      await x.confirm('office:checks.fileNow');
    };
    await cn.page.goto(`/office/calls/${call.id}/checks/${one(0).id}`);
    const before = await cn.page.locator('.bridge').waitFor().then(() => bridge(cn));
    expect(before).toContain(cn.t('common:sealed.check'));
    await file(kg, 'KG', 1, 'pass');
    await kg.keeps(async () => (await w.officers.kg.call(readChecks, { params: one(0) })).checks.flatMap((c) => [kg.t(`office:checks.verdicts.${c.verdict}`), dayAndClock(c.at, 'ky')]).concat(kg.t('common:sealed.check')));
    await cn.page.reload();
    await cn.page.locator('.bridge').waitFor();
    expect(await bridge(cn)).toBe(before);
    await file(kg, 'KG', 2, 'fail');
    await file(cn, 'CN', 1, 'pass');
    await cn.keeps(async () => ['Note of KG', 'Note of CN', cn.t((await w.officers.cn.call(readChecks, { params: one(0) })).checks.length === 2 ? 'office:checks.passed' : 'office:checks.sealed')]);
    await file(cn, 'CN', 2, 'fail');
    await cn.keeps(async () => [cn.t('office:checks.failed'), cn.t('office:checks.reasons.budget')]);
    await kg.page.goto(`/office/calls/${call.id}/checks`);
    await kg.keeps(async () => Promise.all([0, 1].map(async (n) => kg.t(`application:states.${(await w.officers.kg.call(readApplication, { params: one(n) })).state}`))));
    expect((await w.officers.kg.call(readApplication, { params: one(1) })).state).toBe('ineligible');
  }, 120_000);

  it('import their reviewers, once the preview shows no error', async () => {
    for (const [x, officer, side] of both()) {
      const row = (email: string, as: string) => `${email},${as},0,3,seismology,snow;water`;
      const names = [`reviewer.${side.toLowerCase()}1@test.example`, `reviewer.${side.toLowerCase()}2@test.example`];
      await x.page.goto(`/office/calls/${call.id}/reviewers`);
      await x.page.getByText(x.t('office:import.title')).click();
      const paste = (...lines: string[]) => x.field('office:import.paste').fill([HEAD, ...lines].join('\n'));
      await paste(row(names[0] ?? '', side), row(names[1] ?? '', 'XX'));
      await x.sees(x.t('office:import.wrong', { column: 'side' }), x.t('office:import.unread', { number: 1 }));
      expect(await x.button('office:import.send', { number: 2 }).isDisabled()).toBe(true);
      await paste(row(names[0] ?? '', side), row('nobody@test.example', side));
      await x.press('office:import.send', { number: 2 });
      await x.sees(problemText('person.unknown', x.language));
      expect(x.faults.splice(0)).toEqual([expect.stringContaining('422')]);
      await paste(...names.map((email) => row(email, side)));
      await x.press('office:import.send', { number: 2 });
      await x.sees(x.t('office:import.done', { number: 2 }));
      await x.keeps(async () => (await officer.call(listReviewers, { params: call })).items.flatMap((r) => [r.email, x.t('office:reviewers.loadOf', { load: r.load, min: r.minLoad, max: r.maxLoad })]));
    }
    expect((await w.officers.kg.call(listReviewers, { params: call })).items).toHaveLength(4);
  }, 120_000);

  it('confirm a conflict, dismiss it with a reason, and report another one', async () => {
    const { kg2, cn2 } = reviewers as Record<'kg2' | 'cn2', Member>;
    const states = async (x: Walker, officer: Member) => (await officer.call(listConflicts, { params: call })).items.map((c) => x.t(`office:conflicts.states.${c.state}`));
    const decide = async (x: Walker, decision: 'confirmed' | 'dismissed', reason: string) => {
      const { name } = (await w.officers.kg.call(listConflicts, { params: call })).items.find((c) => c.personId === kg2.id && c.applicationId === one(0).id) ?? { name: '' };
      await x.press(`office:conflicts.decide.${decision}Of`, { name, number: applications[0]?.number ?? '' });
      await x.page.getByRole('dialog').getByLabel(x.t('office:conflicts.reason')).fill(reason);
      await x.confirm(`office:conflicts.decide.${decision}`);
      await x.sees(reason);
    };
    for (const x of [kg, cn]) await x.page.goto(`/office/calls/${call.id}/conflicts`);
    await decide(cn, 'confirmed', 'They share a laboratory.');
    await cn.keeps(() => states(cn, w.officers.cn));
    await kg.page.reload();
    await decide(kg, 'dismissed', 'The laboratory was closed years ago.');
    await kg.keeps(() => states(kg, w.officers.kg));
    expect(await w.officers.kg.call(askConflict, { params: { ...one(0), personId: kg2.id } })).toEqual({ may: true, kinds: [] });
    const form = cn.page.getByRole('form', { name: cn.t('office:conflicts.report') });
    await form.getByRole('combobox').selectOption(one(0).id);
    await form.getByLabel(cn.t('office:email')).fill(cn2.email);
    await form.getByLabel(cn.t('office:conflicts.why')).fill('A joint paper.');
    await form.getByRole('button').click();
    await cn.keeps(async () => ['A joint paper.', ...await states(cn, w.officers.cn)]);
    expect((await w.officers.cn.call(askConflict, { params: { ...one(0), personId: cn2.id } })).may).toBe(false);
  }, 120_000);

  it('run the assignment and approve it, close the reviews for the ranked list', async () => {
    await kg.fromHome([kg.link('office:needs.assign')], /assignment$/);
    await kg.press('office:assignment.runNow');
    await until(async () => (await w.officers.kg.call(listAssignments, { params: call })).items.length === 2);
    for (const [x, , side] of both()) {
      await x.fromHome([x.link('office:needs.approveAssignment')], /assignment$/);
      await x.press('office:approveFor', { side });
      await x.confirm('office:approveFor', { side });
    }
    await cn.keeps(async () => [cn.t((await w.officers.cn.call(listAssignments, { params: call })).approvals.length === 2 ? 'office:assignment.published' : 'desk:approvals.none')]);
    for (const [n, who] of Object.values(reviewers).entries()) {
      for (const { id } of (await who.call(listMyAssignments, {})).items) {
        await who.call(answerAssignment, { params: { id }, body: { conflict: false, accept: true } });
        await who.call(saveReview, { params: { id }, version: 0, body: { scores: { quality: 4, impact: 4.5 - n / 2 }, commentToApplicants: '', commentToPanel: '', competence: 3 } });
        await who.call(submitReview, { params: { id } });
      }
    }
    for (const [x, , side] of both()) {
      await x.fromHome([x.link('office:needs.close')], /ranking$/);
      await x.press('office:ranking.closeFor', { side });
      await x.confirm('office:ranking.closeFor', { side });
    }
    await cn.keeps(async () => {
      const ranking = await w.officers.cn.call(readRanking, { params: call });
      return [cn.t(ranking.frozen ? 'office:ranking.fixed' : 'office:ranking.live'), ...ranking.items.flatMap((x) => [x.titleLocal.CN, score(x.overall ?? -1, 'zh-CN')])];
    });
  }, 120_000);

  it('propose the announcement, read every letter, approve, and follow the letters', async () => {
    for (const side of ['KG', 'CN'] as const) {
      const chair = await w.person(`chair.${side.toLowerCase()}`, side, 'en', 'chair');
      await chair.call(castVote, { params: one(0), body: { value: 'yes', amount: { amount: '900000.00', currency: 'CNY' }, protocol: 'P-1' } });
    }
    const at = new Date(Math.ceil(plus(w.t.clock.at, 120_000).getTime() / 60_000) * 60_000);
    await kg.fromHome([kg.link('office:needs.announce')], /announcement$/);
    await kg.field('office:announcement.at').fill(plus(at, OFFSET_MS).toISOString().slice(0, 16));
    await kg.press('office:announcement.proposeFor', { side: 'KG' });
    const announcement = async () => (await w.officers.kg.call(listAnnouncements, { params: call })).items[0];
    const letters = async () => w.officers.kg.call(previewLetters, { params: { id: (await announcement())?.id ?? '' } });
    await kg.keeps(async () => [kg.t('office:letters.sends', { number: (await letters()).count }), ...(await letters()).items.map((l) => l.email)]);
    for (const letter of (await letters()).items) {
      await kg.page.locator('.letterbox li', { hasText: letter.email }).locator('summary').click();
      await kg.sees(letter.text.split('\n')[2] ?? 'none');
    }
    await cn.fromHome([cn.link('office:needs.approveAnnouncement')], /announcement$/);
    await cn.press('office:approveFor', { side: 'CN' });
    await cn.page.getByRole('dialog').getByText(cn.t('office:announcement.sends', { number: 2, at: dayAndClock(at.toISOString(), 'zh-CN') })).waitFor();
    await cn.confirm('office:approveFor', { side: 'CN' });
    await cn.keeps(async () => [cn.t((await announcement())?.state === 'scheduled' ? 'office:announcement.scheduled' : 'desk:approvals.none')]);
    w.t.clock.at = plus(at, 1000);
    await until(async () => (await announcement())?.state === 'released');
    await kg.page.reload();
    await kg.keeps(async () => [kg.t('office:announcement.released', { at: dayAndClock((await announcement())?.releasedAt ?? '', 'ky') })]);
    const results = async () => (await w.officers.kg.call(listDeliveries, { query: { limit: 50 } })).items.filter((l) => l.template === 'result');
    await until(async () => (await results()).filter((l) => l.state === 'kept').length === 2);
    await kg.follow('office:announcement.deliveries');
    await kg.page.waitForURL('**/admin/letters');
    await kg.keeps(async () => (await results()).flatMap((l) => [l.email, kg.t(`admin:deliveries.states.${l.state}`), kg.t('admin:templates.result')]));
    expect(w.faults()).toEqual([]);
  }, 120_000);
});
