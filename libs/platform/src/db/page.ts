import { Refused } from '../refused.js';

/** An opaque cursor: the sort key of the last row and its id. */
export function cursorOf(key: string, id: string): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** The sort key and id of a cursor; refuses one that this system did not make. */
export function readCursor(cursor: string | undefined): [string, string] | null {
  if (cursor === undefined) return null;
  try {
    const pair: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(pair) && pair.length === 2 && pair.every((p) => typeof p === 'string' && !p.includes('\u0000') && p.isWellFormed())) return pair as [string, string];
  } catch { /* falls through to the refusal */ }
  throw new Refused('field.invalid', [{ code: 'field.invalid', pointer: '#/query/cursor' }]);
}

/** A page out of `limit + 1` rows fetched in keyset order. */
export function pageFrom<R, T>(rows: readonly R[], limit: number, key: (row: R) => [string, string], present: (row: R) => T): { items: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(present), nextCursor: rows.length > limit && last ? cursorOf(...key(last)) : null };
}
