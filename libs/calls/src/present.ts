import { canOf, cny, OK, refused } from '#libs/kernel';
import { hasRole, sideOf, type Actor } from '#libs/platform';
import { contentOf } from './content.js';
import type { CallParts } from './data/call-parts.js';
import type { EditionRow } from './data/amendments.queries.js';
import type { CallRow } from './data/call.row.js';
import type { ApprovalRow, CallListRow } from './data/calls.queries.js';
import { canApprovePublication, canRevise, canStartDraft } from './shared/rules.js';
import { callStateAt } from './shared/states.js';

/** `edition` is the newest one, undefined in a draft. */
export function presentCall(row: CallRow, parts: CallParts, approvals: readonly ApprovalRow[], edition: Pick<EditionRow, 'number' | 'since'> | undefined, actor: Actor) {
  const state = callStateAt(row.state, row.opensAt, row.closesAt, actor.at);
  const side = sideOf(actor, 'officer');
  const hidden = { ok: false, code: 'not-found' };
  return {
    id: row.id, version: row.version, revision: row.revision, state,
    content: contentOf(row, parts),
    publicationApprovals: approvals.map((a) => ({ side: a.side, at: a.at.toISOString() })),
    edition: edition?.number ?? null, amendedAt: edition && edition.number > 1 ? edition.since.toISOString() : null,
    can: {
      edit: side ? canOf(canRevise(state)) : hidden,
      approve: side ? canOf(canApprovePublication(state, approvals.map((a) => a.side), side)) : hidden,
      amend: side ? canOf(state === 'published' || state === 'open' ? OK : refused('call.not-amendable')) : hidden,
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

/** States in which a call is hidden from the public. */
export function isUnpublished(state: string): boolean {
  return ['draft', 'awaiting-approval', 'cancelled'].includes(state);
}
