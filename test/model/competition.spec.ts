import fc from 'fast-check';
import {
  agreeToWithdrawal, answerInvitation, createApplication, editApplication, fileCheck, giveNotice, inviteMember, listInvitations, readChecks, readWithdrawal, replaceBudget, saveNarrative, signOff,
  submitApplication, takeBackNotice, uploadDocument,
} from '#libs/applications/shared/contract';
import { CloseDrafts, WithdrawByTime } from '#libs/applications';
import { castVote, listDecisions } from '#libs/awards/shared/contract';
import { verifyAudit } from '#libs/identity/shared/audit-contract';
import { DAY_MS, plus } from '#libs/kernel';
import { systemActor } from '#libs/platform';
import { START, type Member } from '../support/app.js';
import { fileForm, line, read } from '../support/drafts.js';
import { past } from '../support/invariants.js';
import { raceStage } from '../support/race-stage.js';
import { outsider } from '../support/reviewed.js';
import { rewindTo } from '../support/rewind.js';
import { publishedCall } from '../support/submitted.js';
import { Life, type Side, type VoteValue } from './life.js';

/** Random sequences of what people do to one application, over HTTP, beside a small model; more of them by MODEL_RUNS. */
const RUNS = Number(process.env.MODEL_RUNS ?? 300);
const WINDOW_MS = 2 * 3_600_000;

const s = raceStage();
let who: Record<'leadKG' | 'leadCN' | 'officerKG' | 'officerCN' | 'chairKG' | 'chairCN' | 'auditor', Member>;

/** The application of one walk as the outside knows it; `seen`: what the Kyrgyz lead read of it after the last step. */
interface Real { id: string; callId: string; key: string; keyed: string | undefined; seen: { version: number; contentHash: string; noticeId: string | undefined } }
type Step = fc.AsyncCommand<Life, Real>;

beforeAll(async () => {
  const { t, officers, chairs, leads } = s;
  who = { leadKG: leads.kg, officerKG: officers.kg, chairKG: chairs.kg, leadCN: leads.cn, officerCN: officers.cn, chairCN: chairs.cn, auditor: await outsider(t, 'auditor', 'INT', 'auditor') };
});

const lead = (side: Side) => who[`lead${side}`];
/** The code of a refusal, or undefined when it was done. */
const codeIn = (done: Promise<unknown>): Promise<string | undefined> => done.then(() => undefined, (e: { code?: string }) => e.code ?? String(e));

/** After every step: what people read is what the model says, and no side sees what the other has sealed. */
async function agrees(m: Life, r: Real): Promise<void> {
  const officersRead = async (side: Side) => {
    const open = (filed: object) => (Object.keys(filed).length === 2 ? ['KG', 'CN'] : Object.keys(filed).filter((of) => of === side));
    const { checks } = await who[`officer${side}`].call(readChecks, { params: { id: r.id } });
    expect(checks.map((c) => c.side)).toEqual(open(m.checks));
    if (m.state !== 'recommended') return;
    const { items: [decision] } = await who[`chair${side}`].call(listDecisions, { params: { id: r.callId } });
    expect(decision?.votes.map((v) => v.side)).toEqual(open(m.votes));
    expect(decision?.outcome?.result ?? null).toBe(m.outcome);
  };
  const [seen, { notice }, other, officer] = await Promise.all([read(who.leadKG, r.id), who.leadKG.call(readWithdrawal, { params: { id: r.id } }), codeIn(read(who.leadCN, r.id)),
    m.received ? undefined : codeIn(read(who.officerKG, r.id)), ...(m.received ? (['KG', 'CN'] as const).map(officersRead) : [])]);
  expect({ state: seen.state, titleEn: seen.titleEn, signed: seen.signoffs.map((given) => given.side).sort() })
    .toEqual({ state: m.shownToTeam, titleEn: m.content.title, signed: Object.keys(m.signed).sort() });
  expect([notice?.side, other, officer]).toEqual([m.notice, m.knows('CN') ? undefined : 'not-found', m.received ? undefined : 'not-found']);
  r.seen = { version: seen.version, contentHash: seen.contentHash, noticeId: notice?.id };
}

