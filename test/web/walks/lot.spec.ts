import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRanking } from '#libs/scoring/shared/contract';
import { readLot } from '#libs/scoring/shared/lot-contract';
import { drawOrder } from '#libs/optimizer';
import type { Member } from '../../support/app.js';
import { axeFaults } from '../../support/crawl.js';
import { callInReview, closeRanking, type TiedCall } from '../../support/lot.js';
import { WalkWorld } from '../../support/walk-world.js';
import type { Walker } from '../../support/walker.js';

/** Three equal applications: both officers draw the lot, each in a browser of their own; a chair reads the order and checks it. */
describe('a lot of both sides', () => {
  let w: WalkWorld;
  let call: TiedCall;
  let chair: Member;
  const OWN = 'Ала-Тоо, жети асман, 2026';

  beforeAll(async () => {
    w = await WalkWorld.start();
    const people = {
      leads: { kg: await w.person('lead.kg', 'KG', 'ky'), cn: await w.person('lead.cn', 'CN', 'zh-CN') },
      reviewers: { kg: await w.person('reviewer.kg', 'KG', 'ky'), cn: await w.person('reviewer.cn', 'CN', 'zh-CN') },
    };
    chair = await w.person('chair.cn', 'CN', 'zh-CN', 'chair');
    call = await callInReview(w.t, w.officers, people, 'KC-LOT', [[4, 4], [4, 4], [4, 4]]);
    await closeRanking(w.officers, call.id);
  }, 120_000);
  afterAll(() => w.stop());

  const lot = async (who: Member) => who.call(readLot, { params: { id: call.id } });
  async function commit(x: Walker, side: 'KG' | 'CN'): Promise<void> {
    await x.page.getByLabel(x.t('lot:written')).check();
    await x.press('lot:commit', { side });
    await x.confirm('lot:commit', { side });
    await x.sees(x.t('common:sealed.lot'));
  }

  it('is drawn in two steps, each sealed until both are in, and anyone checks it (Kyrgyz, Chinese)', async () => {
    const [kg, cn] = [await w.walker(w.officers.kg, 'ky'), await w.walker(w.officers.cn, 'zh-CN')];
    for (const x of [kg, cn]) {
      await x.fromHome([x.link('office:needs.lotCommit')], /\/calls\/[0-9a-f-]{36}\/lot/);
      await x.sees(x.t('lot:orderOpen'));
    }
    // Too few characters of own words commit to nothing.
    await kg.field('lot:secret').fill('кыска');
    await kg.sees(kg.t('lot:wrong', { min: 12, max: 200 }));
    await kg.field('lot:secret').fill(OWN);
    expect(await axeFaults(kg.page)).toEqual([]);
    await commit(kg, 'KG');
    await cn.page.reload();
    await cn.sees(cn.t('lot:deck.commit'));
    expect((await lot(w.officers.cn)).rounds[0]?.commitments).toEqual({ KG: null, CN: null });
    await cn.page.getByLabel(cn.t('lot:written')).check();
    await cn.press('lot:commit', { side: 'CN' });
    await cn.confirm('lot:commit', { side: 'CN' });
    await cn.sees(cn.t('lot:deck.committed'));

    await kg.fromHome([kg.link('office:needs.lotReveal')], /\/calls\/[0-9a-f-]{36}\/lot/);
    expect(await kg.field('lot:secret').inputValue()).toBe(OWN);
    await kg.field('lot:secret').fill('another secret of ours');
    await kg.press('lot:reveal', { side: 'KG' });
    await kg.sees(kg.t('lot:notThis'));
    await kg.field('lot:secret').fill(` ${OWN.normalize('NFD')} `);
    await kg.press('lot:reveal', { side: 'KG' });
    await kg.confirm('lot:reveal', { side: 'KG' });
    await kg.sees(kg.t('lot:doneReveal'));
    expect((await lot(w.officers.cn)).rounds[0]?.secrets).toEqual({ KG: null, CN: null });
    await cn.press('lot:reveal', { side: 'CN' });
    await cn.confirm('lot:reveal', { side: 'CN' });

    const { rounds: [round], ties: [tie = []] } = await lot(w.officers.kg);
    const order = drawOrder(call.applications.map((a) => a.number), { KG: round?.secrets.KG ?? '', CN: round?.secrets.CN ?? '' });
    expect(tie.map((a) => a.number)).toEqual(order);
    for (const x of [kg, cn]) {
      await x.page.reload();
      await x.sees(...order, ...tie.map((a) => a.ticket ?? ''), OWN);
      await x.press('calls:lot.check');
      await x.sees(x.t('calls:lot.fine'));
      expect(await axeFaults(x.page)).toEqual([]);
    }
    // What both links of the page give, run as its text says.
    const folder = mkdtempSync(join(tmpdir(), 'kopuro-lot-'));
    for (const key of ['calls:lot.download', 'calls:lot.downloadScript']) {
      const [download] = await Promise.all([kg.page.waitForEvent('download'), kg.page.getByRole('link', { name: kg.t(key), exact: true }).click()]);
      await download.saveAs(join(folder, download.suggestedFilename()));
    }
    expect(execFileSync(process.execPath, ['verify-lot.mjs', 'lot-KC-LOT.json'], { cwd: folder, encoding: 'utf8' })).toContain('as both secrets drew');
    rmSync(folder, { recursive: true });
    expect(await kg.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('lot-secret')))).toEqual([]);
  });

  it('orders the ranking that everybody reads', async () => {
    const x = await w.walker(chair, 'zh-CN');
    await x.page.goto(`/decisions/${call.id}`);
    await x.sees(x.t('lot:note.drawn'));
    await x.follow('lot:note.link');
    await x.sees(x.t('lot:deck.committed'));
    expect(await x.button('lot:commit', { side: 'CN' }).count()).toBe(0);
    await x.page.goto(`/office/calls/${call.id}/ranking`);
    const { items } = await chair.call(readRanking, { params: { id: call.id } });
    const [tie = []] = (await lot(chair)).ties;
    expect(items.map((i) => i.number)).toEqual(tie.map((a) => a.number));
    const rows = x.page.locator('table.rank tbody th');
    await rows.first().waitFor();
    expect((await rows.allTextContents()).map((text) => /KC-LOT-\d{4}/.exec(text)?.[0])).toEqual(items.map((i) => i.number));
    expect(w.faults()).toEqual([]);
  });
});
