import { z } from 'zod';

/** A reviewer submitted a review; it counts from now on. */
export const ReviewSubmitted = { type: 'scoring.review-submitted', data: z.strictObject({ assignmentId: z.uuid(), applicationId: z.uuid(), callId: z.uuid() }) } as const;
/** Both sides closed the reviews: the ranking is fixed and the votes are open. */
export const RankingClosed = { type: 'scoring.ranking-closed', data: z.strictObject({ callId: z.uuid() }) } as const;
