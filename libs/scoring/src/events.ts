import { z } from 'zod';

/** A reviewer submitted a review; it counts from now on. */
export const ReviewSubmitted = { type: 'scoring.review-submitted', data: z.strictObject({ assignmentId: z.uuid(), applicationId: z.uuid(), callId: z.uuid() }) } as const;
/** Both sides closed the reviews: the ranking is fixed and the votes are open. */
export const RankingClosed = { type: 'scoring.ranking-closed', data: z.strictObject({ callId: z.uuid() }) } as const;
/** The closed ranking has ties that only a lot of both sides orders, or both sides start it again: each is asked for its commitment. */
export const LotNeeded = { type: 'scoring.lot-needed', data: z.strictObject({ callId: z.uuid(), round: z.int() }) } as const;
/** Both sides have committed; nothing is said when only one has. Each is asked for its secret. */
export const LotCommitted = { type: 'scoring.lot-committed', data: z.strictObject({ callId: z.uuid(), round: z.int() }) } as const;
/** Both secrets are in, and the lot put the equal ones in their order. */
export const LotDrawn = { type: 'scoring.lot-drawn', data: z.strictObject({ callId: z.uuid() }) } as const;
