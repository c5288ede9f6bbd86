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
import { START, TestApp, type Member } from '../support/app.js';
import { fileForm, line, read } from '../support/drafts.js';
import { outsider, planted } from '../support/reviewed.js';
import { publishedCall } from '../support/submitted.js';
import { Life, type Side, type VoteValue } from './life.js';

/** Random sequences of what people do to one application, over HTTP, beside a small model; more of them by MODEL_RUNS. */
const RUNS = Number(process.env.MODEL_RUNS ?? 60);
const WINDOW_MS = 2 * 3_600_000;
const KEY = 'the-one-submission';

let t: TestApp;
let who: Record<'leadKG' | 'leadCN' | 'officerKG' | 'officerCN' | 'chairKG' | 'chairCN' | 'auditor', Member>;
let runs = 0;

/** The application of one run as the outside knows it. */
interface Real { id: string; callId: string; keyed: string | undefined; onTheWay: boolean }
type Step = fc.AsyncCommand<Life, Real>;

beforeAll(async () => {
  t = await TestApp.start();
  const side = (s: Side) => [outsider(t, `lead.${s.toLowerCase()}`, s), outsider(t, `officer.${s.toLowerCase()}`, s, 'officer'), outsider(t, `chair.${s.toLowerCase()}`, s, 'chair')] as const;
  const [leadKG, officerKG, chairKG] = await Promise.all(side('KG'));
  const [leadCN, officerCN, chairCN] = await Promise.all(side('CN'));
  who = { leadKG, officerKG, chairKG, leadCN, officerCN, chairCN, auditor: await outsider(t, 'auditor', 'INT', 'auditor') };
});
afterAll(() => t.stop());

const lead = (side: Side) => who[`lead${side}`];
/** The code of a refusal, or undefined when it was done. */
const codeIn = (done: Promise<unknown>): Promise<string | undefined> => done.then(() => undefined, (e: { code?: string }) => e.code ?? String(e));

/** After every step: what people read is what the model says, and no side sees what the other has sealed. */
async function agrees(m: Life, r: Real): Promise<void> {
  if (r.onTheWay) return;
  const seen = await read(who.leadKG, r.id);
  expect({ state: seen.state, titleEn: seen.titleEn, signed: seen.signoffs.map((s) => s.side).sort() })
    .toEqual({ state: m.shownToTeam, titleEn: m.content.title, signed: Object.keys(m.signed).sort() });
  expect(await codeIn(read(who.leadCN, r.id))).toBe(m.knows('CN') ? undefined : 'not-found');
  const notice = (await who.leadKG.call(readWithdrawal, { params: { id: r.id } })).notice;
  expect(notice?.side).toBe(m.notice);
  if (!m.received) {
    expect(await codeIn(read(who.officerKG, r.id))).toBe('not-found');
    return;
  }
  for (const side of ['KG', 'CN'] as const) {
    const open = (filed: object) => (Object.keys(filed).length === 2 ? ['KG', 'CN'] : Object.keys(filed).filter((s) => s === side));
    const { checks } = await who[`officer${side}`].call(readChecks, { params: { id: r.id } });
    expect(checks.map((c) => c.side)).toEqual(open(m.checks));
    if (m.state !== 'recommended') continue;
    const { items: [decision] } = await who[`chair${side}`].call(listDecisions, { params: { id: r.callId } });
    expect(decision?.votes.map((v) => v.side)).toEqual(open(m.votes));
    expect(decision?.outcome?.result ?? null).toBe(m.outcome);
  }
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

const versionOf = async (r: Real, stale: boolean) => Math.max(0, (await read(who.leadKG, r.id)).version - (stale ? 1 : 0));

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
  async (r) => lead(side).call(editApplication, { params: { id: r.id }, version: await versionOf(r, stale), body: { titleEn: title } }), (m) => m.change({ title }));
const budget = (side: Side, kind: 'good' | 'over') => step(`${side} sets a ${kind} budget`, (m) => m.refusesEdit(side, false),
  async (r) => lead(side).call(replaceBudget, { params: { id: r.id }, version: await versionOf(r, false), body: { lines: [line(kind === 'good' ? '900000.00' : '1500000.01')] } }), (m) => m.change({ budget: kind }));
const narrative = step('KG answers the question', (m) => m.refusesEdit('KG', false),
  async (r) => who.leadKG.call(saveNarrative, { params: { id: r.id }, version: await versionOf(r, false), body: { answers: { objectives: 'Snow.' } } }), (m) => m.change({ narrative: true }));
const attach: Step = {
  check: (m) => !m.content.document,
  run: async (m, r) => step('KG attaches the agreement', (l) => l.refusesEdit('KG', false),
    () => who.leadKG.call(uploadDocument, { params: { id: r.id }, query: { code: 'cooperation-agreement' }, upload: fileForm() }), (l) => l.change({ document: true })).run(m, r),
  toString: () => 'KG attaches the agreement',
};
const sign = (side: Side, stale: boolean) => step(`${side} signs${stale ? ' another version' : ''}`, (m) => m.refusesSignature(side, stale),
  async (r) => lead(side).call(signOff, { params: { id: r.id }, body: { contentHash: stale ? '0'.repeat(64) : (await read(who.leadKG, r.id)).contentHash, declarations: ['integrity', 'personal-data'] } }), (m) => { m.signed[side] = m.words; });
