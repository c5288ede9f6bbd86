import { z } from 'zod';

/** Both sides approved the call; it opens by the clock. */
export const CallPublished = { type: 'calls.published', data: z.strictObject({ callId: z.uuid() }) } as const;
/** Both sides approved an amendment; the named edition is the call's text from now on. */
export const CallAmended = { type: 'calls.amended', data: z.strictObject({ callId: z.uuid(), edition: z.int() }) } as const;
