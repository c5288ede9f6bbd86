import { approveAmendment, approveCall, createCall, proposeAmendment, readCall, reviseCall, withdrawAmendment } from '#libs/calls/shared/contract';
import { listMyLetters } from '#libs/notifications/shared/contract';
import { Relay } from '#libs/platform';
import { callContent } from '../support/call-content.js';
import { TestApp, type Member } from '../support/app.js';
import { outsider } from '../support/reviewed.js';

describe('letters about an approval that waits', () => {
  let t: TestApp;
  const people: Record<'kg' | 'cn' | 'second' | 'chair' | 'auditor', Member> = {} as never;
  let codes = 0;

  beforeAll(async () => {
    t = await TestApp.start();
    for (const [name, side, role] of [['kg', 'KG', 'officer'], ['cn', 'CN', 'officer'], ['second', 'CN', 'officer'], ['chair', 'CN', 'chair'], ['auditor', 'INT', 'auditor']] as const) people[name] = await outsider(t, name, side, role);
  });
  afterAll(() => t.stop());

  const draft = async () => people.kg.call(createCall, { body: callContent({ code: `AL-${++codes}` }) });
  const approve = (who: Member, c: { id: string; version: number }) => who.call(approveCall, { params: { id: c.id }, version: c.version });
  /** Turns the events of a call into letters, and answers who has which texts of them, by the pages that these name. */
  const letters = async (callId: string) => {
    for (const { id } of await t.sql<{ id: string }>(`select id from outbox where type = 'calls.approval-needed' and data->>'callId' = $1`, [callId])) await t.app.get(Relay).deliver(id);
    const found: [string, string][] = [];
    for (const [name, who] of Object.entries(people)) {
      for (const l of (await who.call(listMyLetters, {})).items) if (l.template === 'approval-needed' && l.page?.startsWith(`/office/calls/${callId}`)) found.push([name, l.text]);
    }
    return found;
  };

  it('go to the other side’s officers with the first approval, each once, and to nobody with the second', async () => {
    const c = await draft();
    expect(await letters(c.id)).toEqual([]);
    const once = await approve(people.kg, c);
    const sent = await letters(c.id);
    expect(sent.map(([who]) => who).sort()).toEqual(['cn', 'second']);
    expect(sent[0]?.[1]).toContain(`The Kyrgyz side has approved the publication of the call AL-${codes}.`);
    expect((await letters(c.id)).length).toBe(2);
    await approve(people.cn, once);
    // What is settled asks nobody any more, and no further letter was written.
    expect(await letters(c.id)).toEqual([]);
    expect(await t.sql(`select 1 from letter where template = 'approval-needed' and values->>'callId' = $1`, [c.id])).toHaveLength(2);
  });

  it('are no longer good when the text was revised, and are written anew for the new one', async () => {
    const c = await draft();
    const once = await approve(people.cn, c);
    expect((await letters(c.id)).map(([who]) => who)).toEqual(['kg']);
    const revised = await people.kg.call(reviseCall, { params: { id: c.id }, version: once.version, body: { ...c.content, places: 9 } });
    expect(await letters(c.id)).toEqual([]);
    await approve(people.cn, revised);
    expect((await letters(c.id)).map(([who]) => who)).toEqual(['kg']);
  });

  it('tell of an amendment until it is taken back', async () => {
    const c = await draft();
    const published = await approve(people.cn, await approve(people.kg, c));
    const at = (await people.kg.call(readCall, { params: { id: c.id } })).version;
    expect(at).toBe(published.version);
    const { revision } = await people.cn.call(proposeAmendment, { params: { id: c.id }, version: at, body: { content: { ...c.content, places: 12 }, note: { en: 'Two more places' } } });
    await people.cn.call(approveAmendment, { params: { id: c.id, revision } });
    const [one, ...others] = await letters(c.id);
    expect([one?.[0], others]).toEqual(['kg', []]);
    expect(one?.[1]).toContain('The Chinese side has approved an amendment of the call');
    await people.cn.call(withdrawAmendment, { params: { id: c.id, revision } });
    expect(await letters(c.id)).toEqual([]);
  });
});
