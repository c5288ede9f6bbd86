import { fileTypeFromBuffer, fileTypeFromStream } from 'file-type';
import { refuse, type FileStore, type Stored, type Upload } from '#libs/platform';
import { DOCUMENT_TYPES, FILE_NAME_MAX } from './shared/limits.js';

/** Bytes by which PDF, PNG and JPEG are told; the Office formats are ZIP archives and need their directory. */
const HEAD_BYTES = 4096;
const OPENINGS = ['25504446', '89504e470d0a1a0a', 'ffd8ff', '504b0304'].map((hex) => Buffer.from(hex, 'hex'));
const LONGEST_OPENING = Math.max(...OPENINGS.map((o) => o.length));

export interface StoredDocument extends Stored { type: string; name: string }

const begins = (head: Buffer) => OPENINGS.some((o) => head.subarray(0, o.length).equals(o));

/**
 * Lets a stream pass while it begins like an accepted type, and collects its head. Refuses at its end, since an upload that is left unread keeps
 * its sender from hearing the refusal: `document.empty`, `document.type-refused`.
 */
async function* opened(stream: AsyncIterable<Buffer>, take: (head: Buffer) => void): AsyncGenerator<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  for await (const piece of stream) {
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, piece.subarray(0, HEAD_BYTES - head.length)]);
    if (head.length < LONGEST_OPENING || begins(head)) yield piece;
  }
  if (!head.length) refuse('document.empty', '/file');
  if (!begins(head)) refuse('document.type-refused', '/file');
  take(head);
}

/** Reads what is left of an upload that was refused, so that the refusal reaches its sender. */
export async function drain(stream: AsyncIterable<Buffer>): Promise<void> {
  try {
    for await (const _ of stream);
  } catch { /* the refusal that is under way says more */ }
}

/** Stores an upload; refuses by its content what is not an accepted type. Its name becomes a plain file name. */
export async function storeDocument(store: FileStore, upload: Upload): Promise<StoredDocument> {
  let head: Buffer = Buffer.alloc(0);
  const stored = await store.put(opened(upload.stream, (h) => { head = h; }));
  const zip = head.subarray(0, 2).toString('latin1') === 'PK';
  const found = zip ? await typeOfArchive(store, stored.key) : (await fileTypeFromBuffer(head))?.mime;
  const type = DOCUMENT_TYPES.find((t) => t === found);
  if (!type) refuse('document.type-refused', '/file');
  return { ...stored, type, name: cleanName(upload.name) };
}

async function typeOfArchive(store: FileStore, key: string): Promise<string | undefined> {
  const file = store.read(key);
  try {
    return (await fileTypeFromStream(file))?.mime;
  } catch {
    return undefined;
  } finally {
    file.destroy();
  }
}

/** The last part of a path without control and direction marks, at most 200 characters. A script's form may send none at all. */
export function cleanName(name: string | undefined): string {
  const plain = ((name ?? '').split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').replace(/\s+/gu, ' ').trim();
  return [...plain].slice(0, FILE_NAME_MAX).join('').trim() || 'document';
}
