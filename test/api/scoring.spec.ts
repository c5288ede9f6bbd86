import { calibrate } from '#libs/optimizer';
import { approveRanking, readOtherReviews, readRanking, readReview, saveReview, submitReview } from '#libs/scoring/shared/contract';
import { codeOf, TestApp, type Member } from '../support/app.js';
import { acceptedAssignment, leadsOf, outsider } from '../support/reviewed.js';
import { publishedCall, submittedApplication, type Submitted } from '../support/submitted.js';

const draft = (quality?: number, impact?: number) => ({
  scores: { ...(quality !== undefined && { quality }), ...(impact !== undefined && { impact }) }, commentToApplicants: 'Thank you', commentToPanel: 'For the panel', competence: 4,
});

describe('reviews and the ranking over HTTP', () => {
  let t: TestApp;
  let officers: { kg: Member; cn: Member };
  let call: { id: string; code: string };
  let leads: { kg: Member; cn: Member };
  const reviewers: { person: Member; side: 'KG' | 'CN' }[] = [];
  const applications: Submitted[] = [];
  const assignments: string[][] = [];

  beforeAll(async () => {
    t = await TestApp.start();
    officers = { kg: await outsider(t, 'officer.kg', 'KG', 'officer'), cn: await outsider(t, 'officer.cn', 'CN', 'officer') };
    leads = await leadsOf(t, 'one');
    for (const side of ['KG', 'KG', 'CN', 'CN'] as const) reviewers.push({ person: await outsider(t, `reviewer.${side.toLowerCase()}${reviewers.length}`, side), side });
    call = await publishedCall(officers);
    for (let n = 1; n <= 4; n++) applications.push(await submittedApplication(t, call, n, leads, { state: 'under-review' }));
    for (const [n, a] of applications.entries()) {
      const mine: string[] = [];
      for (const [k, r] of reviewers.entries()) mine.push(await acceptedAssignment(t, call.id, a.id, r.person, r.side, ((k + n) % 4) + 1));
      assignments.push(mine);
    }
    await t.sql(`update call set state = 'reviewing' where id = $1`, [call.id]);
  });
  afterAll(() => t.stop());

  const of = (reviewer: number, application: number) => ({ who: (reviewers[reviewer] as { person: Member }).person, id: assignments[application]?.[reviewer] ?? '' });
  const write = async (reviewer: number, application: number, quality?: number, impact?: number) => {
    const { who, id } = of(reviewer, application);
    const { version } = await who.call(readReview, { params: { id } });
    return who.call(saveReview, { params: { id }, version, body: draft(quality, impact) });
  };
  const submit = (reviewer: number, application: number) => {
    const { who, id } = of(reviewer, application);
    return who.call(submitReview, { params: { id } });
  };

  it('starts empty at version 0, keeps partial drafts, and refuses a stale tab', async () => {
    const { who, id } = of(0, 0);
    expect(await who.call(readReview, { params: { id } })).toMatchObject({ version: 0, state: 'draft', scores: {}, overall: null, can: { submit: { ok: false, code: 'review.incomplete' } } });
    const first = await who.call(saveReview, { params: { id }, version: 0, body: draft(3.5) });
    expect(first).toMatchObject({ version: 1, scores: { quality: 3.5 }, overall: null, competence: 4 });
    expect(await codeOf(who.call(saveReview, { params: { id }, version: 0, body: draft(1) }))).toBe('precondition.stale');
    expect(await who.call(saveReview, { params: { id }, version: 1, body: draft(undefined, 4) })).toMatchObject({ version: 2, scores: { impact: 4 } });
    expect(await codeOf(of(1, 0).who.call(readReview, { params: { id } }))).toBe('not-found');
  });

  it('keeps scores on scale, step and criteria, in the API and in the database', async () => {
    const { who, id } = of(0, 0);
    const save = (scores: Record<string, number>) => codeOf(who.call(saveReview, { params: { id }, version: 2, body: { ...draft(), scores } }));
    expect(await save({ quality: 5.5 })).toBe('score.off-scale');
    expect(await save({ quality: 3.25 })).toBe('score.off-step');
    expect(await save({ fame: 3 })).toBe('score.unknown-criterion');
    const wrong = await who.call(saveReview, { params: { id }, version: 2, body: { ...draft(), scores: { impact: 0.3 } } }).catch((e: unknown) => e as { body: { errors: { pointer: string }[] } });
    expect(wrong).toMatchObject({ body: { errors: [{ pointer: '/scores/impact', code: 'score.off-step' }] } });
    for (const [sql, code] of [[`'quality', 5.5`, 'score.off-scale'], [`'quality', 3.3`, 'score.off-step'], [`'fame', 3`, 'score.unknown-criterion']]) {
      await expect(t.sql(`insert into review_score values ('${id}', ${sql})`, [], 'app')).rejects.toThrow(code);
    }
  });

  it('is submitted complete and once, and stands still afterwards', async () => {
    const { who, id } = of(0, 0);
    const incomplete = await submit(0, 0).catch((e: unknown) => e);
    expect(incomplete).toMatchObject({ body: { code: 'review.incomplete', errors: [{ pointer: '/scores/quality' }] } });
    await write(0, 0, 4, 3);
    const both = await Promise.allSettled([submit(0, 0), submit(0, 0)]);
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await codeOf(submit(0, 0))).toBe('review.already-submitted');
    const after = await who.call(readReview, { params: { id } });
    expect(after).toMatchObject({ state: 'submitted', scores: { quality: 4, impact: 3 }, can: { submit: { ok: false, code: 'review.already-submitted' } } });
    expect(after.overall).toBeCloseTo(3.6, 9);
    expect(await codeOf(who.call(saveReview, { params: { id }, version: after.version, body: draft(1, 1) }))).toBe('review.already-submitted');
    await expect(t.sql(`update review_score set score = 1 where assignment_id = '${id}'`)).rejects.toThrow('review.already-submitted');
    await expect(t.sql(`update review set comment_to_panel = 'x' where assignment_id = '${id}'`)).rejects.toThrow('review.already-submitted');
    expect(await t.sql(`select data from outbox where type = 'scoring.review-submitted'`)).toEqual([{ data: { assignmentId: id, applicationId: applications[0]?.id, callId: call.id } }]);
  });

  it('shows the others’ reviews only after the own one, by number and without a name', async () => {
    const { who, id } = of(1, 0);
    expect(await codeOf(who.call(readOtherReviews, { params: { id } }))).toBe('not-found');
    await write(1, 0, 5, 4);
    expect(await codeOf(who.call(readOtherReviews, { params: { id } }))).toBe('not-found');
    await submit(1, 0);
    const seen = await who.call(readOtherReviews, { params: { id } });
    expect(seen.items).toEqual([{ reviewNumber: 1, scores: { impact: 3, quality: 4 }, overall: expect.closeTo(3.6, 9) as number, commentToPanel: 'For the panel' }]);
    expect(JSON.stringify(seen)).not.toContain('reviewer');
  });

  it('is closed to a reviewer who turns out to be in conflict', async () => {
    const { who, id } = of(2, 3);
    await write(2, 3, 4, 4);
    await t.sql(`insert into conflict values (gen_random_uuid(), $1, $2, 'reported', 'confirmed', '', null, now())`, [who.id, applications[3]?.id]);
    expect(await codeOf(submit(2, 3))).toBe('conflict.blocks');
    expect(await codeOf(who.call(saveReview, { params: { id }, version: 1, body: draft(1) }))).toBe('conflict.blocks');
    expect(await codeOf(who.call(readReview, { params: { id } }))).toBe('not-found');
    await expect(t.sql(`update review set state = 'submitted', submitted_at = now() where assignment_id = '${id}'`)).rejects.toThrow('conflict.blocks');
  });

  it('ranks by the figures of a hand-computed example', async () => {
    await write(2, 0, 3.5, 4.5);
    await submit(2, 0);
    for (const [r, q, i] of [[0, 3, 3], [1, 3, 3], [2, 3, 2.5]] as const) { await write(r, 1, q, i); await submit(r, 1); }
    for (const [r, q, i] of [[0, 4.5, 4.5], [1, 4.5, 4.5], [3, 4.5, 4.5]] as const) { await write(r, 2, q, i); await submit(r, 2); }
    await write(0, 3, 5, 5);
    await submit(0, 3);
    const ranking = await officers.kg.call(readRanking, { params: { id: call.id } });
    expect(ranking).toMatchObject({ frozen: false, outstanding: 6, approvals: [], calibration: null, can: { approve: { ok: true } } });
    expect(ranking.items.map((i) => i.calibrated)).toEqual([null, null, null, null]);
    expect(ranking.items.map((i) => [i.rank, i.number, i.reviews, i.valid, i.aboveThreshold])).toEqual([
      [1, 'KC-2026-0003', 3, true, true], [2, 'KC-2026-0001', 3, true, true], [3, 'KC-2026-0002', 3, true, false], [null, 'KC-2026-0004', 1, false, false],
    ]);
    expect(ranking.items[1]?.overall).toBeCloseTo(12.1 / 3, 9);
    expect(ranking.items[1]?.criteria.quality).toBeCloseTo(12.5 / 3, 9);
    expect(ranking.items[2]?.overall).toBeCloseTo(8.8 / 3, 9);
    expect(ranking.items[2]?.criteria.impact).toBeCloseTo(8.5 / 3, 9);
    expect(await codeOf(leads.kg.call(readRanking, { params: { id: call.id } }))).toBe('not-found');
  });

  it('leaves out what a conflicted officer may not see, from items, ranks and counts', async () => {
    const other = await outsider(t, 'officer.cn2', 'CN', 'officer');
    const before = await other.call(readRanking, { params: { id: call.id } });
    await t.sql(`insert into conflict values (gen_random_uuid(), $1, $2, 'reported', 'confirmed', '', null, now())`, [other.id, applications[2]?.id]);
    const seen = await other.call(readRanking, { params: { id: call.id } });
    expect(seen.items.map((i) => [i.rank, i.number])).toEqual([[1, 'KC-2026-0001'], [2, 'KC-2026-0002'], [null, 'KC-2026-0004']]);
    expect(seen.outstanding).toBe(before.outstanding - 1);
  });

  it('is closed by both sides; then it is fixed, the votes are open and the reviews are over', async () => {
    const close = (who: Member, withOutstanding: boolean) => who.call(approveRanking, { params: { id: call.id }, body: { withOutstanding } });
    expect(await codeOf(close(officers.kg, false))).toBe('ranking.not-ready');
    expect(await close(officers.kg, true)).toMatchObject({ frozen: false, approvals: ['KG'], can: { approve: { ok: false, code: 'approval.already-given' } } });
    expect(await codeOf(close(officers.kg, true))).toBe('approval.already-given');
    const last = await t.sql<{ ranked: string }>(`select count(*) ranked from ranking_entry where call_id = $1`, [call.id]);
    expect(last[0]?.ranked).toBe('0');
    const conflicted = await t.logIn('officer.cn2@test.example');
    const closed = await conflicted.call(approveRanking, { params: { id: call.id }, body: { withOutstanding: true } });
    expect(closed.items.map((i) => i.rank)).toEqual([1, 2, null]);
    const frozen = await officers.kg.call(readRanking, { params: { id: call.id } });
    expect(frozen).toMatchObject({ frozen: true, outstanding: 0, approvals: ['KG', 'CN'] });
    expect(frozen.items.map((i) => [i.rank, i.number])).toEqual([[1, 'KC-2026-0003'], [2, 'KC-2026-0001'], [3, 'KC-2026-0002'], [null, 'KC-2026-0004']]);
    expect(await t.sql('select state from application order by number')).toEqual(['recommended', 'not-recommended', 'recommended', 'not-recommended'].map((state) => ({ state })));
    expect(await t.sql('select round, cast_n from ballot')).toEqual(applications.map(() => ({ round: 1, cast_n: 0 })));
    expect(await t.sql(`select c.state, (select count(*)::int from outbox where type = 'scoring.ranking-closed') said from call c`)).toEqual([{ state: 'deciding', said: 1 }]);
    const { who, id } = of(3, 0);
    expect(await codeOf(who.call(saveReview, { params: { id }, version: 0, body: draft(1, 1) }))).toBe('review.window-closed');
    expect(await codeOf(submit(3, 0))).toBe('review.window-closed');
  });

  it('then stands beside its calibrated figures: the raw means decide', async () => {
    const overall = [[3.6, 4.6, 3.9], [3, 3, 2.8], [4.5, 4.5, 4.5], [5]];
    const who = [[0, 1, 2], [0, 1, 2], [0, 1, 3], [0]];
    const scores = overall.flatMap((all, n) => all.map((score, k) => ({ application: `KC-2026-000${n + 1}`, reviewer: String(who[n]?.[k]), score })));
    const expected = new Map(calibrate(scores).applications.map((a) => [a.id, a]));
    const { items, calibration } = await officers.kg.call(readRanking, { params: { id: call.id } });
    for (const { number, calibrated, overall: raw } of items) {
      const figures = expected.get(number);
      expect(raw).toBeCloseTo(figures?.raw ?? NaN, 9);
      for (const end of ['low', 'high'] as const) expect(calibrated?.[end]).toBeCloseTo(figures?.[end] ?? NaN, 6);
      expect(calibrated?.value).toBeCloseTo(figures?.calibrated ?? NaN, 6);
    }
    // Places are counted among the ranked: the last one has a figure, and no place.
    const ranks = items.map((i) => i.calibrated?.expectedRank);
    expect(ranks[3]).toBeNull();
    expect((ranks[0] ?? 0) + (ranks[1] ?? 0) + (ranks[2] ?? 0)).toBeCloseTo(6, 5);
    expect(items.map((i) => i.calibrated?.group)).toEqual([1, 1, 1, 1]);
    expect(calibration).toMatchObject({ notes: calibrate(scores).notes });
    await expect(t.sql('update calibrated_entry set value = 5, high = 5')).rejects.toThrow('its rows never change');
  });

  it('shows a conflicted officer places and groups among what they see, whatever the hidden one is', async () => {
    const all = await officers.kg.call(readRanking, { params: { id: call.id } });
    const conflicted = await t.logIn('officer.cn2@test.example');
    const seen = await conflicted.call(readRanking, { params: { id: call.id } });
    expect(seen.items.map((i) => i.number)).toEqual(['KC-2026-0001', 'KC-2026-0002', 'KC-2026-0004']);
    const ranks = seen.items.map((i) => i.calibrated?.expectedRank);
    expect((ranks[0] ?? 0) + (ranks[1] ?? 0)).toBeCloseTo(3, 5);
    expect(ranks[2]).toBeNull();
    for (const i of seen.items) {
      const { value, low, high } = all.items.find((a) => a.number === i.number)?.calibrated ?? {};
      expect(i.calibrated).toMatchObject({ value, low, high });
    }
    await t.sql(`insert into conflict select gen_random_uuid(), id, $1, 'reported', 'confirmed', '', null, now() from person where email = 'officer.cn2@test.example'`, [applications[0]?.id]);
    const alone = await conflicted.call(readRanking, { params: { id: call.id } });
    // The only ranked one is first for certain.
    expect(alone.items.map((i) => [i.number, i.calibrated?.expectedRank, i.calibrated?.group])).toEqual([['KC-2026-0002', 1, 1], ['KC-2026-0004', null, 1]]);
  });
});
