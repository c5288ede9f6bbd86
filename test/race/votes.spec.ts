import { listDecisions } from '#libs/awards/shared/contract';
import { jointOutcome, type VoteValue } from '#libs/awards/shared/rules';
import type { Member } from '../support/app.js';
import { atOnce, race, tally } from '../support/race.js';
import { raceStage } from '../support/race-stage.js';
import { outsider } from '../support/reviewed.js';
import { vote, votingCall } from '../support/vote-race.js';

const RACERS = 20;
const s = raceStage();
let auditor: Member;
beforeAll(async () => { auditor = await outsider(s.t, 'auditor', 'INT', 'auditor'); });

const outcomes = async (callId: string) => (await s.client.query<{ result: string; reason: string | null; fen: number; requested: number }>(
  `select o.result, o.reason, coalesce(o.amount_fen, 0)::float8 fen, s.requested_fen::float8 requested from outcome o join application a on a.id = o.application_id join submission s on s.application_id = a.id
   where a.call_id = $1`, [callId])).rows;

describe('twenty votes at once', () => {
  it('give the last place once', () => race(s.client, 'last place', async (chance) => {
    const call = await votingCall(s.client, s.chairs, { places: 1, budgetFen: 10_000_000_000 }, Array.from({ length: RACERS }, () => chance.int(1, 150_000_000)), true);
    const results = await atOnce(chance, call.applications.map((a) => () => vote(s.chairs.cn, a, 'yes', 1)));
    expect(tally(results)).toEqual({ ok: RACERS });
    const all = await outcomes(call.id);
    expect(all.filter((o) => o.result === 'award')).toHaveLength(1);
    expect(all.filter((o) => o.result === 'reserve' && o.reason === 'decision.over-places')).toHaveLength(RACERS - 1);
    return results;
  }));

  it('give the last fen of the budget once', () => race(s.client, 'last fen', async (chance) => {
    const requested = Array.from({ length: RACERS }, () => chance.int(1_000, 2_000));
    const budgetFen = requested.slice(0, chance.int(1, 5)).reduce((a, b) => a + b, 0);
    const call = await votingCall(s.client, s.chairs, { places: 100, budgetFen }, requested, true);
    const results = await atOnce(chance, call.applications.map((a, n) => () => vote(s.chairs.cn, a, 'yes', requested[n] ?? 0)));
    expect(tally(results)).toEqual({ ok: RACERS });
    const all = await outcomes(call.id);
    const left = budgetFen - all.reduce((sum, o) => sum + o.fen, 0);
    expect(left).toBeGreaterThanOrEqual(0);
    for (const o of all.filter((x) => x.result === 'reserve')) expect([o.reason, o.requested > left]).toEqual(['decision.over-budget', true]);
    return results;
  }));

  it('of both sides on the same applications are joined by the table, each once, and unseen before', () => race(s.client, 'KG against CN', async (chance) => {
    const call = await votingCall(s.client, s.chairs, { places: 100, budgetFen: 10_000_000_000 }, Array.from({ length: 8 }, () => 1_000_000), false);
    const said = call.applications.map((id) => ({ id, KG: chance.pick<VoteValue>(['yes', 'yes', 'reserve', 'no']), CN: chance.pick<VoteValue>(['yes', 'yes', 'reserve', 'no']), kgFen: chance.int(1, 1_000_000), cnFen: chance.int(1, 1_000_000) }));
    const seen: number[] = [];
    const spy = async () => { seen.push(...(await auditor.call(listDecisions, { params: { id: call.id } })).items.map((d) => d.votes.length)); };
    const twice = said[0] as (typeof said)[number];
    const results = await atOnce<unknown>(chance, [...said.flatMap((x) => [() => vote(s.chairs.kg, x.id, x.KG, x.kgFen), () => vote(s.chairs.cn, x.id, x.CN, x.cnFen)]),
      () => vote(s.chairs.kg, twice.id, twice.KG, twice.kgFen), () => vote(s.chairs.cn, twice.id, twice.CN, twice.cnFen), spy, spy]);
    expect(tally(results)).toEqual({ ok: RACERS - 2, 'vote.already-cast': 2 });
    expect(seen.filter((n) => n === 1)).toEqual([]);
    const after = (await auditor.call(listDecisions, { params: { id: call.id } })).items;
    for (const x of said) {
      const expected = jointOutcome({ KG: { value: x.KG, amountFen: x.kgFen }, CN: { value: x.CN, amountFen: x.cnFen } }, { places: 100, budgetFen: 10_000_000_000 });
      expect(after.find((d) => d.applicationId === x.id)?.outcome).toMatchObject({ result: expected.result, reason: expected.reason });
    }
    return results;
  }));
});
