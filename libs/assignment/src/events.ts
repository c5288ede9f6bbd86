import { z } from 'zod';

const one = z.strictObject({ assignmentId: z.uuid(), personId: z.uuid() });

/** A run proposed an assignment for a call: its officers may look at it. */
export const AssignmentProposed = { type: 'assignment.proposed', data: z.strictObject({ callId: z.uuid(), jobId: z.uuid() }) } as const;
/** Both sides approved: the reviewer is invited. */
export const AssignmentPublished = { type: 'assignment.published', data: one } as const;
/** The reviewer accepted or declined. */
export const AssignmentAnswered = { type: 'assignment.answered', data: one.extend({ accepted: z.boolean() }) } as const;
/** A conflict was found after the publication, or the application was withdrawn: the review is no longer wanted. */
export const AssignmentVoided = { type: 'assignment.voided', data: one } as const;
