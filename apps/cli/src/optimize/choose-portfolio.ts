import { solvePortfolio, type PortfolioProblem, type PortfolioResult } from '#libs/optimizer';
import { z } from 'zod';
import { parseJson, type Input } from './input.js';

const count = z.int().nonnegative();
const amounts = z.strictObject({ KG: count, CN: count });

/** Bounds by theme. A theme named __proto__ would get lost in a plain object, so it is refused. */
const bounds = z.custom<object>((value) => value === undefined || (typeof value === 'object' && value !== null && !Object.hasOwn(value, '__proto__')), 'not numbers by theme, or a theme named __proto__')
  .pipe(z.record(z.string(), count)).optional();

const Problem = z.strictObject({
  applications: z.array(z.object({
    id: z.string().min(1), score: z.number(), request: amounts, theme: z.string().optional(), institutions: z.array(z.string()).default([]),
    earlyCareer: z.boolean().optional(),
  })).min(1, 'is empty: there is nothing to choose from'),
  places: count,
  budget: amounts.optional(),
  jointBudget: count.optional(),
  themeMin: bounds,
  themeMax: bounds,
  institutionCap: count.optional(),
  earlyCareerMin: count.optional(),
  threshold: z.number().optional(),
});

/** The answer of `optimize portfolio`; amounts in fen. */
export function choosePortfolio(input: Input): Promise<PortfolioResult> {
  return solvePortfolio(parseJson(input, Problem) as PortfolioProblem, { clock: () => performance.now() });
}
