import { SideSchema } from '#libs/kernel';
import { z } from 'zod';

const applicationId = z.uuid();

/** Somebody was invited to a team and has a letter to get. */
export const MemberInvited = { type: 'applications.member-invited', data: z.strictObject({ applicationId, memberId: z.uuid() }) } as const;
/** An invitation was answered. */
export const MemberAnswered = { type: 'applications.member-answered', data: z.strictObject({ applicationId, memberId: z.uuid(), accepted: z.boolean() }) } as const;
/** The lead of a side signed the present version. */
export const ApplicationSigned = { type: 'applications.signed', data: z.strictObject({ applicationId, side: SideSchema }) } as const;
/** An application was received in the window; it has its number and receipt. */
export const ApplicationSubmitted = { type: 'applications.submitted', data: z.strictObject({ applicationId, callId: z.uuid() }) } as const;
/** A draft was not submitted before its call closed. */
export const ApplicationNotSubmitted = { type: 'applications.not-submitted', data: z.strictObject({ applicationId }) } as const;
/** Both sides have filed their checks. */
export const ApplicationChecked = { type: 'applications.checked', data: z.strictObject({ applicationId, result: z.enum(['eligible', 'ineligible']) }) } as const;
/** A lead gave notice of withdrawal; the other lead may agree. */
export const WithdrawalGiven = { type: 'applications.withdrawal-given', data: z.strictObject({ applicationId, noticeId: z.uuid(), side: SideSchema }) } as const;
/** A lead took their notice back before it took effect. */
export const WithdrawalTakenBack = { type: 'applications.withdrawal-taken-back', data: z.strictObject({ applicationId, noticeId: z.uuid(), side: SideSchema }) } as const;
/** An application was withdrawn for good. */
export const ApplicationWithdrawn = { type: 'applications.withdrawn', data: z.strictObject({ applicationId }) } as const;
