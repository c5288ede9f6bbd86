import { canOf, OK, refused, type Verdict } from '#libs/kernel';
import { sideOf, type Actor } from '#libs/platform';
import type { AmendmentRow, EditionRow } from './data/amendments.queries.js';
import type { Content } from './shared/contract.js';
import { changesOf } from './shared/rules.js';
import type { CallState } from './shared/states.js';

/** An edition beside the one before it (`before`; null for the first). */
export function presentEdition(e: EditionRow, before: Content | null) {
  return { number: e.number, since: e.since.toISOString(), note: e.note, changes: before ? changesOf(before, e.content) : [], content: e.content };
}

/** A proposal beside the text that it changes. */
export function presentAmendment(callId: string, a: AmendmentRow, before: Content, state: CallState, actor: Actor) {
  const side = sideOf(actor, 'officer');
  const open: Verdict = a.state !== 'proposed' ? refused('amendment.not-open') : state === 'published' || state === 'open' ? OK : refused('call.not-amendable');
  const may = (v: Verdict) => (side ? canOf(v) : { ok: false, code: 'not-found' });
  return {
    callId, revision: a.revision, state: a.state, note: a.note, changes: changesOf(before, a.content), content: a.content, side: a.side, proposedAt: a.proposed_at.toISOString(),
    endedAt: a.ended_at?.toISOString() ?? null, approvals: a.approvals,
    can: { approve: may(open.ok && a.approvals.some((p) => p.side === side) ? refused('approval.already-given') : open), withdraw: may(a.state === 'proposed' ? OK : refused('amendment.not-open')) },
  };
}
