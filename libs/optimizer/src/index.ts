export { explainInWords, explainLotsInWords } from './assignment/explain-in-words.js';
export type { Explanation } from './assignment/explain-in-words.js';
export { solveFairAssignment } from './assignment/fair.js';
export type { FairResult } from './assignment/fair.js';
export { drawLot, LotsImpossible } from './assignment/lots.js';
export type { LotResult } from './assignment/lots.js';
export { overridePrices } from './assignment/override-prices.js';
export type { OverridePrices } from './assignment/override-prices.js';
export { pricePair } from './assignment/price-pair.js';
export type { PairPrice } from './assignment/price-pair.js';
export { suggestRepairs, withRepair } from './assignment/repairs.js';
export type { Repair } from './assignment/repairs.js';
export { solveAssignment } from './assignment/solve-assignment.js';
export type {
  AssignmentOptions, AssignmentPair, AssignmentProblem, AssignmentResult, AssignmentSide, Shortfall,
} from './assignment/problem.js';
export { solveSparse } from './assignment/sparse.js';
export type { SparseAnswer, SparseProblem } from './assignment/sparse.js';
export { calibrate } from './calibration/calibrate.js';
export type { CalibratedApplication, Calibration, CalibrationOptions } from './calibration/calibrate.js';
export { notesInWords } from './calibration/notes.js';
export type { CalibrationNote } from './calibration/notes.js';
export type { Score } from './calibration/scores.js';
export { commitment, drawOrder, opens, ticketOf } from './lot/lot.js';
export type { LotSecrets } from './lot/lot.js';
export { solvePortfolio } from './portfolio/solve-portfolio.js';
export type {
  PortfolioDifference, PortfolioOptions, PortfolioPrice, PortfolioProblem, PortfolioResult, PortfolioRule, SideAmounts,
} from './portfolio/problem.js';
