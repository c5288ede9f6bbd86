import { SECRET_MAX, SECRET_MIN } from '#libs/scoring/shared/lot-contract';
import type { Side } from '#libs/kernel';

/** Letters and digits that are not taken for one another when they are written down. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 5;
const LENGTH = 25;

/** A secret of 125 random bits, in groups that can be written down. */
export function newSecret(): string {
  const letters = [...crypto.getRandomValues(new Uint8Array(LENGTH))].map((byte) => LETTERS[byte % LETTERS.length] ?? '');
  return Array.from({ length: LENGTH / GROUP }, (_, n) => letters.slice(n * GROUP, (n + 1) * GROUP).join('')).join('-');
}

/** What is committed to: the same text however a keyboard composes its letters, without spaces around it. */
export function asCommitted(typed: string): string {
  return typed.trim().normalize('NFC');
}

/** Whether a secret can be filed, as the contract has it. */
export function isSecret(secret: string): boolean {
  const { length } = [...secret];
  return length >= SECRET_MIN && length <= SECRET_MAX && !/[\u0000-\u001f\u007f-\u009f]/.test(secret) && secret.isWellFormed();
}

/** The secret of a side stays in this browser from before its commitment is sent until it is revealed; nobody is asked for it before. */
export const kept = {
  keyOf: (callId: string, round: number, side: Side) => `lot-secret:${callId}:${round}:${side}`,
  read(callId: string, round: number, side: Side): string | null { return localStorage.getItem(this.keyOf(callId, round, side)); },
  keep(callId: string, round: number, side: Side, secret: string): void { localStorage.setItem(this.keyOf(callId, round, side), secret); },
  forget(callId: string, round: number, side: Side): void { localStorage.removeItem(this.keyOf(callId, round, side)); },
};
