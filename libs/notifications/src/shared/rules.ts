import { OK, refused, type Verdict } from '#libs/kernel';
import type { LETTER_STATES } from './contract.js';
import { FIRST_PAUSE_MS, LONGEST_PAUSE_MS, MAX_ATTEMPTS } from './limits.js';
import type { Template } from './templates.js';

export type LetterState = (typeof LETTER_STATES)[number];

/** `later`: nothing was handed over; `refused`: no for good; `unknown`: handed over, and no answer came (or the sender died). */
export type Fate = 'later' | 'refused' | 'unknown';
export type NextStep = { state: 'failed' | 'uncertain' } | { state: 'queued'; pauseMs: number };

/** Only what went wrong, or may have, is sent again by hand. */
export function canResend(state: LetterState): Verdict {
  return state === 'failed' || state === 'uncertain' ? OK : refused('letter.not-resendable');
}

/** Pause before the next attempt, in milliseconds, after `attempts` attempts (1 …). */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 4 ** ((attempts - 1) % MAX_ATTEMPTS), LONGEST_PAUSE_MS);
}

/**
 * What follows a failed attempt. A result must never be told twice, so one whose fate is unknown waits for an officer;
 * other letters are repeated with the same Message-ID, by which mailboxes recognise them.
 */
export function afterFailure(template: Template, fate: Fate, attempts: number): NextStep {
  if (fate === 'refused') return { state: 'failed' };
  if (fate === 'unknown' && template === 'result') return { state: 'uncertain' };
  return attempts % MAX_ATTEMPTS === 0 ? { state: 'failed' } : { state: 'queued', pauseMs: pauseAfter(attempts) };
}
