import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** A random id (version 4): it tells neither time nor order. */
export function newId(): string {
  return randomUUID();
}

/** A secret of 256 bits for cookies and tokens, URL-safe. Only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 in hex of a text: how secrets, codes and contents are stored and compared. */
export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
