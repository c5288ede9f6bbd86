import { SideSchema } from '#libs/kernel';
import { z } from 'zod';
import { APPROVAL_SUBJECTS } from './shared/states.js';

/** Both sides approved the call; it opens by the clock. */
export const CallPublished = { type: 'calls.published', data: z.strictObject({ callId: z.uuid() }) } as const;
/** Both sides approved an amendment; the named edition is the call's text from now on. */
export const CallAmended = { type: 'calls.amended', data: z.strictObject({ callId: z.uuid(), edition: z.int() }) } as const;
/** `side` approved what binds both sides; the other one has not yet. */
export const ApprovalNeeded = { type: 'calls.approval-needed', data: z.strictObject({ callId: z.uuid(), subject: z.enum(APPROVAL_SUBJECTS), revision: z.int(), side: SideSchema }) } as const;
