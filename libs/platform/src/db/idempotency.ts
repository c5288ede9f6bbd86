import type { Actor } from './actor.js';
import type { WriteTx } from './tx.js';
import { Refused } from '../refused.js';

/** Thrown inside a write whose Idempotency-Key was answered before: the HTTP layer sends the first answer again. */
export class Replay extends Error {
  constructor(readonly status: number, readonly etag: string | null, readonly body: unknown) {
    super('replayed');
  }
}

const ownerOf = (actor: Actor) => actor.personId ?? 'anonymous';

/** Takes the key for this transaction: replays a kept answer, refuses another body (422) and a first request that still runs (409). */
export async function claim(actor: Actor, tx: WriteTx): Promise<void> {
  const mine = actor.request?.idempotency;
  if (!mine) return;
  const lock = await tx.row<{ got: boolean }>('select pg_try_advisory_xact_lock(hashtextextended($1, 0)) got', [`${ownerOf(actor)} ${mine.key}`]);
  if (!lock?.got) throw new Refused('idempotency.in-progress', [], [], { 'retry-after': '1' });
  const kept = await tx.row<{ fingerprint: string; status: number; etag: string | null; body: string }>(
    'select fingerprint, status, etag, body from idempotency where actor = $1 and key = $2', [ownerOf(actor), mine.key]);
  if (!kept) return;
  if (kept.fingerprint !== mine.fingerprint) throw new Refused('idempotency.key-reused');
  throw new Replay(kept.status, kept.etag, JSON.parse(kept.body));
}

/** Checks the answer of the request behind this write and keeps it under its key, in the same transaction. */
export async function keep(actor: Actor, tx: WriteTx, value: unknown): Promise<void> {
  const pending = actor.request;
  if (!pending) return;
  const answer = pending.check(value);
  if (!pending.idempotency) return;
  await tx.rows('insert into idempotency(actor, key, fingerprint, status, etag, body, at) values ($1, $2, $3, $4, $5, $6, $7)', [
    ownerOf(actor), pending.idempotency.key, pending.idempotency.fingerprint, answer.status, answer.etag, JSON.stringify(answer.body ?? null), actor.at]);
}
