import type { Language } from '#libs/kernel';
import { readCursor, type ReadTx, type WriteTx } from '#libs/platform';
import type { LetterState } from '../shared/rules.js';
import type { Recipient } from './recipients.queries.js';

/** A letter as it lies in the ledger. */
export interface LetterRow {
  id: string; person_id: string | null; email: string; language: Language; template: string; values: Record<string, string>; message_id: string; state: LetterState; attempts: number; at: Date;
  sent_at: Date | null; problem: string | null; read_at: Date | null; key: string;
}

/** Conflicts hide letters as they hide the application that a letter is about. */
const NOT_HIDDEN = `(l.application_id is null or not l.application_id = any ((select hidden_applications())::uuid[]))`;
const KEY = `to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;
const COLUMNS = `l.id, l.person_id, l.email::text email, l.language, l.template, l.values, l.message_id, l.state, l.attempts, l.at, l.sent_at, l.problem, l.read_at, ${KEY} key`;
/** Letters of person `$1`, also those sent to their address before they had an account. */
const OWN = `(l.person_id = $1 or (l.person_id is null and l.email = (select email from person where id = $1)))`;
/** Compared as text: a cursor that somebody made up is no instant, and must not fail. */
const AFTER = `($2::text is null or (${KEY}, l.id::text) < ($2, $3))`;

export interface NewLetter {
  id: string; eventId: string; to: Recipient; template: string; values: Record<string, string>; applicationId: string | null; messageId: string;
}

/** Queues a letter at the transaction's instant; false when this event has already brought it to this address. */
export async function insertLetter(tx: WriteTx, l: NewLetter): Promise<boolean> {
  const row = await tx.row(`insert into letter(id, event_id, person_id, email, language, template, values, application_id, message_id, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, app_at()) on conflict (event_id, email, template) do nothing returning id`,
  [l.id, l.eventId, l.to.person_id, l.to.email, l.to.language, l.template, JSON.stringify(l.values), l.applicationId, l.messageId]);
  return row !== undefined;
}

export async function applicationOfAssignment(tx: ReadTx, assignmentId: string): Promise<string | null> {
  return (await tx.row<{ application_id: string }>('select application_id from assignment where id = $1', [assignmentId]))?.application_id ?? null;
}

/** The delivery log, newest first, without letters about applications that the reader must not know of. */
export async function listLetters(tx: ReadTx, f: { limit: number; cursor?: string | undefined; q?: string | undefined; state?: LetterState | undefined }): Promise<LetterRow[]> {
  const after = readCursor(f.cursor);
  return tx.rows<LetterRow>(`select ${COLUMNS} from letter l where ${AFTER} and ($4::text is null or l.state = $4) and ($5::text is null or l.email::text ilike '%' || $5 || '%') and ${NOT_HIDDEN}
    order by l.at desc, l.id desc limit $1`, [f.limit + 1, after?.[0] ?? null, after?.[1] ?? null, f.state ?? null, f.q ? f.q.replace(/[%_\\]/g, '\\$&') : null]);
}

/** Letters to a person, newest first, without those that were no longer due before they could be sent. */
export async function listOwnLetters(tx: ReadTx, f: { limit: number; cursor?: string | undefined; personId: string }): Promise<LetterRow[]> {
  const after = readCursor(f.cursor);
  return tx.rows<LetterRow>(`select ${COLUMNS} from letter l where ${OWN} and l.state <> 'superseded' and ${AFTER} order by l.at desc, l.id desc limit $4`, [f.personId, after?.[0] ?? null, after?.[1] ?? null, f.limit + 1]);
}

/** Letters to a person that are still good and were not read yet. */
export async function countUnread(tx: ReadTx, personId: string): Promise<number> {
  return (await tx.row<{ count: number }>(`select count(*)::int count from letter l where ${OWN} and l.read_at is null and l.state <> 'superseded'`, [personId]))?.count ?? 0;
}

/** Marks letters to a person as read at the transaction's instant, where they were not yet; answers those that are theirs. */
export async function markRead(tx: WriteTx, personId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(`update letter l set read_at = coalesce(l.read_at, app_at()) where ${OWN} and l.id = any($2::uuid[]) returning l.id`, [personId, ids]);
  return rows.map((r) => r.id);
}

/** A letter, locked, unless it is about an application that the actor must not know of. */
export async function lockLetter(tx: WriteTx, id: string): Promise<LetterRow | undefined> {
  return tx.row<LetterRow>(`select ${COLUMNS} from letter l where l.id = $1 and ${NOT_HIDDEN} for no key update`, [id]);
}

/** Puts a letter back into the queue, due at once; its Message-ID stays. */
export async function requeueLetter(tx: WriteTx, id: string): Promise<LetterRow | undefined> {
  return tx.row<LetterRow>(`update letter l set state = 'queued', next_try_at = null, problem = null where l.id = $1 returning ${COLUMNS}`, [id]);
}

/** Claims a waiting letter for one sender and counts the attempt; undefined when another has it or it is not due. Pauses run by the machine's clock. */
export async function claimLetter(tx: WriteTx, id: string): Promise<LetterRow | undefined> {
  return tx.row<LetterRow>(`update letter l set state = 'sending', sending_since = clock_timestamp(), attempts = l.attempts + 1
    where l.id = $1 and l.state = 'queued' and (l.next_try_at is null or l.next_try_at <= clock_timestamp()) returning ${COLUMNS}`, [id]);
}

export interface Ending { state: LetterState; sentAt?: Date; problem?: string; pauseMs?: number }

/**
 * Writes how an attempt ended; it counts for the attempt that was claimed, a later one has its own ending. That it was sent counts even when
 * the letter was taken back meanwhile. False when it came too late.
 */
export async function endAttempt(tx: WriteTx, id: string, attempt: number, e: Ending): Promise<boolean> {
  const row = await tx.row(`update letter set state = $3, sending_since = null, sent_at = $4, problem = $5,
      next_try_at = case when $6::float8 is null then null else clock_timestamp() + make_interval(secs => $6::float8 / 1000) end
    where id = $1 and attempts = $2 and (state = 'sending' or ($3 = 'sent' and state in ('queued', 'uncertain'))) returning id`, [id, attempt, e.state, e.sentAt ?? null, e.problem ?? null, e.pauseMs ?? null]);
  return row !== undefined;
}

export type StuckLetter = Pick<LetterRow, 'id' | 'template' | 'attempts'>;

/** Letters whose sender has not answered for so long that it must have died. */
export async function stuckLetters(tx: ReadTx, afterMs: number): Promise<StuckLetter[]> {
  return tx.rows<StuckLetter>(`select id, template, attempts from letter where state = 'sending' and sending_since <= clock_timestamp() - make_interval(secs => $1::float8 / 1000) order by at limit 500`, [afterMs]);
}

/** Tickets of waiting letters, oldest first: the letter's id and a number that changes with time, so that a ticket lost with its worker holds nothing up for long. */
export async function dueTickets(tx: ReadTx, ticketMs: number, limit: number): Promise<string[]> {
  const rows = await tx.rows<{ ticket: string }>(`select id || '_' || floor(extract(epoch from clock_timestamp()) * 1000 / $1)::text ticket from letter
    where state = 'queued' and (next_try_at is null or next_try_at <= clock_timestamp()) order by at, id limit $2`, [ticketMs, limit]);
  return rows.map((r) => r.ticket);
}

