import { drawOrder } from '#libs/optimizer';
import { readLot, readLotFile, startLotAgain } from '#libs/scoring/shared/lot-contract';
import { commit, lotCall, reveal, SECRETS } from '../support/lot.js';
import { atOnce, endsIn, FEW_ROUNDS, race, tally } from '../support/race.js';
import { raceStage } from '../support/race-stage.js';

const RACERS = 20;
const s = raceStage();
/** As many of each side, each with what it is told. */
const bothSides = <T>(step: (who: typeof s.officers.kg, side: 'KG' | 'CN') => Promise<T>) => Array.from({ length: RACERS }, (_, n) => () => (n % 2 ? step(s.officers.kg, 'KG') : step(s.officers.cn, 'CN')));

describe('twenty steps of a lot at once', () => {
  it('leave one commitment and one secret of each side, and draw it once', () => race(s.client, 'commit and reveal', async (chance) => {
    const call = await lotCall(s.client, s.chairs, chance.int(2, 6));
    const committed = await atOnce(chance, bothSides((who, side) => commit(who, call.id, side)));
    expect(tally(committed)).toEqual({ ok: 2, 'lot.already-committed': RACERS - 2 });
    const revealed = await atOnce(chance, bothSides((who, side) => reveal(who, call.id, SECRETS[side])));
    expect(tally(revealed).ok).toBe(2);
    endsIn(revealed, ['lot.already-revealed', 'lot.drawn']);
    const { groups: [order = []] } = await s.officers.kg.call(readLotFile, { params: { id: call.id } });
    expect(order).toEqual(drawOrder(order, SECRETS));
    expect(order).toHaveLength(call.applications.length);
    const { rows } = await s.client.query(`select count(*)::int drawn from audit_entry where stream = 'call:' || $1 and action = 'lot.drawn' union all select count(*)::int from outbox where type = 'scoring.lot-drawn' and data->>'callId' = $1::text`, [call.id]);
    expect(rows).toEqual([{ drawn: 1 }, { drawn: 1 }]);
    return [...committed, ...revealed];
  }, FEW_ROUNDS));

  it('among which both sides start again: either the lot is drawn, or a new round is open', () => race(s.client, 'reveal against start again', async (chance) => {
    const call = await lotCall(s.client, s.chairs, 3);
    for (const [who, side] of [[s.officers.kg, 'KG'], [s.officers.cn, 'CN']] as const) await commit(who, call.id, side);
    const again = (who: typeof s.officers.kg) => () => who.call(startLotAgain, { params: { id: call.id } });
    const results = await atOnce(chance, [...bothSides((who, side) => reveal(who, call.id, SECRETS[side])), again(s.officers.kg), again(s.officers.cn)]);
    endsIn(results, ['lot.already-revealed', 'lot.drawn', 'lot.not-committed']);
    const lot = await s.officers.kg.call(readLot, { params: { id: call.id } });
    expect([lot.state, lot.rounds.length]).toEqual(lot.state === 'drawn' ? ['drawn', 1] : ['open', 2]);
    return results;
  }, FEW_ROUNDS));
});