const submit = (side: Side) => step(`${side} submits`, (m) => m.refusesSubmission(side), (r) => lead(side).call(submitApplication, { params: { id: r.id } }), (m) => { m.submit(); });
/** The same submission again and again under one key: the first answer is the answer, whatever happened since. */
const submitKeyed: Step = {
  check: () => true,
  run: async (m, r) => {
    const send = () => who.leadKG.call(submitApplication, { params: { id: r.id }, idempotencyKey: `${KEY} ${r.id}` });
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
    t.clock.at = plus(START, WINDOW_MS);
    m.closed = true;
    await agrees(m, r);
  },
  toString: () => 'the call closes',
};
const sweep: Step = {
  check: (m) => m.closed,
  run: async (m, r) => {
    await t.app.get(CloseDrafts).run(systemActor(plus(START, WINDOW_MS + 30_000)));
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
    await planted(t, `update application set state = 'recommended' where id = '${r.id}'`, `update call set state = 'deciding' where id = '${r.callId}'`,
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
  async (r) => lead(side).call(agreeToWithdrawal, { params: { id: r.id }, body: { notice: (await lead(side).call(readWithdrawal, { params: { id: r.id } })).notice?.id ?? r.id } }), (m) => { m.state = 'withdrawn'; });
const takeBack = (side: Side) => step(`${side} takes the notice back`, (m) => m.refusesTakingBack(side),
  (r) => lead(side).call(takeBackNotice, { params: { id: r.id } }), (m) => { m.notice = undefined; });
const passDays = () => step('fifteen days pass', () => undefined, () => t.app.get(WithdrawByTime).run(systemActor(plus(START, 15 * DAY_MS))), (m) => m.passDays());

const side = fc.constantFrom<Side>('KG', 'CN');
const steps: fc.Arbitrary<Step>[] = [
  fc.constant(invite), fc.constant(accept), fc.constant(narrative), fc.constant(attach), fc.constant(submitKeyed), fc.constant(close), fc.constant(sweep), fc.constant(review),
  fc.tuple(side, fc.constantFrom('One', 'Two'), fc.boolean()).map((a) => edit(...a)), fc.tuple(side, fc.constantFrom<'good' | 'over'>('good', 'over')).map((a) => budget(...a)),
  fc.tuple(side, fc.constantFrom(false, false, true)).map((a) => sign(...a)), side.map(submit), fc.tuple(side, fc.constantFrom<'pass' | 'fail'>('pass', 'pass', 'fail')).map((a) => check(...a)),
  fc.tuple(side, fc.constantFrom<VoteValue>('yes', 'reserve', 'no')).map((a) => vote(...a)),
  fc.tuple(side, fc.constantFrom(give, give, agree, takeBack, passDays)).map(([of, what]) => what(of)),
];
/** Some walks start when all is there that a submission needs, some at the votes. */
const smooth: Step[] = [invite, accept, narrative, attach, budget('KG', 'good'), sign('KG', false), sign('CN', false)];
const further: Step[] = [submitKeyed, check('KG', 'pass'), check('CN', 'pass'), review];

async function begun(): Promise<Real> {
  t.clock.at = START;
  const call = await publishedCall({ kg: who.officerKG, cn: who.officerCN }, { code: `KC-M${++runs}`, closesAt: plus(START, WINDOW_MS).toISOString(), maxApplicationsPerLead: null, maxApplicationsPerPerson: null });
  const { id } = await who.leadKG.call(createApplication, { body: { callId: call.id, theme: 'seismology', months: 24, titleEn: 'One' } });
  return { id, callId: call.id, keyed: undefined, onTheWay: true };
}

describe('the life of an application', () => {
  // A third of the walks from each start, so that how far they reach is no matter of luck; where they end is printed.
  it.each([['an empty draft', [], 'draft'], ['a signed draft', smooth, 'draft'], ['the votes', [...smooth, ...further], 'recommended']] as [string, Step[], string][])(
    'is what the model says after every step of every walk from %s', async (_, way, from) => {
    const walked = new Map<string, number>();
    await fc.assert(fc.asyncProperty(fc.commands(steps, { maxCommands: 12, size: 'max' }), async (walk) => {
      const model = new Life();
      const real = await begun();
      for (const s of way) await s.run(model, real);
      real.onTheWay = false;
      expect(model.state).toBe(from);
      await agrees(model, real);
      await fc.asyncModelRun(() => ({ model, real }), walk);
      const end = `${model.state} ${model.outcome ?? ''}`.trim();
      walked.set(end, (walked.get(end) ?? 0) + 1);
      const events = await t.sql<{ type: string; n: number }>(`select type, count(*)::int n from outbox where data->>'applicationId' = $1 and type in ('applications.submitted', 'applications.checked', 'applications.withdrawn', 'awards.decided') group by type`, [real.id]);
      expect(Object.fromEntries(events.map((e) => [e.type, e.n]))).toEqual({
        ...(model.received && { 'applications.submitted': 1 }), ...(Object.keys(model.checks).length === 2 && { 'applications.checked': 1 }), ...(model.outcome && { 'awards.decided': 1 }),
        ...(model.state === 'withdrawn' && { 'applications.withdrawn': 1 }),
      });
    }), { numRuns: Math.ceil(RUNS / 3), endOnFailure: RUNS < 100 });
    console.log(`walks from a state "${from}" ended in ${JSON.stringify(Object.fromEntries(walked))}`);
    expect(await who.auditor.call(verifyAudit, {})).toMatchObject({ verified: true, faults: [] });
  }, 900_000);
});
