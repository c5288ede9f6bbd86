/** Which applications of a decision page are shown. */
export const SHOWN = ['all', 'to-vote', 'sealed', 'open'] as const;
export type Shown = (typeof SHOWN)[number];

/** States of a letter, as the delivery log filters them; kept apart from the contract, which the first page does not need. */
export const LETTER_STATES = ['queued', 'sending', 'sent', 'kept', 'failed', 'uncertain', 'superseded'] as const;
export type LetterState = (typeof LETTER_STATES)[number];
