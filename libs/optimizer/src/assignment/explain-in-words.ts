import type { LotResult } from './lots.js';
import type { AssignmentProblem, Shortfall } from './problem.js';
import { suggestRepairs } from './repairs.js';
import type { Repair } from './repairs.js';

export interface Explanation {
  /** One text a shortfall, in English. */
  sentences: string[];
  shortfalls: readonly Shortfall[];
  repairs: (Repair & { sentence: string })[];
}

/** What mends a draw of too many lots. */
export interface FewerLots {
  kind: 'fewer-lots';
  to: number;
  size: number;
  sentence: string;
}

/** Why a problem cannot be solved and what would mend it, with the sentences a person reads. */
export async function explainInWords(problem: AssignmentProblem, shortfalls: readonly Shortfall[]): Promise<Explanation> {
  const repairs = await suggestRepairs(problem, shortfalls);
  return { sentences: shortfalls.map(sentencesOf), shortfalls, repairs: repairs.map((repair) => ({ ...repair, sentence: sentenceOfRepair(repair) })) };
}

/**
 * The same for a draw of `count` lots: where at least one lot is possible, what mends it is to ask for fewer; otherwise it is what mends one
 * assignment.
 */
export async function explainLotsInWords(
  problem: AssignmentProblem, { explanation: shortfalls = [], possibleLots }: Pick<LotResult, 'explanation' | 'possibleLots'>, count: number,
): Promise<Explanation | (Omit<Explanation, 'repairs'> & { repairs: FewerLots[] })> {
  if (possibleLots === 0) return explainInWords(problem, shortfalls);
  const size = count - possibleLots;
  return {
    sentences: shortfalls.map((shortfall) => `In ${count} lots together ${sentencesOf(shortfall)}`), shortfalls,
    repairs: [{ kind: 'fewer-lots', to: possibleLots, size, sentence: `Draw from ${counted(size, 'lot')} fewer, ${possibleLots}.` }],
  };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function listed(what: string, ids: readonly string[]): string {
  return ids.length === 1 ? `${what} ${ids[0]}` : `${ids.length} ${what}s (${ids.join(', ')})`;
}

/** What is missing in all, and the fewest of them for whom it is impossible already. */
function sentencesOf({ core, ...shortfall }: Shortfall): string {
  return core ? `${sentenceOf(shortfall)} Already of these alone: ${sentenceOf({ ...shortfall, ...core })}` : sentenceOf(shortfall);
}

function sentenceOf({ cause, side, applications, reviewers, needed, available, short }: Shortfall): string {
  const of = side === 'any' ? '' : `${side} `;
  if (cause === 'demand') {
    const who = reviewers.length === 0 ? 'no reviewer remains' : `only ${listed('reviewer', reviewers)} can take any, ${available} in all`;
    return `${listed('application', applications)} ${applications.length === 1 ? 'needs' : 'need'} ${counted(needed, `${of}review`)}; ${who}: short by ${short}.`;
  }
  if (cause === 'minimum') {
    const where = applications.length === 0 ? 'no application remains' : `only ${listed('application', applications)} can give any, ${available} in all`;
    return `${listed('reviewer', reviewers)} must get ${counted(needed, `${of}review`)}; ${where}: short by ${short}.`;
  }
  const minimums = reviewers.length === 0 ? '' : `, with the minimums of ${listed('reviewer', reviewers)},`;
  if (cause === 'mutual') {
    return `${listed('application', applications)}${minimums} ask for ${counted(needed, 'review')}; at most ${available} can be without two reviewers reviewing each other's applications: short by ${short}.`;
  }
  return `${listed('application', applications)}${minimums} ask for ${counted(needed, 'review')}; under the caps on institutions at most ${available} can be: short by ${short}.`;
}

function sentenceOfRepair(repair: Repair): string {
  switch (repair.kind) {
    case 'raise-loads': return `Raise maximum loads by ${repair.size} in all: ${repair.by.map(({ reviewer, load }) => `${reviewer} by ${load}`).join(', ')}.`;
    case 'add-reviewers': return `Add ${counted(repair.size, `${repair.side} reviewer`)} without conflicts who can take ${counted(repair.load, 'review')} each.`;
    case 'lower-demands': return `Ask for ${repair.size} fewer ${repair.side} ${repair.size === 1 ? 'review' : 'reviews'}: ${repair.by.map(({ application, reviews }) => `${application} by ${reviews}`).join(', ')}.`;
    case 'lower-minimums': return `Lower minimum loads by ${repair.size} in all: ${repair.by.map(({ reviewer, load }) => `${reviewer} by ${load}`).join(', ')}.`;
    case 'relax-cap': return `Raise the cap on institutions ${repair.cap === 'institutionCap' ? 'for one application' : 'in the call'} by ${repair.size}, to ${repair.to}.`;
  }
}
