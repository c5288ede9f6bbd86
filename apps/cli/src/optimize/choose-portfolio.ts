import { solvePortfolio, type PortfolioProblem, type PortfolioResult } from '#libs/optimizer';
import { z } from 'zod';
import { parseJson, type Input } from './input.js';

const count = z.int().nonnegative();
const amounts = z.strictObject({ KG: count, CN: count });

const Problem = z.strictObject({
  applications: z.array(z.object({
    id: z.string().min(1), score: z.number(), request: amounts, theme: z.string().optional(), institutions: z.array(z.string()).default([]),
    earlyCareer: z.boolean().optional(),
  })),
  places: count,
  budget: amounts.optional(),
  jointBudget: count.optional(),
  themeMin: z.record(z.string(), count).optional(),
  themeMax: z.record(z.string(), count).optional(),
  institutionCap: count.optional(),
  earlyCareerMin: count.optional(),
  threshold: z.number().optional(),
});

/** The answer of `optimize portfolio`; amounts in fen. */
export function choosePortfolio(input: Input): Promise<PortfolioResult> {
  return solvePortfolio(parseJson(input, Problem) as PortfolioProblem, { clock: () => performance.now() });
}
