import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';

/** One audit entry as it is exported; hashes in hex. */
export interface ExportedEntry { stream: string; seq: number; at: string; actor: string | null; action: string; data: string; prev: string; hash: string }
export interface ExportedRoot { n: number; at: string; streams: number; entries: number; prev: string; root: string; signature: string }
export interface AuditReport { entries: number; head: string; roots: number; verified: boolean; faults: string[] }

const MAX_FAULTS = 20;

/** Hash of an entry: SHA-256 over the previous hash and the entry's fields, joined by newlines. */
export function entryHash(e: Omit<ExportedEntry, 'hash'>): string {
  const text = [e.stream, e.seq, e.at, e.actor ?? '-', e.action, e.data].join('\n');
  return createHash('sha256').update(Buffer.from(e.prev, 'hex')).update(text, 'utf8').digest('hex');
}

/** Root over all chains: SHA-256 over the previous root and each chain's name, length and head, in order of name. */
export function rootHash(prev: string, heads: readonly { stream: string; seq: number; hash: string }[]): string {
  const h = createHash('sha256').update(Buffer.from(prev, 'hex'));
  for (const head of [...heads].sort((a, b) => (a.stream < b.stream ? -1 : 1))) h.update(`${head.stream}\n${head.seq}\n${head.hash}\n`, 'utf8');
  return h.digest('hex');
}

/** The instant with the six digits that the database hashes. */
export function auditInstant(at: Date): string {
  return at.toISOString().replace('Z', '000Z');
}

/** Checks chains while entries stream in, ordered by stream and number; keeps what the roots need. */
export class ChainVerifier {
  readonly faults: string[] = [];
  readonly heads = new Map<string, { seq: number; hash: string }>();
  private count = 0;

  take(e: ExportedEntry): void {
    this.count++;
    const before = this.heads.get(e.stream) ?? { seq: 0, hash: '' };
    if (e.seq !== before.seq + 1) this.fault(`${e.stream}: entry ${before.seq + 1} is missing before ${e.seq}`);
    else if (e.prev !== before.hash) this.fault(`${e.stream}: entry ${e.seq} does not follow entry ${before.seq}`);
    if (entryHash(e) !== e.hash) this.fault(`${e.stream}: entry ${e.seq} was altered`);
    this.heads.set(e.stream, { seq: e.seq, hash: e.hash });
  }

  /** Compares with the database's idea of where each chain ends, and the latest root with what each chain had when it was signed. */
  finish(heads: readonly { stream: string; seq: number; hash: string }[], roots: readonly ExportedRoot[], publicKey: KeyObject | null): AuditReport {
    for (const head of heads) {
      const seen = this.heads.get(head.stream);
      if (!seen || seen.seq !== head.seq || seen.hash !== head.hash) this.fault(`${head.stream}: the chain ends at ${seen?.seq ?? 0}, its head says ${head.seq}`);
    }
    if (heads.length !== this.heads.size) this.fault(`${this.heads.size} chains, but ${heads.length} heads`);
    let prev = '';
    for (const r of roots) {
      if (r.prev !== prev) this.fault(`root ${r.n} does not follow the root before it`);
      if (publicKey && !verify(null, Buffer.from(r.root, 'hex'), publicKey, Buffer.from(r.signature, 'hex'))) this.fault(`root ${r.n} has a wrong signature`);
      if (r.entries > this.count) this.fault(`root ${r.n} was signed over ${r.entries} entries, only ${this.count} are left`);
      prev = r.root;
    }
    const head = rootHash(prev, [...this.heads].map(([stream, h]) => ({ stream, ...h })));
    return { entries: this.count, head, roots: roots.length, verified: this.faults.length === 0, faults: this.faults };
  }

  private fault(text: string): void { if (this.faults.length < MAX_FAULTS) this.faults.push(text); }
}

/** The public key of a PEM text. */
export function readPublicKey(pem: string): KeyObject {
  return createPublicKey(pem);
}
