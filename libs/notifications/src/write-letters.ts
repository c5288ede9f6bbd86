import { otherSide } from '#libs/kernel';
import { CONFIG, newId, type Config, type DeliveredEvent, type WriteTx } from '#libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { applicantsOf, holders, invitedMember, leadsOf, officersFor, officersOf, personById, reviewerOf, teamOf, type Recipient } from './data/recipients.queries.js';
import { applicationOfAssignment, insertLetter } from './data/letters.queries.js';
import { HEARD, isHeard, type Heard, type Payload } from './heard-events.js';
import type { Template } from './shared/templates.js';

/** Ids by which a letter's facts are found when it is sent. */
export type Values = Record<string, string>;
interface Plan { template: Template; to: Recipient[]; values: Values; applicationId: string | null }
type Plans = { [T in Heard]: (tx: WriteTx, data: Payload<T>) => Promise<Plan> };

const toLeads = (template: Template) => async (tx: WriteTx, d: { applicationId: string }): Promise<Plan> =>
  ({ template, to: await leadsOf(tx, d.applicationId), values: { applicationId: d.applicationId }, applicationId: d.applicationId });

const toReviewer = (template: Template) => async (tx: WriteTx, d: { assignmentId: string }): Promise<Plan> =>
  ({ template, to: await reviewerOf(tx, d.assignmentId), values: { assignmentId: d.assignmentId }, applicationId: await applicationOfAssignment(tx, d.assignmentId) });

/** Who is told what, for each event. */
const PLANS: Plans = {
  'identity.activation-requested': async (tx, d) => ({ template: 'activation', to: await personById(tx, d.personId), values: { activationId: d.activationId }, applicationId: null }),
  'calls.approval-needed': async (tx, d) => ({ template: 'approval-needed', to: await officersOf(tx, otherSide(d.side)), values: { callId: d.callId, subject: d.subject, revision: String(d.revision), side: d.side }, applicationId: null }),
  'calls.amended': async (tx, d) => ({ template: 'call-amended', to: await applicantsOf(tx, d.callId), values: { callId: d.callId, edition: String(d.edition) }, applicationId: null }),
  'applications.member-invited': async (tx, d) => ({ template: 'invitation', to: await invitedMember(tx, d.memberId), values: { memberId: d.memberId }, applicationId: d.applicationId }),
  'applications.signed': async (tx, d) => (
    { template: 'signed', to: await leadsOf(tx, d.applicationId, d.side), values: { applicationId: d.applicationId, side: d.side }, applicationId: d.applicationId }),
  'applications.submitted': toLeads('submitted'),
  'applications.checked': toLeads('checked'),
  'applications.not-submitted': toLeads('not-submitted'),
  'applications.withdrawal-given': async (tx, d) => ({
    template: 'withdrawal-given', to: await leadsOf(tx, d.applicationId, d.side), values: { applicationId: d.applicationId, noticeId: d.noticeId }, applicationId: d.applicationId }),
  'applications.withdrawal-taken-back': async (tx, d) => ({
    template: 'withdrawal-taken-back', to: await leadsOf(tx, d.applicationId, d.side), values: { applicationId: d.applicationId, side: d.side }, applicationId: d.applicationId }),
  'applications.withdrawn': async (tx, d) => ({
    template: 'withdrawn', to: [...await teamOf(tx, d.applicationId), ...await officersFor(tx, d.applicationId)], values: { applicationId: d.applicationId }, applicationId: d.applicationId }),
  'assignment.published': toReviewer('review-invitation'),
  'assignment.voided': toReviewer('review-void'),
  'scoring.ranking-closed': async (tx, d) => ({ template: 'votes-open', to: await holders(tx, 'chair'), values: { callId: d.callId }, applicationId: null }),
  'scoring.lot-needed': async (tx, d) => ({ template: 'lot-needed', to: await holders(tx, 'officer'), values: { callId: d.callId, round: String(d.round) }, applicationId: null }),
  'scoring.lot-committed': async (tx, d) => ({ template: 'lot-reveal', to: await holders(tx, 'officer'), values: { callId: d.callId }, applicationId: null }),
  'scoring.lot-drawn': async (tx, d) => ({ template: 'lot-drawn', to: await holders(tx, 'officer', 'chair'), values: { callId: d.callId }, applicationId: null }),
  'platform.bulk-look': async (tx, d) => ({ template: 'bulk-look', to: await holders(tx, 'auditor'), values: { personId: d.personId }, applicationId: null }),
  'awards.announced': async (tx, d) => (
    { template: 'result', to: await teamOf(tx, d.applicationId), values: { applicationId: d.applicationId, announcementId: d.announcementId }, applicationId: d.applicationId }),
};

/** Turns events into letters that wait to be sent. */
@Injectable()
export class WriteLetters {
  private readonly domain: string;

  constructor(@Inject(CONFIG) config: Pick<Config, 'mailFrom'>) {
    this.domain = /@([\w.-]+)/.exec(config.mailFrom)?.[1] ?? 'kopuro';
  }

  /** Takes one event inside the transaction that marks it as taken; events of other kinds are none of its business. Throws on a payload that is not as agreed. */
  async hear(tx: WriteTx, event: DeliveredEvent): Promise<void> {
    if (!isHeard(event.type)) return;
    const plan = await (PLANS[event.type] as (tx: WriteTx, data: unknown) => Promise<Plan>)(tx, HEARD[event.type].parse(event.data));
    for (const to of plan.to) {
      const id = newId();
      const fresh = await insertLetter(tx, { id, eventId: event.id, to, template: plan.template, values: plan.values, applicationId: plan.applicationId, messageId: `${id}@${this.domain}` });
      if (fresh) tx.audit(`letter:${id}`, 'letter.queued', { template: plan.template, event: event.id });
    }
  }
}
