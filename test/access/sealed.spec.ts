import { castVote } from '#libs/awards/shared/contract';
import { fileCheck } from '#libs/applications/shared/contract';
import { saveReview, submitReview } from '#libs/scoring/shared/contract';
import { plus } from '#libs/kernel';
import { callInReview, closeRanking, commit, reveal, SECRETS, type TiedCall } from '../support/lot.js';
import { CAST, type Name } from './cast.js';
import { allPaths, changed, watched } from './watch.js';
import { buildWorld, type World } from './world.js';

/** The other side's check and vote do not exist until one's own is in: every answer to everybody but that side's own people stays as it was, byte for byte. */
let w: World;
const KG_SIDE: Name[] = ['officerKg', 'chairKg'];
const OTHERS = CAST.filter((n) => !KG_SIDE.includes(n) && !['otherLeadCn', 'removed', 'reviewerProposed', 'reviewerPublished', 'reviewerDeclined', 'reviewerVoid'].includes(n));
const money = (amount: string) => ({ amount, currency: 'CNY' as const });

// Thousands of requests: slow on a machine that does other things, too.
jest.setTimeout(300_000);

beforeAll(async () => {
  w = await buildWorld();
  // One more auditor than the cast has: of the waiting side by role, too.
  await w.t.sql(`insert into role_grant values ($1, 'auditor', null, null, now())`, [w.who.chairCn.id]);
});
afterAll(() => w.t.stop());
beforeEach(() => { w.t.clock.at = plus(w.t.clock.at, 60_000); });

const about = (application: string, call: string) => ({ applications: [application], calls: [call], announcements: [w.announcements.proposed] });
const keysOf = (keys: readonly string[], name: Name) => keys.filter((k) => k.startsWith(`${name} `)).map((k) => k.split(' ')[1] ?? '');

/** One row of each table in which a step can leave a trace, with the transaction that wrote it. */
const traces = (application: string) => w.t.sql<{ kind: string; tx: string }>(`select 'check ' || side kind, xmin::text tx from eligibility_check where application_id = $1
  union all select 'vote ' || side, xmin::text from vote where application_id = $1 union all select 'outcome', xmin::text from outcome where application_id = $1
  union all select 'state', xmin::text from application where id = $1 union all select 'audit ' || action, xmin::text from audit_entry where stream = 'application:' || $1
  union all select 'event ' || type, xmin::text from outbox where data->>'applicationId' = $1::text order by 1`, [application]);

describe('a sealed check', () => {
  it('of one side changes nothing for anyone else, and both appear in one commit', async () => {
    const id = w.applications.submitted;
    const paths = await allPaths(w, about(id, w.calls.open));
    const before = await watched(w, OTHERS, paths);
    const check = (who: 'officerKg' | 'officerCn') => w.who[who].call(fileCheck, { params: { id }, body: { verdict: 'pass', reason: null, note: `Note of ${who}` } });
    await check('officerKg');
    const between = await watched(w, OTHERS, paths);
    expect(changed(before, between)).toEqual([]);
    await check('officerCn');
    const seeing = ['officerCn', 'auditor', 'leadKg', 'leadCn'] as const;
    const unconcerned = ['researcher', 'conflictedOfficer', 'conflictedChair'] as const;
    const after = changed(between, await watched(w, [...seeing, ...unconcerned], paths));
    for (const name of seeing) expect(keysOf(after, name)).toContain(name === 'auditor' ? `/api/v1/audit?stream=check:${id}:KG` : `/api/v1/applications/${id}`);
    for (const name of unconcerned) expect(keysOf(after, name)).toEqual([]);
    const made = await traces(id);
    const second = made.find((x) => x.kind === 'check CN')?.tx;
    expect(made.find((x) => x.kind === 'state')?.tx).toBe(second);
    expect(made.filter((x) => x.tx === second).map((x) => x.kind)).toEqual(['audit application.checked', 'check CN', 'event applications.checked', 'state']);
  });
});

describe('a sealed vote', () => {
  it('of one side changes nothing for anyone else, and both appear in one commit', async () => {
    const id = w.applications.undecided;
    const paths = await allPaths(w, about(id, w.calls.deciding));
    const before = await watched(w, OTHERS, paths);
    const vote = (who: 'chairKg' | 'chairCn') => w.who[who].call(castVote, { params: { id }, body: { value: 'yes', amount: money('300000.00'), protocol: 'P-2' } });
    await vote('chairKg');
    const between = await watched(w, OTHERS, paths);
    expect(changed(before, between)).toEqual([]);
    await vote('chairCn');
    const after = changed(between, await watched(w, OTHERS, paths));
    for (const name of ['chairCn', 'officerCn', 'auditor', 'auditorOfCn'] as const) expect(keysOf(after, name)).toContain(`/api/v1/calls/${w.calls.deciding}/decisions`);
    expect(keysOf(after, 'auditor')).toContain(`/api/v1/audit?stream=vote:${id}:KG`);
    for (const name of OTHERS.filter((n) => !['chairCn', 'officerCn', 'auditor', 'auditorOfCn'].includes(n))) expect(keysOf(after, name)).toEqual([]);
    const made = await traces(id);
    const second = made.find((x) => x.kind === 'vote CN')?.tx;
    expect(made.filter((x) => x.tx === second).map((x) => x.kind)).toEqual(['audit decision.outcome', 'event awards.decided', 'outcome', 'vote CN']);
  });
});

