import loadHighs from 'highs';
import type { Highs } from 'highs';
import type { AssignmentProblem } from '#libs/optimizer';
import { asksForNothing, SIDES } from './problems.js';

let highs: Highs | undefined;

/** The largest total in millionths, no application with a demand below `floor` millionths, by one integer program over all pairs; undefined when there is none.
 * Shares no code with the solver. */
export async function oracle(problem: AssignmentProblem, floor = 0): Promise<number | undefined> {
  const solver = highs ??= await (loadHighs as unknown as { default: () => Promise<Highs> }).default();
  const { applications, reviewers, affinity, locked, banned = [], teams = [], institutionCap, callInstitutionCap } = problem;
  const cells = applications.flatMap((_, a) => reviewers.map((__, r) => [a, r] as const))
    .filter(([a, r]) => affinity[a]?.[r] != null && !banned.some(([ba, br]) => ba === a && br === r));
  const rows: { least: number; most: number; columns: number[] }[] = [];
  const rule = (least: number, most: number, counts: (a: number, r: number) => boolean): void => {
    rows.push({ least, most, columns: cells.flatMap(([a, r], n) => (counts(a, r) ? [n] : [])) });
  };
  applications.forEach(({ demand, any = 0 }, a) => {
    for (const side of SIDES) rule(demand[side], demand[side] + any, (ca, cr) => ca === a && reviewers[cr]?.side === side);
    const total = demand.KG + demand.CN + demand.INT + any;
    rule(total, total, (ca) => ca === a);
  });
  reviewers.forEach(({ minLoad, maxLoad }, r) => rule(minLoad, maxLoad, (_, cr) => cr === r));
  for (const home of new Set(reviewers.map(({ institution }) => institution))) {
    if (institutionCap !== undefined) applications.forEach((_, a) => rule(0, institutionCap, (ca, cr) => ca === a && reviewers[cr]?.institution === home));
    if (callInstitutionCap !== undefined) rule(0, callInstitutionCap, (_, cr) => reviewers[cr]?.institution === home);
  }
  for (const [a, r] of teams) {
    for (const [b, s] of teams) if (a < b && r !== s) rule(0, 1, (ca, cr) => (ca === a && cr === s) || (ca === b && cr === r));
  }
  for (const [la, lr] of locked) rule(1, 1, (a, r) => a === la && r === lr);
  if (rows.some(({ least, columns }) => columns.length === 0 && least > 0)) return undefined;
  if (cells.length === 0) return floor > 0 && !applications.every(asksForNothing) ? undefined : 0;
  const gains = cells.map(([a, r]) => Math.round((affinity[a]?.[r] ?? 0) * 1e6));
  const values = rows.flatMap(({ columns }) => columns.map(() => 1));
  applications.forEach((application, a) => {
    if (floor === 0 || asksForNothing(application)) return;
    const columns = cells.flatMap(([ca], n) => (ca === a ? [n] : []));
    rows.push({ least: floor / 1e6 - 5e-7, most: Infinity, columns });
    values.push(...columns.map((n) => (gains[n] ?? 0) / 1e6));
  });
  const starts = [0];
  for (const { columns } of rows) starts.push((starts.at(-1) ?? 0) + columns.length);
  return solver.withModel({
    numCols: cells.length, numRows: rows.length, sense: solver.constants.objectiveSense.maximize, colCost: gains,
    colLower: new Float64Array(cells.length), colUpper: new Float64Array(cells.length).fill(1), integrality: new Int32Array(cells.length).fill(1),
    rowLower: rows.map(({ least }) => least), rowUpper: rows.map(({ most }) => most),
    matrix: { format: 'csr', numRows: rows.length, numCols: cells.length, starts, indices: rows.flatMap(({ columns }) => columns), values },
  }, (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0, mip_feasibility_tolerance: 1e-9 });
    return model.run().modelStatus === solver.constants.modelStatus.optimal
      ? model.getSolution().colValue.reduce((sum, value, n) => sum + Math.round(value) * (gains[n] ?? 0), 0) : undefined;
  });
}
