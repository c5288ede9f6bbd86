import type { ApprovalSubject } from '#libs/calls/shared/states';
import { displayName, type Side } from '#libs/kernel';
import { ActivationCodes } from '#libs/identity';
import { BULK_LOOKS, CONFIG, type Config, type ReadTx } from '#libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import * as facts from './data/letter-facts.queries.js';
import type { LetterRow } from './data/letters.queries.js';
import { isTemplate, type Template } from './shared/templates.js';
import { compose, composeGone, type Composed } from './templates/compose.js';
import type { Told } from './templates/facts.js';
import { PAGES } from './templates/pages.js';

/** A letter as its reader sees it in the system; `page`: the path of the page that it is about, null where it is no longer good. */
export type Shown = Composed & { page: string | null };
type Teller = (tx: ReadTx, values: Record<string, string>, reader: facts.Reader) => Promise<Told | undefined>;

/**
 * Writes a letter's text at the moment when it is sent or shown, from what its reader may know at that moment. Texts are stored nowhere.
 * `tx` is the system's: the recipient's right to each fact is part of the query.
 */
@Injectable()
export class LetterText {
  constructor(private readonly codes: ActivationCodes, @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>) {}

  /** The text to send; undefined when the letter is no longer for its reader. */
  async toSend(tx: ReadTx, letter: LetterRow): Promise<Composed | undefined> {
    const told = await this.told(tx, letter);
    // What was settled before the letter went out asks nobody any more; one that went out stays readable.
    if (told?.template === 'approval-needed' && !told.facts.waits) return undefined;
    return told && compose(told, letter.language, this.config.publicUrl);
  }

  /** The text to show to its reader in the system. A code is left out: whoever sits at an open session could set a new password with it. */
  async toShow(tx: ReadTx, letter: LetterRow): Promise<Shown> {
    const told = await this.told(tx, letter);
    if (!told) return { ...composeGone(isTemplate(letter.template) ? letter.template : 'signed', letter.language), page: null };
    const shown = told.template === 'activation' ? { ...told, facts: { ...told.facts, code: '•••••-•••••', page: this.page('activation', {}) } } : told;
    return { ...compose(shown, letter.language, this.config.publicUrl), page: PAGES[told.template](letter.values) };
  }

  private told(tx: ReadTx, letter: LetterRow): Promise<Told | undefined> {
    if (!isTemplate(letter.template)) throw new Error(`no letter of kind ${letter.template}`);
    return this.tellers[letter.template](tx, letter.values, { personId: letter.person_id, email: letter.email });
  }

  /** Full address of the page that a letter of this kind is about. */
  private page(template: Template, values: Record<string, string>): string { return `${this.config.publicUrl}${PAGES[template](values)}`; }

