import { canOf, cny, localTitles } from '#libs/kernel';
import type { PortfolioRule } from '#libs/optimizer';
import type { JobRow } from '#libs/platform';
import type { CandidateView, StoredProposal } from './data/portfolio.queries.js';
import { canPropose, reasonOf } from './shared/portfolio.js';

type Stored = StoredProposal & { at: Date };

export interface PortfolioView { call: string; run: JobRow | undefined; proposal: Stored | undefined; candidates: readonly CandidateView[] }

/** An own proposal beside the ranked list. Applications stand by their rank among what the viewer sees. */
export function presentPortfolio({ call, run, proposal, candidates }: PortfolioView) {
  return {
    run: run ? { id: run.id, state: run.state, progress: run.progress, problem: run.problem } : null, proposal: proposal ? presentProposal(proposal, candidates) : null,
    can: { propose: canOf(canPropose(call)) },
  };
}

function presentProposal({ at, places, budgetFen, themeMin, list, result }: Stored, candidates: readonly CandidateView[]) {
  const sumOf = (ids: readonly string[], figure: (c: CandidateView) => number): number => candidates.filter(({ id }) => ids.includes(id)).reduce((sum, c) => sum + figure(c), 0);
  const listed = candidates.filter(({ id }) => list.includes(id));
  return {
    at: at.toISOString(), places, budget: cny(budgetFen), themeMin, status: result.status, sum: result.objective, spent: cny(sumOf(result.chosen, (c) => c.fen)),
    listSum: sumOf(list, (c) => c.overall), listSpent: cny(sumOf(list, (c) => c.fen)),
    items: candidates.map((c, n) => ({
      applicationId: c.id, number: c.number, titleEn: c.title_en, titleLocal: localTitles(c.title_local), theme: c.theme, rank: n + 1, overall: c.overall, requested: cny(c.fen), inList: list.includes(c.id), chosen: result.chosen.includes(c.id),
    })),
    differences: (result.differences ?? []).flatMap(({ id, chosen, cost }) => {
      const one = candidates.find((c) => c.id === id);
      return one ? [{ applicationId: id, chosen, reason: reasonOf(one, chosen, listed, themeMin), cost }] : [];
    }),
    alternatives: result.alternatives, alternativesComplete: result.alternativesComplete, proof: { optimal: result.proof.optimal, seconds: result.proof.seconds },
    prices: result.prices.map(({ rule, without, gain }) => ({ ...presentRule(rule), without, gain })), contradiction: (result.contradiction ?? []).map(presentRule),
  };
}

/** A rule as people know it: an amount is money, a number counts awards. Proposals have no rules of other kinds. */
function presentRule({ kind, of, limit }: PortfolioRule) {
  const money = kind === 'joint-budget';
  return { rule: money || kind === 'theme-min' ? kind : 'places' as const, theme: of ?? null, awards: money ? null : limit, budget: money ? cny(limit) : null };
}
