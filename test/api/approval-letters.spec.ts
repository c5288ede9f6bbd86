import { approveAnnouncement, proposeAnnouncement } from '#libs/awards/shared/contract';
import { approveAmendment, approveCall, createCall, proposeAmendment, reviseCall, withdrawAmendment } from '#libs/calls/shared/contract';
import { plus } from '#libs/kernel';
import { listMyLetters } from '#libs/notifications/shared/contract';
import { approveRanking } from '#libs/scoring/shared/contract';
import { startLotAgain } from '#libs/scoring/shared/lot-contract';
import { TestApp, until, type Member } from '../support/app.js';
import { callContent } from '../support/call-content.js';
import { callInReview, commit, reveal, SECRETS, type TiedCall } from '../support/lot.js';
import { leadsOf, outsider } from '../support/reviewed.js';
import { vote } from '../support/vote-race.js';

describe('letters about an approval that waits', () => {
  let t: TestApp;
  const people: Record<'kg' | 'cn' | 'second' | 'chair' | 'auditor', Member> = {} as never;
  let codes = 0;

  // Without a mail server letters are kept; what is no longer due is not even that.
  beforeAll(async () => {
    t = await TestApp.start({ worker: true });
    for (const [name, side, role] of [['kg', 'KG', 'officer'], ['cn', 'CN', 'officer'], ['second', 'CN', 'officer'], ['chair', 'CN', 'chair'], ['auditor', 'INT', 'auditor']] as const) people[name] = await outsider(t, name, side, role);
  });
  afterAll(() => t.stop());

  const draft = async () => people.kg.call(createCall, { body: callContent({ code: `AL-${++codes}` }) });
  const approve = (who: Member, c: { id: string; version: number }) => who.call(approveCall, { params: { id: c.id }, version: c.version });
  const settled = (callId: string, count: number) => until(async () =>
    (await t.sql(`select 1 from letter where template = 'approval-needed' and values->>'callId' = $1 and state in ('kept', 'superseded')`, [callId])).length === count);
  /** Who has letters about a call, and what they say. */
  const letters = async (callId: string) => {
    const found: [string, string][] = [];
    for (const [name, who] of Object.entries(people)) {
      for (const l of (await who.call(listMyLetters, {})).items) if (l.template === 'approval-needed' && l.page === `/office/calls/${callId}`) found.push([name, l.text]);
    }
    return found;
  };

  it('go to the other side’s officers with the first approval, each once, and to nobody with the second', async () => {
    const c = await draft();
    const once = await approve(people.kg, c);
    await settled(c.id, 2);
    const sent = await letters(c.id);
    expect(sent.map(([who]) => who).sort()).toEqual(['cn', 'second']);
    expect(sent[0]?.[1]).toContain(`The Kyrgyz side has approved the publication of the call AL-${codes}.`);
    await approve(people.cn, once);
    await until(async () => (await t.sql(`select 1 from outbox where done_at is null`)).length === 0);
    // What went out stays readable, and nothing followed.
    expect(await letters(c.id)).toEqual(sent);
  });

  it('are written anew when the text was revised and approved again', async () => {
    const c = await draft();
    const once = await approve(people.cn, c);
    await settled(c.id, 1);
    const revised = await people.kg.call(reviseCall, { params: { id: c.id }, version: once.version, body: { ...c.content, places: 9 } });
    await approve(people.cn, revised);
    await settled(c.id, 2);
    expect((await letters(c.id)).map(([who]) => who)).toEqual(['kg', 'kg']);
  });

  it('are not sent about what was settled before they could be', async () => {
    const c = await draft();
    await approve(people.cn, await approve(people.kg, c));
    const version = (await approved(c.id)).version;
    await t.sql(`update letter set state = 'queued', sent_at = null where values->>'callId' = $1 and state = 'kept'`, [c.id]);
    await settled(c.id, 2);
    expect(await letters(c.id)).toEqual([]);
    const { revision } = await people.cn.call(proposeAmendment, { params: { id: c.id }, version, body: { content: { ...c.content, places: 12 }, note: { en: 'Two more places' } } });
    await people.cn.call(approveAmendment, { params: { id: c.id, revision } });
    await settled(c.id, 3);
    expect((await letters(c.id)).map(([who, text]) => [who, text.includes('The Chinese side has approved an amendment of the call')])).toEqual([['kg', true]]);
    await people.cn.call(withdrawAmendment, { params: { id: c.id, revision } });
    await t.sql(`update letter set state = 'queued', sent_at = null where values->>'callId' = $1 and state = 'kept'`, [c.id]);
    await settled(c.id, 3);
    expect(await letters(c.id)).toEqual([]);
  });

  describe('of later steps', () => {
    let call: TiedCall;
    /** What the officers of a side read about an approval of the call, at a page of it. */
    const read = async (side: 'KG' | 'CN', page: string) => {
      const found: string[] = [];
      for (const who of side === 'KG' ? [people.kg] : [people.cn, people.second]) {
        for (const l of (await who.call(listMyLetters, {})).items) if (l.template === 'approval-needed' && l.page === `/office/calls/${call.id}/${page}`) found.push(l.text.split('\n\n')[1]?.split(' of the call ')[0] ?? '');
      }
      return found;
    };
    const heard = () => until(async () => (await t.sql(`select 1 from outbox where done_at is null union all select 1 from letter where state in ('queued', 'sending')`)).length === 0);

    beforeAll(async () => {
      const leads = await leadsOf(t, 'later');
      const reviewers = { kg: await outsider(t, 'reviewer.kg', 'KG'), cn: await outsider(t, 'reviewer.cn', 'CN') };
      call = await callInReview(t, people, { leads, reviewers }, 'AL-LATER', [[4, 4], [4, 4]]);
    });

    it('ask for the ranking once, and not when both sides have closed it', async () => {
      const close = (who: Member) => who.call(approveRanking, { params: { id: call.id }, body: { withOutstanding: false } });
      await close(people.cn);
      await heard();
      expect(await read('KG', 'ranking')).toEqual(['The Chinese side has approved the end of the reviews']);
      await close(people.kg);
      await heard();
      expect(await read('CN', 'ranking')).toEqual([]);
    });

    it('ask for another start of the lot, and not once it is drawn', async () => {
      await commit(people.kg, call.id, 'KG');
      await commit(people.cn, call.id, 'CN');
      await people.kg.call(startLotAgain, { params: { id: call.id } });
      await heard();
      const asked = 'The Kyrgyz side has approved a new start of the lot';
      expect(await read('CN', 'lot')).toEqual([asked, asked]);
      await reveal(people.kg, call.id, SECRETS.KG);
      await reveal(people.cn, call.id, SECRETS.CN);
      await t.sql(`update letter set state = 'queued', sent_at = null where template = 'approval-needed' and values->>'subject' = 'lot' and values->>'callId' = $1`, [call.id]);
      await heard();
      expect(await read('CN', 'lot')).toEqual([]);
    });

    it('ask for an announcement with its proposal, which is its side’s approval', async () => {
      const [first] = call.applications;
      for (const [side, name] of [['KG', 'chair.kg'], ['CN', 'chair.cn']] as const) await vote(await outsider(t, name, side, 'chair'), first?.id ?? '', 'no', 0);
      const proposed = await people.cn.call(proposeAnnouncement, { params: { id: call.id }, body: { at: plus(t.clock.at, 3_600_000).toISOString(), applications: [first?.id ?? ''] } });
      await heard();
      expect(await read('KG', 'announcement')).toEqual(['The Chinese side has approved the announcement of results']);
      await people.kg.call(approveAnnouncement, { params: { id: proposed.id }, version: proposed.version });
      await heard();
      expect(await read('CN', 'announcement')).toEqual([]);
    });
  });

  const approved = async (id: string) => (await t.sql<{ version: number }>('select version from call where id = $1', [id]))[0] ?? { version: 0 };
});
