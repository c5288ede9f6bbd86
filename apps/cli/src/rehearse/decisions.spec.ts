import { standardVotes } from './decisions.js';
import { outcomeOf } from './results.js';
import type { Ranking } from './reviews.js';

const cny = (amount: string) => ({ amount, currency: 'CNY' as const });

function competitionOf(places: number, budget: string, requests: [string, string, boolean, boolean?][]) {
  const items = requests.map(([id, amount, aboveThreshold, unranked], n) => ({
    applicationId: id, number: id, titleEn: id, titleLocal: { KG: '', CN: '' }, theme: 't', rank: unranked ? null : n + 1, overall: 4, criteria: {}, reviews: 4, valid: !unranked, aboveThreshold, calibrated: null,
    requested: cny(amount), round: 1, votes: [], outcome: null, withdrawn: false, can: { vote: { ok: true } },
  }));
  const ranking: Ranking = { frozen: true, outstanding: 0, approvals: ['KG', 'CN'], criteria: [], items: items.toReversed(), calibration: null, can: { approve: { ok: false } } };
  return standardVotes({ places, budget: cny(budget), awarded: 0, awardedSum: cny('0.00'), items }, ranking, (id) => id).filter(({ side }) => side === 'KG').map(({ id, vote, amountCny }) => [id, vote, amountCny]);
}

describe('votes where the folder has none', () => {
  it('go down the ranking while places last', () => {
    expect(competitionOf(2, '1000.00', [['a', '1.00', true], ['b', '2.00', true], ['c', '3.00', true], ['d', '4.00', false]])).toEqual([
      ['a', 'yes', '1.00'], ['b', 'yes', '2.00'], ['c', 'reserve', null], ['d', 'no', null],
    ]);
  });

  it('and while the budget lasts: a smaller one further down does not overtake', () => {
    expect(competitionOf(9, '5.00', [['a', '3.00', true], ['b', '3.00', true], ['c', '1.00', true], ['u', '1.00', false, true]])).toEqual([
      ['a', 'yes', '3.00'], ['b', 'reserve', null], ['c', 'reserve', null],
    ]);
  });
});

describe('the outcome of an application', () => {
  const refused = { result: 'refused' as const, reason: 'refused-by-both', amount: null };
  it.each([
    ['an award', { result: 'award' as const, reason: null, amount: cny('1.00') }, 'yes', 'yes', true, 'award'],
    ['no by both above the thresholds', refused, 'no', 'no', true, 'refused'],
    ['no by both below the thresholds', refused, 'no', 'no', false, 'refused'],
    ['one side for it below the thresholds', { ...refused, reason: 'refused-by-cn' }, 'yes', 'no', false, 'refused'],
    ['never voted below the thresholds', null, '', '', false, 'not-recommended'],
    ['never voted above the thresholds', null, '', '', true, 'pending'],
    ['one vote only', null, 'yes', '', true, 'pending'],
    ['one vote only below the thresholds', null, 'no', '', false, 'pending'],
  ])('%s', (_, outcome, KG, CN, recommended, expected) => {
    expect(outcomeOf(outcome, { KG, CN }, recommended)).toBe(expected);
  });
});
