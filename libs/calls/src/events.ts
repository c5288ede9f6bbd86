import { z } from 'zod';

/** Both sides approved the call; it opens by the clock. */
export const CallPublished = { type: 'calls.published', data: z.strictObject({ callId: z.uuid() }) } as const;