/** A step: what the model expects of it, what is done, and what it changes when it is not refused. */
function step(name: string, expects: (m: Life) => string | undefined, act: (r: Real) => Promise<unknown>, then: (m: Life) => void): Step {
  return {
    check: () => true,
    run: async (m, r) => {
      const expected = expects(m);
      expect(`${name}: ${await codeIn(act(r))}`).toBe(`${name}: ${expected}`);
      if (expected === undefined) then(m);
      await agrees(m, r);
    },
    toString: () => name,
  };
}

const versionOf = (r: Real, stale: boolean) => Math.max(0, r.seen.version - (stale ? 1 : 0));

const invite = step('invite the Chinese lead', (m) => m.refusesEdit('KG', false) ?? (m.partner === 'unknown' ? undefined : 'team.lead-duplicate'),
  (r) => who.leadKG.call(inviteMember, { params: { id: r.id }, body: { email: who.leadCN.email, side: 'CN', role: 'lead', personMonths: 6 } }), (m) => { m.partner = 'invited'; });
const accept: Step = {
  check: (m) => m.partner === 'invited' && m.state === 'draft',
  run: async (m, r) => {
    const { items } = await who.leadCN.call(listInvitations, {});
    const memberId = items.find((i) => i.applicationId === r.id)?.memberId ?? '';
    const answer = () => who.leadCN.call(answerInvitation, { params: { id: r.id, memberId }, body: { accept: true } });
    expect(await answer()).toEqual({ state: 'accepted' });
    m.partner = 'accepted';
    m.change({ partner: true });
    expect(await codeIn(answer())).toBe('team.invitation-invalid');
    await agrees(m, r);
  },
  toString: () => 'accept the invitation',
};
const edit = (side: Side, title: string, stale: boolean) => step(`${side} sets the title ${title}${stale ? ' of an older version' : ''}`, (m) => m.refusesEdit(side, stale),
  (r) => lead(side).call(editApplication, { params: { id: r.id }, version: versionOf(r, stale), body: { titleEn: title } }), (m) => m.change({ title }));
const budget = (side: Side, kind: 'good' | 'over') => step(`${side} sets a ${kind} budget`, (m) => m.refusesEdit(side, false),
  (r) => lead(side).call(replaceBudget, { params: { id: r.id }, version: versionOf(r, false), body: { lines: [line(kind === 'good' ? '900000.00' : '1500000.01')] } }), (m) => m.change({ budget: kind }));
const narrative = step('KG answers the question', (m) => m.refusesEdit('KG', false),
  (r) => who.leadKG.call(saveNarrative, { params: { id: r.id }, version: versionOf(r, false), body: { answers: { objectives: 'Snow.' } } }), (m) => m.change({ narrative: true }));
const attach: Step = {
  check: (m) => !m.content.document,
  run: async (m, r) => step('KG attaches the agreement', (l) => l.refusesEdit('KG', false),
    () => who.leadKG.call(uploadDocument, { params: { id: r.id }, query: { code: 'cooperation-agreement' }, upload: fileForm() }), (l) => l.change({ document: true })).run(m, r),
  toString: () => 'KG attaches the agreement',
};
const sign = (side: Side, stale: boolean) => step(`${side} signs${stale ? ' another version' : ''}`, (m) => m.refusesSignature(side, stale),
  (r) => lead(side).call(signOff, { params: { id: r.id }, body: { contentHash: stale ? '0'.repeat(64) : r.seen.contentHash, declarations: ['integrity', 'personal-data'] } }), (m) => { m.signed[side] = m.words; });
