import { agreeToWithdrawal, takeBackNotice } from '#libs/applications/shared/contract';
import { WithdrawByTime } from '#libs/applications';
import { ReleaseAnnouncements } from '#libs/awards';
import { plus } from '#libs/kernel';
import { newId, systemActor } from '#libs/platform';
import { START } from '../support/app.js';
import { past } from '../support/invariants.js';
import { after, atOnce, endsIn, FEW_ROUNDS, race } from '../support/race.js';
import { raceStage } from '../support/race-stage.js';
import { vote, votingCall, type VotingCall } from '../support/vote-race.js';

const s = raceStage();
const FEN = 1_000_000;

/** A call whose applications have the Kyrgyz yes, each with a notice that the Kyrgyz lead gave; answers the notices too. */
async function noticed(count: number, places: number, days = 14): Promise<VotingCall & { notices: string[] }> {
  const call = await votingCall(s.client, s.chairs, { places, budgetFen: 10_000_000_000 }, Array.from({ length: count }, () => FEN), true, s.leads);
  const notices = call.applications.map(() => newId());
  await past(s.client, ...call.applications.map((a, n) => `insert into withdrawal(id, application_id, side, given_by, given_at, effective_from)
    values ('${notices[n]}', '${a}', 'KG', '${s.leads.kg.id}', timestamptz '${START.toISOString()}' - interval '${days} days', '${plus(START, 3_600_000).toISOString()}')`));
  return { ...call, notices };
}

const agree = (id: string, notice: string) => () => s.leads.cn.call(agreeToWithdrawal, { params: { id }, body: { notice } });
interface Row { id: string; state: string; award: boolean; result: string | null; events: number }
const ends = async (c: VotingCall) => (await s.client.query<Row>(`select a.id, a.state, w.application_id is not null award, o.result,
    (select count(*)::int from outbox e where e.type = 'awards.announced' and e.data->>'applicationId' = a.id::text) events
  from application a left join award w on w.application_id = a.id left join outcome o on o.application_id = a.id where a.call_id = $1`, [c.id])).rows;

describe('a withdrawal', () => {
  it('against the last vote: what is withdrawn has no award, and what has one stands', () => race(s.client, 'withdraw against award', async (chance) => {
    const c = await noticed(4, 2);
    const results = await atOnce<unknown>(chance, c.applications.flatMap((id, n) => {
      const notice = c.notices[n] ?? '';
      return [after(chance.int(0, 40), () => vote(s.chairs.cn, id, 'yes', FEN)), after(chance.int(0, 40), agree(id, notice)), agree(id, notice),
        after(chance.int(0, 40), () => s.leads.kg.call(takeBackNotice, { params: { id } })), after(chance.int(0, 40), () => s.t.app.get(WithdrawByTime).run(systemActor(plus(START, 3_600_000))))];
    }));
    endsIn(results, ['application.withdrawn', 'withdrawal.not-given', 'vote.not-open']);
    const rows = await ends(c);
    for (const [n, id] of c.applications.entries()) {
      const row = rows.find((r) => r.id === id);
      const [voted, ...acts] = results.slice(n * 5, n * 5 + 5);
      const withdrawn = row?.state === 'withdrawn';
      // Ended by an agreement, by time, or by its giver: once.
      expect(acts.slice(0, 3).filter((r) => r.ok).length).toBeLessThanOrEqual(1);
      expect(acts[2]?.ok).toBe(!withdrawn);
      expect(row?.result !== null).toBe(voted?.ok);
      if (withdrawn) expect(row?.award).toBe(false);
      else expect(row?.award).toBe(row?.result === 'award');
    }
    expect(rows.filter((r) => r.award).length).toBeLessThanOrEqual(2);
    return results;
  }));

  it('against the announcement: announced or withdrawn, and told as that', () => race(s.client, 'withdraw against announcement', async (chance) => {
    const c = await noticed(6, 9);
    for (const id of c.applications) await vote(s.chairs.cn, id, 'yes', FEN);
    const opens = plus(START, 60_000);
    const announcement = newId();
    await past(s.client, `insert into announcement(id, call_id, at_instant, state, revision, created_by, created_at) values ('${announcement}', '${c.id}', '${opens.toISOString()}', 'scheduled', 1, '${s.officers.kg.id}', '${START.toISOString()}')`,
      ...(['kg', 'cn'] as const).map((side) => `insert into call_approval values ('${c.id}', 'announcement', 1, '${side.toUpperCase()}', '${s.officers[side].id}', '${START.toISOString()}')`),
      ...c.applications.map((id) => `insert into announcement_item values ('${announcement}', '${id}', 1)`));
    s.t.clock.at = plus(opens, -1);
    setTimeout(() => { s.t.clock.at = opens; }, chance.int(0, 60));
    const release = after(chance.int(0, 60), () => s.t.app.get(ReleaseAnnouncements).run(systemActor(opens)));
    const results = await atOnce<unknown>(chance, [...c.applications.flatMap((id, n) => [after(chance.int(0, 80), agree(id, c.notices[n] ?? '')), after(chance.int(0, 80), agree(id, c.notices[n] ?? ''))]), ...Array.from({ length: 8 }, () => release)]);
    s.t.clock.at = START;
    endsIn(results, ['application.withdrawn', 'application.already-announced']);
    for (const row of await ends(c)) {
      const at = c.applications.indexOf(row.id) * 2;
      const agreed = results.slice(at, at + 2).filter((r) => r.ok).length;
      expect([row.state, row.award, row.events, agreed]).toEqual(agreed ? ['withdrawn', false, 0, 1] : ['awarded', true, 1, 0]);
    }
    return results;
  }, FEW_ROUNDS));
});
