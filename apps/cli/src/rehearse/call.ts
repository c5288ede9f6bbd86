import { approveCall, createCall, type CallContent } from '#libs/calls/shared/contract';
import { formatFen, PROGRAMME_CAP_FEN, SIDES, type Money, type Side } from '#libs/kernel';
import type { z } from 'zod';
import type { Cast } from './accounts.js';
import type { Folder } from './folder/folder.js';
import type { Tally } from './journal.js';

/** What a call must say even where the folder says nothing: so wide that the rule never refuses. */
const OFF = { places: 10_000, budgetCny: '9999999999.00', maxMonths: 120, maxWords: 10_000, step: 0.001 };
const CATEGORIES = ['equipment', 'operating', 'labour', 'indirect'];
/** The command accepts these for each lead. */
export const DECLARATIONS = ['integrity', 'other-applications', 'personal-data'];

type Content = z.input<typeof CallContent>;

const cny = (amount: string): Money => ({ amount, currency: 'CNY' });

/** The common categories and, as national articles, the numeric codes that the folder's budgets use on this side. */
function categoriesOf(folder: Folder, side: Side): Content['categories'] {
  const used = folder.applications.flatMap(({ budget }) => budget.filter((line) => line.side === side).map(({ category }) => category));
  const articles = [...new Set(used)].filter((code) => /^\d+([.-]\d+)*$/.test(code)).sort();
  return [...CATEGORIES, ...articles].map((code) => ({ side, code, names: { en: code } }));
}

/** The folder's call as the API takes it. */
export function contentOf(folder: Folder): Content {
  const { call } = folder;
  return {
    code: 'REHEARSAL', title: call.title, summary: call.title, opensAt: call.opensAt, closesAt: call.closesAt,
    cap: cny(call.capCny ?? formatFen(PROGRAMME_CAP_FEN)), floor: call.floorCny === null ? null : cny(call.floorCny),
    places: call.places ?? OFF.places, budget: cny(call.budgetCny ?? OFF.budgetCny), maxMonths: call.maxMonths ?? OFF.maxMonths,
    themes: call.themes.map(({ code, texts }) => ({ code, names: texts })),
    questions: call.questions.map(({ code, texts, required, maxWords }) => ({ code, texts, required, maxWords: maxWords ?? OFF.maxWords })),
    criteria: call.criteria.map(({ code, texts, weight, min, max, step, threshold }) => ({ code, names: texts, weight, min, max, step: step ?? OFF.step, threshold: threshold ?? min })),
    categories: SIDES.flatMap((side) => categoriesOf(folder, side)),
    reviewersPerSide: call.reviewersPerSide, internationalReviewers: call.internationalReviewers,
    minReviews: call.minReviews ?? 1, minReviewsPerSide: call.minReviewsPerSide ?? 0, overallThreshold: call.overallThreshold ?? 0,
    maxApplicationsPerLead: call.maxApplicationsPerLead, maxApplicationsPerPerson: call.maxApplicationsPerPerson,
    requiredDocuments: call.requiredDocuments, declarations: DECLARATIONS,
  };
}

/** One officer drafts the call and both approve it; answers its id. */
export async function publishCall(folder: Folder, cast: Cast, tally: Tally): Promise<string> {
  return tally.must('call', async () => {
    let call = await cast.officers.KG.call(createCall, { body: contentOf(folder) });
    for (const side of SIDES) call = await cast.officers[side].call(approveCall, { params: { id: call.id }, version: call.version });
    tally.accept();
    return call.id;
  });
}