const submit = (side: Side) => step(`${side} submits`, (m) => m.refusesSubmission(side), (r) => lead(side).call(submitApplication, { params: { id: r.id } }), (m) => { m.submit(); });
/** The same submission again and again under one key: the first answer is the answer, whatever happened since. */
const submitKeyed: Step = {
  check: () => true,
  run: async (m, r) => {
    const send = () => who.leadKG.call(submitApplication, { params: { id: r.id }, idempotencyKey: r.key });
    const expected = r.keyed ? undefined : m.refusesSubmission('KG');
    if (expected) expect(await codeIn(send())).toBe(expected);
    else {
      const receipts = JSON.stringify([await send(), await send()]);
      expect(receipts).toBe(r.keyed ?? receipts);
      if (!r.keyed) m.submit();
      r.keyed = receipts;
    }
    await agrees(m, r);
  },
  toString: () => 'KG submits twice under one key',
};
const close: Step = {
  check: (m) => !m.closed,
  run: async (m, r) => {
    s.t.clock.at = plus(START, WINDOW_MS);
    m.closed = true;
    await agrees(m, r);
  },
  toString: () => 'the call closes',
};
const sweep: Step = {
  check: (m) => m.closed,
  run: async (m, r) => {
    await s.t.app.get(CloseDrafts).run(systemActor(plus(START, WINDOW_MS + 30_000)));
    if (m.state === 'draft') m.state = 'not-submitted';
    await agrees(m, r);
  },
  toString: () => 'drafts are closed',
};
const check = (side: Side, verdict: 'pass' | 'fail') => step(`${side} checks: ${verdict}`, (m) => m.refusesCheck(side),
  (r) => who[`officer${side}`].call(fileCheck, { params: { id: r.id }, body: { verdict, reason: verdict === 'fail' ? 'late' : null, note: '' } }), (m) => m.check(side, verdict));
/** Assignment and reviews are not part of this walk: they are put into the database. */
const review: Step = {
  check: (m) => m.state === 'eligible',
  run: async (m, r) => {
    await past(s.client, `update application set state = 'recommended' where id = '${r.id}'`, `update call set state = 'deciding' where id = '${r.callId}'`,
      `insert into ranking_entry values ('${r.id}', '${r.callId}', 1, 4, '{"quality": 4}', 4, true, true, '${START.toISOString()}')`, `insert into ballot(application_id, round) values ('${r.id}', 1)`);
    m.state = 'recommended';
    m.ranked = true;
    await agrees(m, r);
  },
  toString: () => 'the reviews are closed',
};
const vote = (side: Side, value: VoteValue) => step(`${side} votes ${value}`, (m) => m.refusesVote(side),
  (r) => who[`chair${side}`].call(castVote, { params: { id: r.id }, body: { value, amount: value === 'yes' ? { amount: '800000.00', currency: 'CNY' } : null, protocol: 'P' } }), (m) => { m.votes[side] = value; });

const give = (side: Side) => step(`${side} gives notice of withdrawal`, (m) => m.refusesNotice(side),
  (r) => lead(side).call(giveNotice, { params: { id: r.id }, body: { reason: '' } }), (m) => m.give(side));
const agree = (side: Side) => step(`${side} agrees to the withdrawal`, (m) => m.refusesAgreement(side),
  (r) => lead(side).call(agreeToWithdrawal, { params: { id: r.id }, body: { notice: r.seen.noticeId ?? r.id } }), (m) => { m.state = 'withdrawn'; });
const takeBack = (side: Side) => step(`${side} takes the notice back`, (m) => m.refusesTakingBack(side),
  (r) => lead(side).call(takeBackNotice, { params: { id: r.id } }), (m) => { m.notice = undefined; });
const passDays = () => step('fifteen days pass', () => undefined, () => s.t.app.get(WithdrawByTime).run(systemActor(plus(START, 15 * DAY_MS))), (m) => m.passDays());

