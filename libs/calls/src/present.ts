import { canOf, cny } from '#libs/kernel';
import { hasRole, sideOf, type Actor } from '#libs/platform';
import type { CallParts } from './data/call-parts.js';
import type { CallRow } from './data/call.row.js';
import type { ApprovalRow, CallListRow } from './data/calls.queries.js';
import { canApprovePublication, canRevise, canStartDraft } from './shared/rules.js';
import { callStateAt } from './shared/states.js';

export function presentCall(row: CallRow, parts: CallParts, approvals: readonly ApprovalRow[], actor: Actor) {
  const state = callStateAt(row.state, row.opensAt, row.closesAt, actor.at);
  const side = sideOf(actor, 'officer');
  const hidden = { ok: false, code: 'not-found' };
  return {
    id: row.id, version: row.version, revision: row.revision, state,
    content: {
      code: row.code, title: row.title, summary: row.summary, opensAt: row.opensAt.toISOString(), closesAt: row.closesAt.toISOString(),
      cap: cny(row.capFen), floor: row.floorFen > 0 ? cny(row.floorFen) : null, places: row.places, budget: cny(row.budgetFen), maxMonths: row.maxMonths,
      themes: parts.themes, questions: parts.questions, criteria: parts.criteria, categories: parts.categories,
      reviewersPerSide: { KG: row.reviewersKg, CN: row.reviewersCn }, internationalReviewers: row.reviewersInt, minReviews: row.minReviews, minReviewsPerSide: row.minReviewsPerSide,
      overallThreshold: row.overallThreshold, maxApplicationsPerLead: row.maxPerLead, maxApplicationsPerPerson: row.maxPerPerson,
      requiredDocuments: row.requiredDocuments, declarations: row.declarations,
    },
    publicationApprovals: approvals.map((a) => ({ side: a.side, at: a.at.toISOString() })),
    can: {
      edit: side ? canOf(canRevise(state)) : hidden,
      approve: side ? canOf(canApprovePublication(state, approvals.map((a) => a.side), side)) : hidden,
      apply: actor.side === 'KG' || actor.side === 'CN' ? canOf(canStartDraft(state, row.closesAt, actor.at)) : hidden,
    },
  };
}

export function presentCallSummary(r: CallListRow, at: Date) {
  return {
    id: r.id, code: r.code, state: callStateAt(r.state, r.opens_at, r.closes_at, at), title: r.title, opensAt: r.opens_at.toISOString(), closesAt: r.closes_at.toISOString(),
    cap: cny(Number(r.cap_fen)), places: r.places, maxMonths: r.max_months,
  };
}

/** Officers, chairs, auditors and administrators also see calls that are not published. */
export function seesDrafts(actor: Actor): boolean {
  return hasRole(actor, 'officer') || hasRole(actor, 'chair') || hasRole(actor, 'auditor') || hasRole(actor, 'administrator');
}
