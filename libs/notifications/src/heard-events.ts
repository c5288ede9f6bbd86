import { APPROVAL_SUBJECTS } from '#libs/calls/shared/states';
import { SideSchema } from '#libs/kernel';
import { z } from 'zod';

const application = { applicationId: z.uuid() };

/** Events that this slice hears, as other slices send them. Fields that letters do not need are dropped; other events are not for it. */
export const HEARD = {
  'identity.activation-requested': z.object({ activationId: z.uuid(), personId: z.uuid() }),
  'calls.approval-needed': z.object({ callId: z.uuid(), subject: z.enum(APPROVAL_SUBJECTS), revision: z.int(), side: SideSchema }),
  'calls.amended': z.object({ callId: z.uuid(), edition: z.int() }),
  'applications.member-invited': z.object({ ...application, memberId: z.uuid() }),
  'applications.signed': z.object({ ...application, side: SideSchema }),
  'applications.submitted': z.object(application),
  'applications.checked': z.object(application),
  'applications.not-submitted': z.object(application),
  'applications.withdrawal-given': z.object({ ...application, noticeId: z.uuid(), side: SideSchema }),
  'applications.withdrawal-taken-back': z.object({ ...application, side: SideSchema }),
  'applications.withdrawn': z.object(application),
  'assignment.published': z.object({ assignmentId: z.uuid(), personId: z.uuid() }),
  'assignment.voided': z.object({ assignmentId: z.uuid() }),
  'scoring.ranking-closed': z.object({ callId: z.uuid() }),
  'scoring.lot-needed': z.object({ callId: z.uuid(), round: z.int() }),
  'scoring.lot-committed': z.object({ callId: z.uuid() }),
  'scoring.lot-drawn': z.object({ callId: z.uuid() }),
  'platform.bulk-look': z.object({ personId: z.uuid() }),
  'awards.announced': z.object({ ...application, announcementId: z.uuid() }),
} as const;

export type Heard = keyof typeof HEARD;
export type Payload<T extends Heard> = z.output<(typeof HEARD)[T]>;

export function isHeard(type: string): type is Heard {
  return Object.hasOwn(HEARD, type);
}
