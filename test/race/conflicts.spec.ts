import { addAssignment, approveAssignments, listMyAssignments, readDossier } from '#libs/assignment/shared/contract';
import { reportConflict } from '#libs/conflicts/shared/contract';
import { castVote } from '#libs/awards/shared/contract';
import { isProblem, plus } from '#libs/kernel';
import { newId } from '#libs/platform';
import { submitReview, saveReview } from '#libs/scoring/shared/contract';
import { START, type Member, type Stage } from '../support/app.js';
import { past } from '../support/invariants.js';
import { after, atOnce, endsIn, FEW_ROUNDS, race, tally } from '../support/race.js';
import { raceStage } from '../support/race-stage.js';
import { acceptedAssignment, outsider } from '../support/reviewed.js';
import { publishedCall, submittedApplication, type Submitted } from '../support/submitted.js';
import { votingCall } from '../support/vote-race.js';

const s = raceStage();
/** Prepares rounds over the connection that is open, where `TestApp.sql` opens one for each statement. */
const stage: Stage = { get clock() { return s.t.clock; }, sql: async <T extends object>(text: string, args: unknown[] = []) => (await s.client.query(text, args)).rows as T[] };
let call: { id: string; code: string };
let applications = 0;
let reviewers: Member[] = [];
let made = 0;

beforeAll(async () => {
  call = await publishedCall(s.officers, { maxApplicationsPerLead: null, maxApplicationsPerPerson: null });
});

/** Other reviewers now and then: each round adds to a person's conflicts, all of which every statement about reviews asks for, and nobody has hundreds. */
async function renewReviewers(round: number): Promise<void> {
  if (round % 50 === 0) reviewers = await Promise.all([1, 2, 3].map(() => outsider(s.t, `reviewer.${++made}`, 'KG')));
}
const reviewer = (n: number) => reviewers[n] as Member;
const application = (state: string): Promise<Submitted> => submittedApplication(stage, call, ++applications, s.leads, { state });
const report = (id: string, who: Member) => () => s.officers.kg.call(reportConflict, { params: { id }, body: { email: who.email, reason: 'Found during the race' } });

