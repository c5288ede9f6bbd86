import { cny, parseFen, type Money } from '#libs/kernel';
import { demand, refuse } from '#libs/platform';
import type { CallParts } from './data/call-parts.js';
import type { CallRow } from './data/call.row.js';
import { NO_TIE_BREAK, type Content } from './shared/contract.js';
import { below, canBeCall } from './shared/rules.js';

export type { Content } from './shared/contract.js';
type Columns = Omit<CallRow, 'id' | 'state' | 'revision' | 'version' | 'createdBy' | 'createdAt' | 'publishedAt'>;

function fenOf(money: Money, pointer: string): number {
  return parseFen(money.amount) ?? refuse('field.invalid', pointer);
}

/** The columns of a call's content; refuses content whose parts do not fit together. `at` is the content's place in the request. */
export function columnsOf(c: Content, at = ''): Columns {
  const columns = {
    code: c.code, title: c.title as CallRow['title'], summary: c.summary as CallRow['summary'], opensAt: new Date(c.opensAt), closesAt: new Date(c.closesAt),
    capFen: fenOf(c.cap, `${at}/cap`), floorFen: c.floor ? fenOf(c.floor, `${at}/floor`) : 0, places: c.places, budgetFen: fenOf(c.budget, `${at}/budget`), maxMonths: c.maxMonths,
    reviewersKg: c.reviewersPerSide.KG, reviewersCn: c.reviewersPerSide.CN, reviewersInt: c.internationalReviewers, minReviews: c.minReviews, minReviewsPerSide: c.minReviewsPerSide,
    maxPerLead: c.maxApplicationsPerLead, maxPerPerson: c.maxApplicationsPerPerson, overallThreshold: c.overallThreshold,
    requiredDocuments: c.requiredDocuments, declarations: c.declarations, tieCriteria: (c.tieBreak ?? NO_TIE_BREAK).criteria, tieLast: (c.tieBreak ?? NO_TIE_BREAK).last,
  };
  if (columns.budgetFen <= 0) refuse('field.too-small', `${at}/budget`, { min: '0.01' });
  const codes = { themes: c.themes.map((x) => x.code), questions: c.questions.map((x) => x.code), criteria: c.criteria.map((x) => x.code), categories: c.categories.map((x) => `${x.side} ${x.code}`) };
  demand(below(at, canBeCall({ ...columns, criteria: c.criteria, codes })));
  return columns;
}

/** The parts of a call's content, as they are stored. */
export function partsOf(c: Content): CallParts {
  const criteria = c.criteria.map(({ descriptors = [], ...k }) => ({ ...k, descriptors }));
  return { themes: c.themes, questions: c.questions, criteria, categories: c.categories } as CallParts;
}

/** A call's content as the contract shows it; descriptors and a tie-break only where there are some. */
export function contentOf(row: Columns, parts: CallParts): Content {
  return {
    code: row.code, title: row.title, summary: row.summary, opensAt: row.opensAt.toISOString(), closesAt: row.closesAt.toISOString(),
    cap: cny(row.capFen), floor: row.floorFen > 0 ? cny(row.floorFen) : null, places: row.places, budget: cny(row.budgetFen), maxMonths: row.maxMonths,
    themes: parts.themes, questions: parts.questions, criteria: parts.criteria.map(({ descriptors, ...k }) => (descriptors.length > 0 ? { ...k, descriptors } : k)), categories: parts.categories,
    reviewersPerSide: { KG: row.reviewersKg, CN: row.reviewersCn }, internationalReviewers: row.reviewersInt, minReviews: row.minReviews, minReviewsPerSide: row.minReviewsPerSide,
    overallThreshold: row.overallThreshold, maxApplicationsPerLead: row.maxPerLead, maxApplicationsPerPerson: row.maxPerPerson,
    requiredDocuments: row.requiredDocuments, declarations: row.declarations,
    ...((row.tieCriteria.length > 0 || row.tieLast !== NO_TIE_BREAK.last) && { tieBreak: { criteria: row.tieCriteria, last: row.tieLast } }),
  };
}

/** Decimals as the columns keep them: the same content whether it was sent or read. */
export function asStored(c: Content): Content {
  const { overallThreshold, criteria } = c;
  const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
  const plain = { ...c, overallThreshold: rounded(overallThreshold, 5), criteria: criteria.map((k) => ({ ...k, weight: rounded(k.weight, 8) })) };
  return contentOf(columnsOf(plain), partsOf(plain));
}
