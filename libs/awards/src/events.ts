import { z } from 'zod';

const result = z.enum(['award', 'reserve', 'refused']);

/** Both sides have voted. Nothing is said when only one has. */
export const Decided = { type: 'awards.decided', data: z.strictObject({ applicationId: z.uuid(), result }) } as const;
/** An application's result opened for both sides: one event for each application of an announcement. */
export const Announced = { type: 'awards.announced', data: z.strictObject({ announcementId: z.uuid(), applicationId: z.uuid(), result }) } as const;
