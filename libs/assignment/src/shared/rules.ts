import type { CallState } from '#libs/calls/shared/states';
import { OK, refused, type Verdict } from '#libs/kernel';
import type { AssignmentState } from './states.js';

/** What a run makes as large as it can: the total affinity, or first what the worst-served application gets. */
export const RUN_MODES = ['total', 'fair'] as const;
export type RunMode = (typeof RUN_MODES)[number];

/** What stands in a call before its assignment is published. `unchecked`: submitted applications that still lack a side's check. */
export interface DraftFacts { callState: CallState; unchecked: number; eligible: number; proposed: number; approved: readonly string[] }

const PUBLISHED: readonly CallState[] = ['reviewing', 'deciding', 'announced', 'archived'];

/** A run needs a closed call whose submitted applications were all checked, one eligible among them, and nothing published yet. */
export function canRun(f: DraftFacts): Verdict {
  if (PUBLISHED.includes(f.callState)) return refused('assignment.already-published');
  if (f.callState !== 'closed') return refused('call.wrong-state');
  return f.unchecked > 0 || f.eligible === 0 ? refused('assignment.not-ready') : OK;
}

/** Pairs are added by hand between the closing of the call and the publication, to eligible applications only. */
export function canAdd(callState: CallState, applicationState: string): Verdict {
  if (callState !== 'closed') return refused('call.wrong-state');
  return applicationState === 'eligible' ? OK : refused('application.wrong-state', '/applicationId');
}

/** Locks and bans are settled as pairs are added: before anybody is told. */
export const canOverride = canAdd;

/** Only what nobody was told about can be taken back. */
export function canRemove(state: AssignmentState): Verdict {
  return state === 'proposed' ? OK : refused('assignment.already-published');
}

/** One approval a side and draft; the second one publishes. */
export function canApprove(f: DraftFacts, side: string): Verdict {
  if (f.callState !== 'closed') return refused('call.wrong-state');
  if (f.unchecked > 0) return refused('assignment.not-ready');
  if (f.proposed === 0) return refused('assignment.nothing-proposed');
  return f.approved.includes(side) ? refused('approval.already-given') : OK;
}

export interface Reply { conflict: boolean; accept: boolean; declineReason?: 'conflict' | 'expertise' | 'time' | undefined }

/** An invitation is answered once; a conflict that shows later can still be declared, as long as the review counts. */
export function canAnswer(state: AssignmentState, reply: Reply): Verdict {
  if (state === 'void') return refused('conflict.blocks');
  if (reply.conflict && state !== 'declined') return OK;
  if (state !== 'published') return refused('assignment.already-answered');
  if (reply.accept) return OK;
  if (reply.declineReason === 'conflict') return refused('conflict.undeclared', '/conflict');
  return reply.declineReason ? OK : refused('field.required', '/declineReason');
}

/** The dossier opens with the acceptance. */
export function canOpenDossier(state: AssignmentState): Verdict {
  return state === 'accepted' || state === 'submitted' ? OK : refused('assignment.not-accepted');
}
