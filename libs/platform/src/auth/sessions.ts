import type { AnySide, Language } from '#libs/kernel';
import type { Grant } from '../db/actor.js';

/** Who stands behind a cookie or a token, and until when it is good. */
export interface SignedIn { personId: string; side: AnySide; grants: Grant[]; language: Language; until: Date }

/** Finds the person of a session cookie or personal access token; the identity slice provides it. */
export abstract class Sessions {
  abstract find(secret: string, kind: 'cookie' | 'token', at: Date): Promise<SignedIn | null>;
}

/** Name of the session cookie; the `__Host-` prefix needs https. */
export function cookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-kopuro' : 'kopuro';
}
