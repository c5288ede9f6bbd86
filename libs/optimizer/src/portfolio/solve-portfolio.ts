import { solveProgram } from '../program/solve-program.js';
import type { Row } from '../program/solve-program.js';
import type { PortfolioDifference, PortfolioOptions, PortfolioPrice, PortfolioProblem, PortfolioResult } from './problem.js';
import { checkPortfolio, rulesOf, wholeScores } from './rules.js';
import type { Rule } from './rules.js';

const ALTERNATIVES = 20;
const METHOD = 'a sum of scores larger by the smallest step has no solution (integer programming)';

/** Runs of the solver for one problem: whole scores, an event-loop turn and a look at the signal before each. */
class Runs {
  constructor(readonly scores: Float64Array, private readonly signal: AbortSignal | undefined) {}

  /**
   * Chosen columns, or undefined when the rows contradict each other. The solver's numbers have a tolerance, in which amounts of ten digits can
   * differ by one: a choice that breaks a row when counted exactly is cut off, and the solver asked again.
   */
  async solve(rows: readonly Row[], costs = this.scores): Promise<number[] | undefined> {
    for (const cuts: Row[] = []; ;) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      this.signal?.throwIfAborted();
      const values = await solveProgram({ rows: [...rows, ...cuts], costs, colUpper: new Float64Array(costs.length).fill(1), integer: true });
      if (!values) return undefined;
      const chosen = [...values.keys()].filter((n) => values[n] === 1);
      const broken = rows.filter((row) => !holds(row, values));
      if (broken.length === 0) return chosen;
      cuts.push(...broken.map((row) => cutOff(row, chosen, costs.length)));
    }
  }

  sumOf(chosen: readonly number[]): number {
    return chosen.reduce((sum, n) => sum + this.scores[n]!, 0);
  }

  /** "The sum of scores lies in this range" as a row. */
  sumRow(least: number, most: number): Row {
    return { least, most, columns: [...this.scores.keys()], values: [...this.scores] };
  }
}

/**
 * Chooses the awards with the largest sum of scores within all rules, by integer programming (HiGHS), proves it, lists the choices that are
 * as good, and tells what each rule costs. When no choice satisfies the rules, names a smallest set that contradicts itself. Deterministic.
 * Exponential in the worst case; 500 applications take about a second. Rejects with RangeError for a malformed problem and with the signal's
 * reason when aborted.
 */
export async function solvePortfolio(problem: PortfolioProblem, options: PortfolioOptions = {}): Promise<PortfolioResult> {
  checkPortfolio(problem);
  const { scores, scale } = wholeScores(problem);
  const runs = new Runs(scores, options.signal);
  const rules = rulesOf(problem);
  const idsOf = (chosen: readonly number[]): string[] => chosen.map((n) => problem.applications[n]?.id ?? '');
  let best = await runs.solve(rules.map(({ row }) => row));
  if (!best) {
    const contradicting = await contradiction(rules, runs);
    return {
      status: 'infeasible', objective: 0, chosen: [], alternatives: [], alternativesComplete: true, prices: [],
      proof: { optimal: false, method: 'no choice satisfies all rules (integer programming)', seconds: 0 },
      explanation: contradicting.map(({ name }) => name), contradiction: contradicting.map(({ rule }) => rule),
    };
  }
  const tell = (share: number): void => options.onProgress?.(share);
  tell(0.2);
  const began = options.clock?.() ?? 0;
  // Where amounts are beyond what the solver tells apart, the first choice may not be the best one; the last proof is of the one that is kept.
  const better = (than: readonly number[]): Promise<number[] | undefined> => (
    runs.solve([...rules.map(({ row }) => row), runs.sumRow(runs.sumOf(than) + 1, Infinity)], new Float64Array(scores.length))
  );
  for (let next = await better(best); next; next = await better(best)) best = next;
  const objective = runs.sumOf(best);
  const seconds = ((options.clock?.() ?? 0) - began) / 1000;
  tell(0.4);
  const { others, complete } = await equalChoices(rules, runs, best, options.alternatives ?? ALTERNATIVES);
  tell(0.6);
  const prices = await pricesOf(rules, runs, objective);
  tell(0.8);
  const other = options.compareWith && new Set(options.compareWith);
  const differing = other ? await differences(rules, runs, best, (n) => other.has(problem.applications[n]?.id ?? '')) : [];
  return {
    status: 'optimal', objective: objective / scale, chosen: idsOf(best), alternatives: others.map(idsOf), alternativesComplete: complete,
    proof: { optimal: true, method: METHOD, seconds },
    prices: prices.map((price) => ({ ...price, without: price.without / scale, gain: price.gain / scale })),
    ...(other && { differences: differing.map(({ n, chosen, cost }): PortfolioDifference => ({ id: problem.applications[n]?.id ?? '', chosen, cost: cost === null ? null : cost / scale })) }),
  };
}