describe('a conflict that is recorded while', () => {
  it('the dossier is read: no reader who came after it gets in', () => race(s.client, 'conflict against dossier', async (chance, round) => {
    await renewReviewers(round);
    const a = await application('under-review');
    const id = await acceptedAssignment(stage, call.id, a.id, reviewer(0), 'KG', 1);
    let recorded = Infinity;
    const reads: { began: number; open: boolean }[] = [];
    const read = async () => {
      const began = performance.now();
      const open = await reviewer(0).call(readDossier, { params: { id } }).then(() => true, (e: unknown) => { if (isProblem(e, 'not-found')) return false; throw e; });
      reads.push({ began, open });
    };
    const record = async () => { await report(a.id, reviewer(0))(); recorded = performance.now(); };
    const twice = async () => { await read(); await read(); };
    const results = await atOnce(chance, [record, ...Array.from({ length: 19 }, () => twice)]);
    await read();
    expect(tally(results)).toEqual({ ok: 20 });
    expect(reads.filter((r) => r.open && r.began > recorded)).toEqual([]);
    expect(reads.at(-1)?.open).toBe(false);
    expect((await reviewer(0).call(listMyAssignments, {})).items.find((x) => x.id === id)?.state).toBe('void');
    return results;
  }));

  it('the review is submitted: it never counts', () => race(s.client, 'conflict against review', async (chance, round) => {
    await renewReviewers(round);
    await past(s.client, `update call set state = 'reviewing' where id = '${call.id}'`);
    const a = await application('under-review');
    const ids: string[] = [];
    for (const [n, who] of reviewers.entries()) {
      ids.push(await acceptedAssignment(stage, call.id, a.id, who, 'KG', n + 1));
      await who.call(saveReview, { params: { id: ids[n] ?? '' }, version: 0, body: { scores: { quality: 4, impact: 4 }, commentToApplicants: '', commentToPanel: '', competence: 3 } });
    }
    const results = await atOnce<unknown>(chance, ids.flatMap((id, n) => [report(a.id, reviewer(n)), ...Array.from({ length: 5 }, () => after(chance.int(0, 60), () => reviewer(n).call(submitReview, { params: { id } })))]));
    endsIn(results, ['review.already-submitted', 'conflict.blocks', 'not-found', 'assignment.not-accepted']);
    const { rows } = await s.client.query<{ state: string }>('select distinct state from assignment where application_id = $1', [a.id]);
    expect(rows).toEqual([{ state: 'void' }]);
    await past(s.client, `update call set state = 'published' where id = '${call.id}'`);
    return results;
  }, FEW_ROUNDS));

  it('the assignment is published: the pair is void or was never published', () => race(s.client, 'conflict against publication', async (chance, round) => {
    await renewReviewers(round);
    const c = await closedCall();
    s.t.clock.at = plus(START, -60_000);
    const a = await submittedApplication(stage, c, 1, s.leads, { state: 'eligible' });
    s.t.clock.at = START;
    const at = s.t.clock.at.toISOString();
    await past(s.client, ...reviewers.flatMap((who, n) => [`insert into reviewer(call_id, person_id, side, max_load, at) values ('${c.id}', '${who.id}', 'KG', 9, '${at}')`,
      ...(n < 2 ? [`insert into assignment(id, call_id, application_id, person_id, side, number, state, at) values ('${newId()}', '${c.id}', '${a.id}', '${who.id}', 'KG', ${n + 1}, 'proposed', '${at}')`] : [])]),
    `insert into assignment_draft values ('${c.id}', 1)`, `insert into call_approval values ('${c.id}', 'assignment', 1, 'KG', '${s.officers.kg.id}', '${at}')`);
    const approve = (who: Member) => () => who.call(approveAssignments, { params: { id: c.id } });
    const add = () => s.officers.cn.call(addAssignment, { params: { id: c.id }, body: { applicationId: a.id, email: reviewer(2).email } });
    const victim = reviewer(chance.int(0, 1));
    const results = await atOnce<unknown>(chance, [report(a.id, victim), report(a.id, reviewer(2)), ...Array.from({ length: 8 }, () => approve(s.officers.cn)), ...Array.from({ length: 5 }, () => approve(s.officers.kg)), ...Array.from({ length: 5 }, () => add)]);
    endsIn(results, ['approval.already-given', 'conflict.blocks', 'assignment.duplicate', 'call.wrong-state', 'application.wrong-state', 'assignment.nothing-proposed', 'assignment.number-taken']);
    const { rows } = await s.client.query<{ state: string }>(`select state from assignment where application_id = $1 and person_id = any($2) and state not in ('void', 'declined')`, [a.id, [victim.id, reviewer(2).id]]);
    expect(rows).toEqual([]);
    return results;
  }));

  it('the chair votes: the vote came first, or there is none', () => race(s.client, 'conflict against vote', async (chance) => {
    const v = await votingCall(s.client, s.chairs, { places: 9, budgetFen: 10_000_000_000 }, [1000], false);
    const id = v.applications[0] ?? '';
    const results = await atOnce<unknown>(chance, [report(id, s.chairs.cn), ...Array.from({ length: 19 }, () => () => s.chairs.cn.call(castVote, { params: { id }, body: { value: 'no', amount: null, protocol: '' } }))]);
    endsIn(results, ['vote.already-cast', 'not-found']);
    expect(results[0]?.ok).toBe(true);
    const votes = (await s.client.query('select 1 from vote where application_id = $1', [id])).rowCount;
    expect(results.slice(1).filter((r) => r.ok)).toHaveLength(votes ?? -1);
    return results;
  }, FEW_ROUNDS));
});

/** A published call whose window ends at this instant; made a minute before, as both sides approved it. */
async function closedCall(): Promise<{ id: string; code: string }> {
  s.t.clock.at = plus(START, -60_000);
  const made = await publishedCall(s.officers, {
    code: `P${newId().slice(0, 8).toUpperCase()}`, opensAt: '2026-01-01T00:00:00.000Z', closesAt: START.toISOString(), maxApplicationsPerLead: null, maxApplicationsPerPerson: null,
  });
  s.t.clock.at = START;
  return made;
}
