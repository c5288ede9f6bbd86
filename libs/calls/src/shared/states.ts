/** States of a call as they are stored; `open` and `closed` follow from the clock. */
export const STORED_CALL_STATES = ['draft', 'awaiting-approval', 'published', 'reviewing', 'deciding', 'announced', 'archived', 'cancelled'] as const;
export type StoredCallState = (typeof STORED_CALL_STATES)[number];

/** States of a call as people see them. */
export const CALL_STATES = ['draft', 'awaiting-approval', 'published', 'open', 'closed', 'reviewing', 'deciding', 'announced', 'archived', 'cancelled'] as const;
export type CallState = (typeof CALL_STATES)[number];

/** Which state may follow which. */
export const CALL_TRANSITIONS: Record<StoredCallState, readonly StoredCallState[]> = {
  draft: ['awaiting-approval', 'cancelled'],
  'awaiting-approval': ['draft', 'published', 'cancelled'],
  published: ['reviewing', 'cancelled'],
  reviewing: ['deciding', 'cancelled'],
  deciding: ['announced', 'cancelled'],
  announced: ['archived'],
  archived: [],
  cancelled: [],
};

/** The state that people see at an instant: a published call is open from `opensAt` and closed from `closesAt` on. */
export function callStateAt(stored: StoredCallState, opensAt: Date, closesAt: Date, now: Date): CallState {
  if (stored !== 'published') return stored;
  if (now < opensAt) return 'published';
  return now < closesAt ? 'open' : 'closed';
}

/** What binds both sides only once both have approved the same revision of it. */
export const APPROVAL_SUBJECTS = ['publication', 'amendment', 'assignment', 'ranking', 'lot', 'announcement'] as const;
export type ApprovalSubject = (typeof APPROVAL_SUBJECTS)[number];
