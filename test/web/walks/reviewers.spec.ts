import { listMyAssignments, readMyAssignment } from '#libs/assignment/shared/contract';
import { readReview } from '#libs/scoring/shared/contract';
import { dayAndClock } from '../../../apps/web/src/format/dates.js';
import { money, number } from '../../../apps/web/src/format/numbers.js';
import { until, type Member } from '../../support/app.js';
import { Keyboard } from '../../support/keyboard.js';
import { acceptedAssignment } from '../../support/reviewed.js';
import { submittedApplication, titleIn, type Submitted } from '../../support/submitted.js';
import { Walker } from '../../support/walker.js';
import { WalkWorld } from '../../support/walk-world.js';

const TO_APPLICANTS = 'The plan is clear. Say more about the winters.';

describe('reviewers', () => {
  let w: WalkWorld;
  let ky: Member;
  let zh: Member;
  const applications: Submitted[] = [];
  const assignments: Record<'ky' | 'kyConflict' | 'zh', string> = { ky: '', kyConflict: '', zh: '' };

  beforeAll(async () => {
    w = await WalkWorld.start();
    const call = await w.closedCall();
    const leads = { kg: await w.person('lead.kg', 'KG', 'ky'), cn: await w.person('lead.cn', 'CN', 'zh-CN') };
    for (const n of [1, 2]) applications.push(await submittedApplication(w.t, call, n, leads, { state: 'under-review' }));
    [ky, zh] = [await w.person('reviewer.kg', 'KG', 'ky'), await w.person('reviewer.cn', 'CN', 'zh-CN')];
    const invited = (n: number, who: Member, side: 'KG' | 'CN', of: number) => acceptedAssignment(w.t, call.id, applications[n]?.id ?? '', who, side, of, 'published');
    assignments.ky = await invited(0, ky, 'KG', 1);
    assignments.kyConflict = await invited(1, ky, 'KG', 1);
    assignments.zh = await invited(0, zh, 'CN', 2);
    await w.t.sql(`update call set state = 'reviewing' where id = $1`, [call.id]);
  }, 120_000);
  afterAll(() => w.stop());

  /** What a submitted review's page must show, from what the API says to the same person. */
  async function receipt(one: Walker, who: Member, id: string): Promise<string[]> {
    const review = await who.call(readReview, { params: { id } });
    return [one.t('reviews:receipt.title'), one.t('reviews:receipt.at', { at: dayAndClock(review.submittedAt ?? '', one.language) }), ...Object.values(review.scores).map((s) => number(s, one.language)), number(review.overall ?? -1, one.language)];
  }

  it('declare a conflict, and the application closes to them (Kyrgyz)', async () => {
    const one = await w.walker(ky, 'ky');
    await one.fromHome([one.page.locator(`main a[href="/reviews/${assignments.kyConflict}"]`)], /\/reviews\/[0-9a-f-]{36}$/);
    await one.choose('reviews:invitation.hasConflict');
    await one.field('reviews:invitation.conflictReason').fill('We wrote a paper together.');
    await one.press('reviews:invitation.sendConflict');
    await one.keeps(async () => {
      const { state } = await ky.call(readMyAssignment, { params: { id: assignments.kyConflict } });
      return [one.t(`reviews:closed.${state as 'declined'}`)];
    });
    expect(await one.page.getByText('Objectives of application 2').count()).toBe(0);
    await one.page.context().close();
  }, 120_000);

  it('accept, read, score and submit with the mouse (Kyrgyz)', async () => {
    const one = await w.walker(ky, 'ky');
    await one.fromHome([one.link('me:reviews.all'), one.page.getByRole('link', { name: titleIn(one.language, 1) })], /\/reviews\/[0-9a-f-]{36}$/);
    expect(await one.page.getByText('Objectives of application 1').count()).toBe(0);
    await one.choose('reviews:invitation.noConflict');
    await one.choose('reviews:invitation.yes');
    await one.press('reviews:invitation.sendAccept');
    await one.keeps(async () => ['Objectives of application 1', money({ amount: '1000000.00', currency: 'CNY' }, 'ky')]);
    const group = (name: string) => one.page.getByRole('radiogroup', { name });
    await group('Quality').getByRole('radio', { name: number(4.5, 'ky'), exact: true }).check({ force: true });
    await one.press('reviews:submit.check');
    await one.page.getByRole('dialog').getByText(one.t('reviews:submit.missing')).waitFor();
    await one.confirm('common:cancel');
    await group('Impact').getByRole('radio', { name: '3', exact: true }).check({ force: true });
    await one.page.getByLabel(one.t('reviews:form.toApplicants')).fill(TO_APPLICANTS);
    await one.choose('reviews:form.competences.4');
    await until(async () => (await ky.call(readReview, { params: { id: assignments.ky } })).competence === 4);
    await one.page.reload();
    await one.sees(one.t('reviews:form.scored', { done: 2, all: 2 }), TO_APPLICANTS);
    await one.press('reviews:submit.check');
    await one.confirm('reviews:submit.now');
    await one.keeps(() => receipt(one, ky, assignments.ky));
    expect(await ky.call(readReview, { params: { id: assignments.ky } })).toMatchObject({ state: 'submitted', scores: { quality: 4.5, impact: 3 }, commentToApplicants: TO_APPLICANTS });
    expect((await ky.call(listMyAssignments, {})).items.map((a) => [a.state, a.reviewState])).toEqual(expect.arrayContaining([['submitted', 'submitted']]));
    await one.page.goto('/me');
    await one.sees(one.t('me:today.nothing'));
    await one.page.context().close();
  }, 120_000);

  it('walk the whole way by keyboard alone, and always see where they are (Chinese)', async () => {
    const one = await w.visitor('zh-CN');
    const keys = new Keyboard(one.page);
    await one.page.goto('/log-in');
    await one.page.getByRole('heading', { name: one.t('account:logIn.title') }).waitFor();
    await keys.write(one.field('account:email'), zh.email);
    await keys.write(one.field('account:password'), 'bridge-2026');
    await keys.press('Enter');
    await one.page.waitForURL('**/me');
    await keys.use(one.page.locator(`main a[href="/reviews/${assignments.zh}"]`));
    await keys.use(one.page.getByRole('radio', { name: one.t('reviews:invitation.noConflict') }), 'Space');
    await keys.use(one.page.getByRole('radio', { name: one.t('reviews:invitation.yes'), exact: true }), 'Space');
    await keys.use(one.button('reviews:invitation.sendAccept'));
    await one.sees('Objectives of application 1');

    await keys.use(one.link('reviews:dossier.narrative'));
    await keys.to(one.page.getByRole('region', { name: one.t('reviews:dossier.text') }), 'Shift+Tab');
    await keys.press('PageDown', 'ArrowUp');
    const quality = one.page.getByRole('radiogroup', { name: 'Quality' }).getByRole('radio');
    await keys.to(quality);
    await keys.press('3', '.', 'j', '4', 'ArrowRight', 'k', 'ArrowLeft', 'ArrowRight');
    await keys.write(one.page.getByLabel(one.t('reviews:form.toApplicants')), TO_APPLICANTS);
    await keys.write(one.page.getByLabel(one.t('reviews:form.toPanel')), 'For the panel.');
    await keys.to(one.page.getByRole('radio', { name: one.t('reviews:form.competences.5') }));
    await keys.press('ArrowDown', 'ArrowDown');
    await keys.use(one.button('reviews:submit.check'));
    await keys.use(one.page.getByRole('dialog').getByRole('button', { name: one.t('common:cancel') }));
    await keys.to(quality, 'Shift+Tab');
    await keys.use(one.button('reviews:submit.check'));
    await keys.use(one.page.getByRole('dialog').getByRole('button', { name: one.t('reviews:submit.now') }));
    await one.keeps(() => receipt(one, zh, assignments.zh));
    expect(await zh.call(readReview, { params: { id: assignments.zh } })).toMatchObject({
      state: 'submitted', scores: { quality: 3.5, impact: 4.5 }, competence: 3, commentToApplicants: TO_APPLICANTS, commentToPanel: 'For the panel.',
    });
    await one.page.context().close();
    expect(w.faults()).toEqual([]);
  }, 120_000);
});
