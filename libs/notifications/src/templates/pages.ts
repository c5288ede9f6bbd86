import type { ApprovalSubject } from '#libs/calls/shared/states';
import type { Template } from '../shared/templates.js';

type PathOf = (values: Record<string, string>) => string;
const ofApplication = (part = ''): PathOf => ({ applicationId = '' }) => `/applications/${applicationId}${part}`;
const TABS: Record<string, string> = { publication: '', amendment: '', assignment: '/assignment', ranking: '/ranking', lot: '/lot', announcement: '/announcement' } satisfies Record<ApprovalSubject, string>;
const ofLot: PathOf = ({ callId = '' }) => `/office/calls/${callId}/lot`;
const ofReview: PathOf = ({ assignmentId = '' }) => `/reviews/${assignmentId}`;

/** The page of this site where a letter's reader does what it asks for. */
export const PAGES: Record<Template, PathOf> = {
  activation: () => '/activate',
  invitation: () => '/me',
  signed: ofApplication('/sign-off'),
  submitted: ofApplication('/receipt'),
  checked: ofApplication(),
  'not-submitted': ofApplication(),
  'withdrawal-given': ofApplication(),
  'withdrawal-taken-back': ofApplication(),
  // Officers hear of it too, to whom the team's page is closed.
  withdrawn: () => '/me',
  'review-invitation': ofReview,
  'review-void': ofReview,
  'call-amended': ({ callId = '' }) => `/calls/${callId}`,
  'approval-needed': ({ callId = '', subject = '' }) => `/office/calls/${callId}${TABS[subject] ?? ''}`,
  'votes-open': ({ callId = '' }) => `/decisions/${callId}`,
  'lot-needed': ofLot,
  'lot-reveal': ofLot,
  'lot-drawn': ofLot,
  'bulk-look': ({ personId = '' }) => `/audit?stream=officer:${personId}`,
  result: ofApplication(),
};
