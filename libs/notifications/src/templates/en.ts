import type { Wording } from './facts.js';

const SIDES = { KG: 'Kyrgyz side', CN: 'Chinese side', INT: 'third country' };
const ROLES = { lead: 'lead investigator', member: 'team member' };
const SUBJECTS = { publication: 'the publication', amendment: 'an amendment', assignment: 'the assignment of reviewers', ranking: 'the end of the reviews', lot: 'a new start of the lot', announcement: 'the announcement of results' };

export const en: Wording = {
  subject: (ref) => `Köpürö: new message ${ref}`,
  codeSubject: 'Köpürö: your activation code',
  greeting: 'Dear colleague,',
  closing: 'This letter was sent automatically; please do not reply to it.\nKöpürö, the joint research competitions of Kyrgyzstan and China',
  gone: 'This letter is no longer valid.',
  instant: (bishkek, beijing) => `${bishkek} in Bishkek, ${beijing} in Beijing`,
  bodies: {
    activation: (f, instant) => `Your activation code: ${f.code}\n\nEnter it together with a new password on this page:\n${f.page}\n\nThe code can be used once, until ${instant(f.until)}. If you did not ask for it, ignore this letter.`,
    invitation: (f) => `${f.inviter ? `${f.inviter} has invited you` : 'You have been invited'} to take part in a joint application to the call ${f.call} as ${ROLES[f.role]} (${SIDES[f.side]}).\n\nPlease log in with this e-mail address, or create an account for it, to read the application and to accept or decline:\n${f.page}`,
    signed: (f) => `The lead investigator of the ${SIDES[f.side]} has signed the joint application ${f.ref}. Your own signature is to be given on the same version; any change to the application voids both.\n\n${f.page}`,
    submitted: (f, instant) => `The joint application ${f.number} has been submitted. It was received at ${instant(f.at)}.\n\nFingerprint of its content (SHA-256):\n${f.sha256}\n\nThe receipt is on this page:\n${f.page}`,
    checked: (f) => `${f.passed
      ? `Both sides have completed the eligibility check of the application ${f.number}. It goes on to review.`
      : `Both sides have completed the eligibility check of the application ${f.number}. It does not meet the conditions of the call and does not go on to review.`}\n\nDetails are on the application’s page:\n${f.page}`,
    'not-submitted': (f, instant) => `The call ${f.call} closed at ${instant(f.closedAt)}. Your joint application was not submitted by then and takes no part in it. Its text stays open to you for reading.\n\n${f.page}`,
    'withdrawal-given': (f, instant) => `The lead investigator of the ${SIDES[f.side]} has given notice that the joint application ${f.ref} is to be withdrawn. You may agree, and it is withdrawn at once. Otherwise the withdrawal takes effect on ${instant(f.from)}, unless the notice is taken back before.\n\n${f.page}`,
    'withdrawal-taken-back': (f) => `The lead investigator of the ${SIDES[f.side]} has taken back the notice of withdrawal of the joint application ${f.ref}.\n\n${f.page}`,
    'bulk-look': (f) => `An officer has looked at the names of reviewers unusually often: ${f.looks} times or more within one hour. Officer: ${f.name}. Each look is in the audit trail; please find out whether it was needed.\n\n${f.page}`,
    withdrawn: (f) => `The joint application ${f.ref} has been withdrawn. It takes no further part in the call: it is not checked, reviewed or decided on any more.\n\n${f.page}`,
    'review-invitation': (f) => `You are asked to review the application ${f.number}. Please log in, state whether you have a conflict of interest, and accept or decline. The application is confidential: do not pass anything on.\n\n${f.page}`,
    'review-void': (f) => `Your assignment to review the application ${f.number} has been withdrawn. No further work on it is needed; its documents remain confidential. Thank you for your readiness.\n\n${f.page}`,
    'approval-needed': (f) => `The ${SIDES[f.side]} has approved ${SUBJECTS[f.subject]} of the call ${f.call}. It takes effect once your side has approved the same version.\n\n${f.page}`,
    'votes-open': (f) => `The ranking of the call ${f.call} has been closed by both sides. The votes of the co-chairs are open; each side’s vote stays sealed until the other side has voted as well.\n\n${f.page}`,
    'lot-needed': (f) => `The closed ranking of the call ${f.call} has equal applications that only a lot of both sides can put in order${f.round > 1 ? `. Both sides have agreed to start again: round ${f.round}` : ''}. Your side chooses a secret and files its commitment to it; neither side sees the other’s before both are in.\n\n${f.page}`,
    'lot-reveal': (f) => `Both sides have committed to their secrets for the lot of the call ${f.call}. Please reveal the secret of your side; the lot is drawn with the second one.\n\n${f.page}`,
    'lot-drawn': (f) => `The lot among equal applications of the call ${f.call} is drawn from the secrets of both sides, and its order stands in the ranking. Anyone can check it:\n${f.page}`,
    'call-amended': (f, instant) => `Both sides have amended the call ${f.call}. The amendment took effect at ${instant(f.at)}. Applications close at ${instant(f.closesAt)}.\n\nWhat you have written, signed or submitted stays as it is. What has changed is shown on the call’s page:\n${f.page}`,
  },
};