/** Whether a choice respects a row of whole coefficients, counted exactly. */
function holds({ least, most, columns, values }: Row, chosen: Float64Array): boolean {
  const sum = columns.reduce((total, column, at) => (chosen[column] === 1 ? total + BigInt(values[at]!) : total), 0n);
  return sum >= least && sum <= most;
}

/** Cuts off a choice that breaks a row: where too much is chosen of what only adds up, also every choice that has it all. */
function cutOff({ least, columns, values }: Row, chosen: readonly number[], count: number): Row {
  if (least !== 0 || values.some((value) => value < 0)) return unlike(chosen, count);
  const members = new Set(chosen);
  const added = columns.filter((column) => members.has(column));
  return { least: 0, most: added.length - 1, columns: added, values: added.map(() => 1) };
}

/** Each application in which another choice differs from the best one, with what it costs to have it as the other one does: by solving again. */
async function differences(rules: readonly Rule[], runs: Runs, best: number[], inOther: (n: number) => boolean): Promise<{ n: number; chosen: boolean; cost: number | null }[]> {
  const members = new Set(best);
  const found: { n: number; chosen: boolean; cost: number | null }[] = [];
  for (let n = 0; n < runs.scores.length; n += 1) {
    const chosen = members.has(n);
    if (chosen === inOther(n)) continue;
    const asOther = { least: chosen ? 0 : 1, most: chosen ? 0 : 1, columns: [n], values: [1] };
    const choice = await runs.solve([...rules.map(({ row }) => row), asOther]);
    found.push({ n, chosen, cost: choice ? runs.sumOf(best) - runs.sumOf(choice) : null });
  }
  return found;
}

/** All other choices of the same sum, each found by forbidding those known; at most `limit`. */
async function equalChoices(rules: readonly Rule[], runs: Runs, best: number[], limit: number): Promise<{ others: number[][]; complete: boolean }> {
  const sum = runs.sumOf(best);
  const rows = [...rules.map(({ row }) => row), runs.sumRow(sum, sum), unlike(best, runs.scores.length)];
  const others: number[][] = [];
  for (;;) {
    const other = await runs.solve(rows, new Float64Array(runs.scores.length));
    if (!other) return { others, complete: true };
    if (others.length === limit) return { others, complete: false };
    others.push(other);
    rows.push(unlike(other, runs.scores.length));
  }
}

/** "Not exactly this choice": at least one member is out or one other is in. */
function unlike(chosen: readonly number[], count: number): Row {
  const members = new Set(chosen);
  const columns = Array.from({ length: count }, (_, n) => n);
  return { least: 1 - chosen.length, most: Infinity, columns, values: columns.map((n) => (members.has(n) ? -1 : 1)) };
}

/** Each rule's cost by solving again without it: a linear program's dual prices would be wrong for whole awards. */
async function pricesOf(rules: readonly Rule[], runs: Runs, objective: number): Promise<PortfolioPrice[]> {
  const prices: PortfolioPrice[] = [];
  for (const rule of rules) {
    const chosen = await runs.solve(rules.filter((other) => other !== rule).map(({ row }) => row));
    const without = runs.sumOf(chosen ?? []);
    prices.push({ constraint: rule.name, rule: rule.rule, without, gain: without - objective });
  }
  return prices;
}

/** Deletion filter: leaves out each rule in turn if the rest still contradicts itself. */
async function contradiction(rules: readonly Rule[], runs: Runs): Promise<Rule[]> {
  let kept = [...rules];
  for (const rule of rules) {
    const without = kept.filter((other) => other !== rule);
    if (!await runs.solve(without.map(({ row }) => row), new Float64Array(runs.scores.length))) kept = without;
  }
  return kept;
}
