import type { Row } from '../program/solve-program.js';
import type { PortfolioProblem, PortfolioRule } from './problem.js';

/** A rule with its name and its row over the applications. */
export interface Rule {
  name: string;
  rule: PortfolioRule;
  row: Row;
}

/** Scores as whole numbers: exact sums, and the next better objective is one more. */
export interface WholeScores {
  scores: Float64Array;
  scale: number;
}

const LARGEST_SCALE = 1_000_000;

/** Larger ones at six decimals would leave the whole numbers that the solver tells apart. */
const LARGEST_SCORE = 10_000;

/** The smallest power of ten that makes all scores whole, at most a million (scores are rounded there). */
export function wholeScores({ applications }: PortfolioProblem): WholeScores {
  let scale = 1;
  while (scale < LARGEST_SCALE && applications.some(({ score }) => Math.abs(score * scale - Math.round(score * scale)) > 1e-9)) scale *= 10;
  return { scores: Float64Array.from(applications, ({ score }) => Math.round(score * scale)), scale };
}

/** All rules of a problem, in a fixed order. */
export function rulesOf(problem: PortfolioProblem): Rule[] {
  const { applications, places, themeMin = {}, themeMax = {}, institutionCap, earlyCareerMin, threshold } = problem;
  const counting = (name: string, rule: PortfolioRule, least: number, most: number, counts: (n: number) => boolean): Rule => {
    const columns = [...applications.keys()].filter(counts);
    return { name, rule, row: { least, most, columns, values: columns.map(() => 1) } };
  };
  const rules = [counting(`at most ${places} awards`, { kind: 'places', limit: places }, 0, places, () => true), ...budgetRules(problem)];
  for (const [theme, least] of Object.entries(themeMin)) {
    rules.push(counting(`at least ${least} of theme ${theme}`, { kind: 'theme-min', of: theme, limit: least }, least, Infinity, (n) => applications[n]?.theme === theme));
  }
  for (const [theme, most] of Object.entries(themeMax)) {
    rules.push(counting(`at most ${most} of theme ${theme}`, { kind: 'theme-max', of: theme, limit: most }, 0, most, (n) => applications[n]?.theme === theme));
  }
  if (institutionCap !== undefined) {
    for (const institution of new Set(applications.flatMap(({ institutions }) => institutions))) {
      const rule = counting(`at most ${institutionCap} with ${institution}`, { kind: 'institution-cap', of: institution, limit: institutionCap }, 0, institutionCap,
        (n) => applications[n]?.institutions.includes(institution) ?? false);
      if (rule.row.columns.length > institutionCap) rules.push(rule);
    }
  }
  if (earlyCareerMin !== undefined) {
    rules.push(counting(`at least ${earlyCareerMin} early-career leads`, { kind: 'early-career-min', limit: earlyCareerMin }, earlyCareerMin, Infinity, (n) => applications[n]?.earlyCareer === true));
  }
  if (threshold !== undefined) {
    rules.push(counting(`no score below ${threshold}`, { kind: 'threshold', limit: threshold }, 0, 0, (n) => (applications[n]?.score ?? 0) < threshold));
  }
  return rules.filter(({ row }) => row.columns.length > 0 || row.least > 0);
}

function budgetRules({ applications, budget, jointBudget }: PortfolioProblem): Rule[] {
  const requests = applications.map(({ request }) => request);
  return [
    ...(budget ? (['KG', 'CN'] as const).map((side) => budgetRule(`budget ${side}`, { kind: `budget-${side}`, limit: budget[side] }, requests.map((request) => request[side]))) : []),
    ...(jointBudget === undefined ? [] : [budgetRule('joint budget', { kind: 'joint-budget', limit: jointBudget }, requests.map(({ KG, CN }) => KG + CN))]),
  ];
}

/** Requests and budget divided by their common divisor, which keeps the solver's numbers small. */
function budgetRule(name: string, rule: PortfolioRule, requests: readonly number[]): Rule {
  const columns = [...requests.keys()].filter((n) => (requests[n] ?? 0) > 0);
  const divisor = columns.reduce((common, n) => greatestCommonDivisor(common, requests[n] ?? 0), 0) || 1;
  return { name, rule, row: { least: 0, most: Math.floor(rule.limit / divisor), columns, values: columns.map((n) => (requests[n] ?? 0) / divisor) } };
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

/** Throws RangeError for counts, amounts or scores that cannot be, and ids used twice. */
export function checkPortfolio({ applications, places, budget, jointBudget = 0, themeMin = {}, themeMax = {}, institutionCap = 0, earlyCareerMin = 0 }: PortfolioProblem): void {
  const seen = new Set<string>();
  for (const { id, score, request } of applications) {
    if (seen.has(id)) throw new RangeError(`application ${id} appears twice`);
    seen.add(id);
    if (!(Math.abs(score) <= LARGEST_SCORE)) throw new RangeError(`application ${id}: score is ${score}, not a number up to ${LARGEST_SCORE}`);
    for (const amount of [request.KG, request.CN]) checkCount(amount, `application ${id}: request`);
  }
  checkCount(places, 'places');
  for (const amount of [budget?.KG ?? 0, budget?.CN ?? 0, jointBudget]) checkCount(amount, 'budget');
  for (const count of [...Object.values(themeMin), ...Object.values(themeMax)]) checkCount(count, 'theme bound');
  checkCount(institutionCap, 'institution cap');
  checkCount(earlyCareerMin, 'early-career minimum');
}

function checkCount(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${what} is ${value}, not a whole number from 0`);
}
