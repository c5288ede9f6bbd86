import { solvePortfolio, type PortfolioProblem, type PortfolioResult } from '#libs/optimizer';

/** Runs in a thread: the optimiser's answer, compared with another choice. `onProgress`: share of 0 to 1. */
export function choosePortfolio({ problem, compareWith }: { problem: PortfolioProblem; compareWith: readonly string[] }, onProgress: (share: number) => void): Promise<PortfolioResult> {
  return solvePortfolio(problem, { compareWith, onProgress, clock: () => performance.now() });
}
