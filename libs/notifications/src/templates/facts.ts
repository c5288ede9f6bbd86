import type { ApprovalSubject } from '#libs/calls/shared/states';
import type { AnySide, Side } from '#libs/kernel';
import type { Template } from '../shared/templates.js';

/** What each kind of letter is written from, read at the moment of sending or showing. `page` is a full address; money in fen. */
export interface Facts {
  activation: { code: string; until: Date; page: string };
  invitation: { call: string; inviter: string | null; role: 'lead' | 'member'; side: AnySide; page: string };
  signed: { ref: string; side: Side; page: string };
  submitted: { number: string; at: Date; sha256: string; page: string };
  checked: { number: string; passed: boolean; page: string };
  'not-submitted': { call: string; closedAt: Date; page: string };
  'withdrawal-given': { ref: string; side: Side; from: Date; page: string };
  'withdrawal-taken-back': { ref: string; side: Side; page: string };
  'bulk-look': { name: string; looks: number; page: string };
  withdrawn: { ref: string; page: string };
  'review-invitation': { number: string; page: string };
  'review-void': { number: string; page: string };
  /** `waits`: the reader's side has not approved yet, and what it is about was neither revised nor taken back. */
  'approval-needed': { call: string; subject: ApprovalSubject; side: Side; waits: boolean; page: string };
  'votes-open': { call: string; page: string };
  'lot-needed': { call: string; round: number; page: string };
  'lot-reveal': { call: string; page: string };
  'lot-drawn': { call: string; page: string };
  'call-amended': { call: string; at: Date; closesAt: Date; page: string };
  result: { number: string; result: 'award' | 'reserve' | 'refused'; amountFen: number | null };
}

/** The facts of one letter together with their kind; `ref` is all that a subject may tell: a number or a call's code. */
export type Told = { [T in Template]: { template: T; ref: string; facts: Facts[T] } }[Template];

/** Everything that one language says. A body knows no greeting and no closing. */
export interface Wording {
  subject: (ref: string) => string;
  codeSubject: string;
  greeting: string;
  closing: string;
  /** Stands for a letter that its reader may not, or need not, read any more. */
  gone: string;
  /** The same instant in both capitals. */
  instant: (bishkek: string, beijing: string) => string;
  bodies: { [T in Exclude<Template, 'result'>]: (facts: Facts[T], instant: (at: Date) => string) => string };
}
