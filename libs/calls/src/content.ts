import { parseFen, type Money } from '#libs/kernel';
import { demand, refuse } from '#libs/platform';
import type { z } from 'zod';
import type { CallParts } from './data/call-parts.js';
import type { CallRow } from './data/call.row.js';
import type { CallContent } from './shared/contract.js';
import { canBeCall } from './shared/rules.js';

export type Content = z.output<typeof CallContent>;

function fenOf(money: Money, pointer: string): number {
  return parseFen(money.amount) ?? refuse('field.invalid', pointer);
}

/** The columns of a call's content; refuses content whose parts do not fit together. */
export function columnsOf(c: Content): Omit<CallRow, 'id' | 'state' | 'revision' | 'version' | 'createdBy' | 'createdAt' | 'publishedAt'> {
  const columns = {
    code: c.code, title: c.title as CallRow['title'], summary: c.summary as CallRow['summary'], opensAt: new Date(c.opensAt), closesAt: new Date(c.closesAt),
    capFen: fenOf(c.cap, '/cap'), floorFen: c.floor ? fenOf(c.floor, '/floor') : 0, places: c.places, budgetFen: fenOf(c.budget, '/budget'), maxMonths: c.maxMonths,
    reviewersKg: c.reviewersPerSide.KG, reviewersCn: c.reviewersPerSide.CN, reviewersInt: c.internationalReviewers, minReviews: c.minReviews, minReviewsPerSide: c.minReviewsPerSide,
    maxPerLead: c.maxApplicationsPerLead, maxPerPerson: c.maxApplicationsPerPerson, overallThreshold: c.overallThreshold,
    requiredDocuments: c.requiredDocuments, declarations: c.declarations,
  };
  if (columns.budgetFen <= 0) refuse('field.too-small', '/budget', { min: '0.01' });
  demand(canBeCall({ ...columns, criteria: c.criteria }));
  const lists = { themes: c.themes.map((x) => x.code), questions: c.questions.map((x) => x.code), criteria: c.criteria.map((x) => x.code), categories: c.categories.map((x) => `${x.side} ${x.code}`) };
  for (const [list, codes] of Object.entries(lists)) {
    const twice = codes.findIndex((code, n) => codes.indexOf(code) !== n);
    if (twice >= 0) refuse('field.invalid', `/${list}/${twice}/code`);
  }
  return columns;
}

/** The parts of a call's content, as they are stored. */
export function partsOf(c: Content) {
  return { themes: c.themes, questions: c.questions, criteria: c.criteria, categories: c.categories } as CallParts;
}