  private readonly tellers: Record<Template, Teller> = {
    activation: async (tx, { activationId = '' }, reader) => {
      const f = await facts.activationFacts(tx, activationId, reader);
      return f && { template: 'activation', ref: '', facts: { code: this.codes.codeOf(f.id), until: f.until, page: `${this.page('activation', {})}?email=${encodeURIComponent(f.email)}` } };
    },
    invitation: async (tx, { memberId = '' }, reader) => {
      const f = await facts.invitationFacts(tx, memberId, reader);
      if (!f) return undefined;
      const inviter = f.family === null ? null : displayName({ family: f.family, given: f.given ?? '', patronymic: f.patronymic, nativeName: f.nativeName });
      return { template: 'invitation', ref: f.call, facts: { call: f.call, role: f.role, side: f.side, inviter, page: this.page('invitation', {}) } };
    },
    signed: async (tx, { applicationId = '', side = '' }, reader) => {
      const f = await facts.signedFacts(tx, applicationId, reader, side as Side);
      return f && { template: 'signed', ref: f.ref, facts: { ...f, page: this.page('signed', { applicationId }) } };
    },
    submitted: async (tx, { applicationId = '' }, reader) => {
      const f = await facts.submittedFacts(tx, applicationId, reader);
      return f && { template: 'submitted', ref: f.number, facts: { ...f, page: this.page('submitted', { applicationId }) } };
    },
    checked: async (tx, { applicationId = '' }, reader) => {
      const f = await facts.checkedFacts(tx, applicationId, reader);
      return f && { template: 'checked', ref: f.number, facts: { ...f, page: this.page('checked', { applicationId }) } };
    },
    'not-submitted': async (tx, { applicationId = '' }, reader) => {
      const f = await facts.notSubmittedFacts(tx, applicationId, reader);
      return f && { template: 'not-submitted', ref: f.call, facts: { ...f, page: this.page('not-submitted', { applicationId }) } };
    },
    'withdrawal-given': async (tx, { applicationId = '', noticeId = '' }, reader) => {
      const f = await facts.noticeFacts(tx, applicationId, reader, noticeId);
      return f && { template: 'withdrawal-given', ref: f.ref, facts: { ...f, page: this.page('withdrawal-given', { applicationId }) } };
    },
    'withdrawal-taken-back': async (tx, { applicationId = '', side = '' }, reader) => {
      const f = await facts.signedFacts(tx, applicationId, reader, side as Side);
      return f && { template: 'withdrawal-taken-back', ref: f.ref, facts: { ...f, page: this.page('withdrawal-taken-back', { applicationId }) } };
    },
    withdrawn: async (tx, { applicationId = '' }, reader) => {
      const f = await facts.withdrawnFacts(tx, applicationId, reader);
      return f && { template: 'withdrawn', ref: f.ref, facts: { ref: f.ref, page: this.page('withdrawn', {}) } };
    },
    'review-invitation': async (tx, { assignmentId = '' }, reader) => {
      const f = await facts.reviewFacts(tx, assignmentId, reader, false);
      return f && { template: 'review-invitation', ref: f.number, facts: { ...f, page: this.page('review-invitation', { assignmentId }) } };
    },
    'review-void': async (tx, { assignmentId = '' }, reader) => {
      const f = await facts.reviewFacts(tx, assignmentId, reader, true);
      return f && { template: 'review-void', ref: f.number, facts: { ...f, page: this.page('review-void', { assignmentId }) } };
    },
    'approval-needed': async (tx, { callId = '', subject = '', revision = '', side = '' }, reader) => {
      const of = { subject: subject as ApprovalSubject, side: side as Side };
      const f = await facts.approvalFacts(tx, callId, reader, of.subject, Number(revision), of.side);
      return f && { template: 'approval-needed', ref: f.call, facts: { ...f, ...of, page: this.page('approval-needed', { callId, subject }) } };
    },
    'votes-open': async (tx, { callId = '' }, reader) => {
      const f = await facts.callFacts(tx, callId, reader, 'chair');
      return f && { template: 'votes-open', ref: f.call, facts: { ...f, page: this.page('votes-open', { callId }) } };
    },
    'lot-needed': async (tx, { callId = '', round = '' }, reader) => {
      const f = await facts.callFacts(tx, callId, reader, 'officer');
      return f && { template: 'lot-needed', ref: f.call, facts: { ...f, round: Number(round), page: this.page('lot-needed', { callId }) } };
    },
    'lot-reveal': async (tx, { callId = '' }, reader) => {
      const f = await facts.callFacts(tx, callId, reader, 'officer');
      return f && { template: 'lot-reveal', ref: f.call, facts: { ...f, page: this.page('lot-reveal', { callId }) } };
    },
    'lot-drawn': async (tx, { callId = '' }, reader) => {
      const f = await facts.callFacts(tx, callId, reader, 'officer', 'chair');
      return f && { template: 'lot-drawn', ref: f.call, facts: { ...f, page: this.page('lot-drawn', { callId }) } };
    },
    'call-amended': async (tx, { callId = '', edition = '' }, reader) => {
      const f = await facts.amendedFacts(tx, callId, reader, Number(edition));
      return f && { template: 'call-amended', ref: f.call, facts: { ...f, page: this.page('call-amended', { callId }) } };
    },
    'bulk-look': async (tx, { personId = '' }, reader) => {
      const f = await facts.bulkLookFacts(tx, personId, reader);
      return f && { template: 'bulk-look', ref: '', facts: { name: displayName(f), looks: BULK_LOOKS, page: this.page('bulk-look', { personId }) } };
    },
    result: async (tx, { applicationId = '', announcementId = '' }, reader) => {
      const f = await facts.resultFacts(tx, applicationId, reader, announcementId);
      return f && { template: 'result', ref: f.number, facts: f };
    },
  };
}