describe('a sealed lot', () => {
  let call: TiedCall;
  /** What everyone read after the step before. */
  let before: Map<string, string> | undefined;
  beforeAll(async () => {
    const { leadKg, leadCn, reviewerSubmitted, reviewerAccepted, officerKg, officerCn } = w.who;
    const officers = { kg: officerKg, cn: officerCn };
    call = await callInReview(w.t, officers, { leads: { kg: leadKg, cn: leadCn }, reviewers: { kg: reviewerSubmitted, cn: reviewerAccepted } }, 'KC-LOT', [[4, 4], [4, 4], [4, 4]]);
    await closeRanking(officers, call.id);
  });

  /** What a step can leave behind, with the transaction that wrote it. */
  const traces = () => w.t.sql<{ kind: string; tx: string }>(`select 'commitment ' || side kind, xmin::text tx from lot_commitment where call_id = $1 union all select 'secret ' || side, xmin::text from lot_secret where call_id = $1
    union all select distinct 'places', xmin::text from lot_place where call_id = $1 union all select 'audit ' || action, xmin::text from audit_entry where stream = 'call:' || $1 and action like 'lot.%'
    union all select 'event ' || type, xmin::text from outbox where data->>'callId' = $1::text and type like '%.lot-%' order by 1`, [call.id]);

  it.each([
    ['commitment', (side: 'KG' | 'CN') => commit(w.who[side === 'KG' ? 'officerKg' : 'officerCn'], call.id, side), ['audit lot.commitments-open', 'commitment CN', 'event scoring.lot-committed']],
    ['secret', (side: 'KG' | 'CN') => reveal(w.who[side === 'KG' ? 'officerKg' : 'officerCn'], call.id, SECRETS[side]), ['audit lot.drawn', 'event scoring.lot-drawn', 'places', 'secret CN']],
  ] as const)('of one side, its %s, changes nothing for anyone else, and both appear in one commit', async (kind, step, together) => {
    // The Kyrgyz officer in conflict is of the side that files.
    const others = OTHERS.filter((n) => n !== 'conflictedOfficer');
    const paths = await allPaths(w, about(call.applications[0]?.id ?? '', call.id));
    before ??= await watched(w, others, paths);
    await step('KG');
    const between = await watched(w, others, paths);
    expect(changed(before, between)).toEqual([]);
    await step('CN');
    before = await watched(w, others, paths);
    const after = changed(between, before);
    const seeing: Name[] = ['officerCn', 'chairCn', 'auditor', 'auditorOfCn', 'conflictedChair', 'conflictedAuditor'];
    for (const name of seeing) expect(keysOf(after, name)).toContain(`/api/v1/calls/${call.id}/lot`);
    expect(keysOf(after, 'auditor')).toContain(`/api/v1/audit?stream=lot:${call.id}:KG`);
    for (const name of others.filter((n) => !seeing.includes(n))) expect(keysOf(after, name)).toEqual([]);
    const made = await traces();
    const second = made.find((x) => x.kind === `${kind} CN`)?.tx;
    expect(made.filter((x) => x.tx === second).map((x) => x.kind)).toEqual(together);
  });
});

describe('a review that arrives', () => {
  it('changes nothing for the team: no count, date, version or letter', async () => {
    const paths = await allPaths(w, about(w.applications.underReview, w.calls.reviewing));
    const watchers: Name[] = ['leadKg', 'leadCn', 'memberCn', 'otherLeadKg', 'researcher', 'anonymous', 'conflictedOfficer', 'conflictedChair', 'conflictedAuditor', 'administrator'];
    const before = await watched(w, watchers, paths);
    const id = w.assignments.accepted;
    const saved = await w.who.reviewerAccepted.call(saveReview, { params: { id }, version: 0, body: { scores: { quality: 4, impact: 4 }, commentToApplicants: 'Good', commentToPanel: 'Very good', competence: 4 } });
    expect(saved.version).toBe(1);
    expect(changed(before, await watched(w, watchers, paths))).toEqual([]);
    await w.who.reviewerAccepted.call(submitReview, { params: { id } });
    expect(changed(before, await watched(w, watchers, paths))).toEqual([]);
  });
});
