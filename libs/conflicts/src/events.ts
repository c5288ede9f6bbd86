import { z } from 'zod';

/** A conflict of interest was declared or reported: this person no longer judges that application. */
export const ConflictRecorded = { type: 'conflicts.recorded', data: z.strictObject({ personId: z.uuid(), applicationId: z.uuid() }) } as const;