const side = fc.constantFrom<Side>('KG', 'CN');
const checks = fc.tuple(side, fc.constantFrom<'pass' | 'fail'>('pass', 'pass', 'fail')).map((a) => check(...a));
const votes = fc.tuple(side, fc.constantFrom<VoteValue>('yes', 'yes', 'reserve', 'no')).map((a) => vote(...a));
const steps: fc.Arbitrary<Step>[] = [
  fc.constant(invite), fc.constant(accept), fc.constant(narrative), fc.constant(attach), fc.constant(submitKeyed), fc.constant(close), fc.constant(sweep), fc.constant(review),
  fc.tuple(side, fc.constantFrom('One', 'Two'), fc.boolean()).map((a) => edit(...a)), fc.tuple(side, fc.constantFrom<'good' | 'over'>('good', 'over')).map((a) => budget(...a)),
  fc.tuple(side, fc.constantFrom(false, false, true)).map((a) => sign(...a)), side.map(submit), checks, votes,
  fc.tuple(side, fc.constantFrom(give, give, agree, takeBack, passDays)).map(([of, what]) => what(of)),
];
/** Some walks start when all is there that a submission needs, some at the votes. */
const smooth: Step[] = [invite, accept, narrative, attach, budget('KG', 'good'), sign('KG', false), sign('CN', false)];
const further: Step[] = [submitKeyed, check('KG', 'pass'), check('CN', 'pass'), review];

/** A draft of a call of its own, walked to where the walks of a test begin; answers what puts everything there again. */
async function begun(code: string, way: readonly Step[]): Promise<() => Promise<{ model: Life; real: Real }>> {
  s.t.clock.at = START;
  const call = await publishedCall(s.officers, { code, closesAt: plus(START, WINDOW_MS).toISOString(), maxApplicationsPerLead: null, maxApplicationsPerPerson: null });
  const { id } = await who.leadKG.call(createApplication, { body: { callId: call.id, theme: 'seismology', months: 24, titleEn: 'One' } });
  const model = new Life();
  const real: Real = { id, callId: call.id, key: `${code} 0`, keyed: undefined, seen: { version: 0, contentHash: '', noticeId: undefined } };
  await agrees(model, real);
  for (const next of way) await next.run(model, real);
  const rewind = await rewindTo(s.client, id, call.id);
  let walks = 0;
  return async () => {
    s.t.clock.at = START;
    await rewind();
    // What was submitted under a key on the way is asked for again under that key; else each walk has a key of its own.
    return { model: model.copy(), real: { ...real, key: real.keyed ? real.key : `${code} ${++walks}` } };
  };
}

describe('the life of an application', () => {
  // A third of the walks from each start, so that how far they reach is no matter of luck; where they end is printed.
  // What leads further comes up oftener there: of a dozen steps taken at random hardly two would be the votes of both sides.
  it.each([['an empty draft', [], 'draft', []], ['a signed draft', smooth, 'draft', [side.map(submit), checks, checks, checks, fc.constant(review)]], ['the votes', [...smooth, ...further], 'recommended', Array.from({ length: 6 }, () => votes)],
  ] as [string, Step[], string, fc.Arbitrary<Step>[]][])('is what the model says after every step of every walk from %s', async (name, way, from, oftener) => {
    const walked = new Map<string, number>();
    const begin = await begun(`KC-M${way.length}`, way);
    await fc.assert(fc.asyncProperty(fc.commands([...steps, ...oftener], { maxCommands: 12, size: 'max' }), async (walk) => {
      const { model, real } = await begin();
      expect(model.state).toBe(from);
      await fc.asyncModelRun(() => ({ model, real }), walk);
      const end = `${model.state} ${model.outcome ?? ''}`.trim();
      walked.set(end, (walked.get(end) ?? 0) + 1);
      const events = (await s.client.query<{ type: string; n: number }>(`select type, count(*)::int n from outbox where data->>'applicationId' = $1 and type in ('applications.submitted', 'applications.checked', 'applications.withdrawn', 'awards.decided') group by type`, [real.id])).rows;
      expect(Object.fromEntries(events.map((e) => [e.type, e.n]))).toEqual({
        ...(model.received && { 'applications.submitted': 1 }), ...(Object.keys(model.checks).length === 2 && { 'applications.checked': 1 }), ...(model.outcome && { 'awards.decided': 1 }),
        ...(model.state === 'withdrawn' && { 'applications.withdrawn': 1 }),
      });
    }), { numRuns: Math.ceil(RUNS / 3) });
    console.log(`walks from ${name} ended in ${JSON.stringify(Object.fromEntries(walked))}`);
    expect(await who.auditor.call(verifyAudit, {})).toMatchObject({ verified: true, faults: [] });
  }, 900_000);
});
