import type { AssignmentProblem, Shortfall } from './problem.js';
import { suggestRepairs } from './repairs.js';
import type { Repair } from './repairs.js';

export interface Explanation {
  /** One sentence a shortfall, in English. */
  sentences: string[];
  shortfalls: readonly Shortfall[];
  repairs: (Repair & { sentence: string })[];
}

/** Why a problem cannot be solved and what would mend it, with the sentences a person reads. */
export async function explainInWords(problem: AssignmentProblem, shortfalls: readonly Shortfall[]): Promise<Explanation> {
  const repairs = await suggestRepairs(problem, shortfalls);
  return { sentences: shortfalls.map(sentenceOf), shortfalls, repairs: repairs.map((repair) => ({ ...repair, sentence: sentenceOfRepair(repair) })) };
}

function listed(what: string, ids: readonly string[]): string {
  return ids.length === 1 ? `${what} ${ids[0]}` : `${ids.length} ${what}s (${ids.join(', ')})`;
}

function sentenceOf({ cause, side, applications, reviewers, needed, available, short }: Shortfall): string {
  const of = side === 'any' ? '' : `${side} `;
  if (cause === 'demand') {
    const who = reviewers.length === 0 ? 'no reviewer remains' : `only ${listed('reviewer', reviewers)} can take any, ${available} in all`;
    return `${listed('application', applications)} need ${needed} ${of}reviews; ${who}: short by ${short}.`;
  }
  if (cause === 'minimum') {
    const where = applications.length === 0 ? 'no application remains' : `only ${listed('application', applications)} can give any, ${available} in all`;
    return `${listed('reviewer', reviewers)} must get ${needed} ${of}reviews; ${where}: short by ${short}.`;
  }
  const minimums = reviewers.length === 0 ? '' : `, with the minimums of ${listed('reviewer', reviewers)},`;
  if (cause === 'mutual') {
    return `${listed('application', applications)}${minimums} ask for ${needed} reviews; at most ${available} can be without two reviewers reviewing each other's applications: short by ${short}.`;
  }
  return `${listed('application', applications)}${minimums} ask for ${needed} reviews; under the caps on institutions at most ${available} can be: short by ${short}.`;
}

function sentenceOfRepair(repair: Repair): string {
  switch (repair.kind) {
    case 'raise-loads': return `Raise maximum loads by ${repair.size} in all: ${repair.by.map(({ reviewer, load }) => `${reviewer} by ${load}`).join(', ')}.`;
    case 'add-reviewers': return `Add ${repair.size} ${repair.side} reviewers without conflicts who can take ${repair.load} reviews each.`;
    case 'lower-demands': return `Ask for ${repair.size} fewer ${repair.side} reviews: ${repair.by.map(({ application, reviews }) => `${application} by ${reviews}`).join(', ')}.`;
    case 'lower-minimums': return `Lower minimum loads by ${repair.size} in all: ${repair.by.map(({ reviewer, load }) => `${reviewer} by ${load}`).join(', ')}.`;
    case 'relax-cap': return `Raise the cap on institutions ${repair.cap === 'institutionCap' ? 'for one application' : 'in the call'} by ${repair.size}, to ${repair.to}.`;
  }
}
