import { DAY_MS, OK, plus, refused, type AnySide, type Side, type Verdict } from '#libs/kernel';
import type { ApplicationState } from './states.js';

/** A constant of the programme: a notice of withdrawal takes effect after so many days, unless the other lead agrees before, or its giver takes it back. */
export const WITHDRAWAL_AFTER_DAYS = 14;

/** A notice that runs: whose it is, and from when on it binds by itself. */
export interface NoticeFacts { side: Side; effectiveFrom: Date }
/** What a lead may know of a withdrawal; `announced`: the instant of the result has come; `otherLead`: the other side's lead has accepted. */
export interface WithdrawalFacts { state: ApplicationState; announced: boolean; otherLead: boolean; notice: NoticeFacts | null }

/** The instant from which on a notice given now binds by itself. */
export function effectiveFrom(givenAt: Date): Date {
  return plus(givenAt, WITHDRAWAL_AFTER_DAYS * DAY_MS);
}

/** States from which an application may still be withdrawn, before its result is announced. */
export const WITHDRAWABLE: readonly ApplicationState[] = ['draft', 'submitted', 'eligible', 'under-review', 'recommended', 'not-recommended'];

function canBeWithdrawn({ state, announced }: Pick<WithdrawalFacts, 'state' | 'announced'>): Verdict {
  if (state === 'withdrawn') return refused('application.withdrawn');
  if (announced || ['awarded', 'on-reserve', 'refused'].includes(state)) return refused('application.already-announced');
  return WITHDRAWABLE.includes(state) ? OK : refused('application.wrong-state');
}

/** A lead gives notice while none runs. */
export function canGiveNotice(f: WithdrawalFacts): Verdict {
  const may = canBeWithdrawn(f);
  if (!may.ok) return may;
  return f.notice ? refused('withdrawal.already-given') : OK;
}

/** Whether a notice binds at once: a draft that no lead of the other side has accepted is its one lead's alone. */
export function bindsAtOnce(f: Pick<WithdrawalFacts, 'state' | 'otherLead'>): boolean {
  return f.state === 'draft' && !f.otherLead;
}

/** The other lead agrees to a notice that runs; with both signatures it takes effect at once. */
export function canAgree(f: WithdrawalFacts, side: AnySide): Verdict {
  const may = canBeWithdrawn(f);
  if (!may.ok) return may;
  if (!f.notice) return refused('withdrawal.not-given');
  return f.notice.side === side ? refused('withdrawal.own') : OK;
}

/** Whoever gave a notice takes it back before the instant from which it binds, whether the system has noticed that instant or not. */
export function canTakeBack(f: WithdrawalFacts, side: AnySide, at: Date): Verdict {
  if (f.state === 'withdrawn') return refused('application.withdrawn');
  if (!f.notice) return refused('withdrawal.not-given');
  if (f.notice.side !== side) return refused('withdrawal.not-yours');
  return bindsByTime(f, at) ? refused('application.withdrawn') : OK;
}

/** Whether a notice that nobody agreed to binds by now: its days are over, and the result has not been announced. */
export function bindsByTime(f: WithdrawalFacts, at: Date): boolean {
  return f.notice !== null && f.notice.effectiveFrom <= at && canBeWithdrawn(f).ok;
}
