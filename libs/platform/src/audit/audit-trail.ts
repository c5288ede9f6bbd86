import { Inject, Injectable } from '@nestjs/common';
import { sign } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { auditKey } from './audit-key.js';
import { ChainVerifier, rootHash, type AuditReport, type ExportedEntry, type ExportedRoot } from './verify.js';

interface Head { stream: string; seq: number; hash: string }

const ENTRIES = `select stream, seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') at, actor::text, action, data, encode(prev, 'hex') prev, encode(hash, 'hex') hash
  from audit_entry where (stream, seq) > ($1, $2) order by stream, seq limit 5000`;

/** Reads the audit chains: verifies all of them, and signs a root over all of them. */
@Injectable()
export class AuditTrail {
  constructor(private readonly ds: DataSource, private readonly clock: Clock, @Inject(CONFIG) private readonly config: Pick<Config, 'dataDir'>) {}

  /** Walks every chain in one snapshot; each altered, removed or reordered entry is a fault. */
  async verify(): Promise<AuditReport> {
    const runner = this.ds.createQueryRunner();
    await runner.startTransaction('REPEATABLE READ');
    try {
      const verifier = new ChainVerifier();
      let after: [string, number] = ['', 0];
      for (;;) {
        const entries = await runner.query(ENTRIES, after) as ExportedEntry[];
        for (const e of entries) verifier.take(e);
        const last = entries.at(-1);
        if (!last) break;
        after = [last.stream, last.seq];
      }
      const heads = await runner.query(`select stream, seq, encode(hash, 'hex') hash from audit_head where seq > 0 order by stream`) as Head[];
      const roots = await runner.query(`select n, at::text, streams, entries::float8 entries, encode(prev, 'hex') prev, encode(root, 'hex') root, encode(signature, 'hex') signature from audit_root order by n`) as ExportedRoot[];
      return verifier.finish(heads, roots, auditKey(this.config.dataDir).publicKey);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  /** Signs a root over the heads of all chains when anything was added since the last one. Safe to run in several processes. */
  async signRoot(): Promise<void> {
    const heads = await this.ds.query<Head[]>(`select stream, seq, encode(hash, 'hex') hash from audit_head where seq > 0`);
    const [last] = await this.ds.query<{ root: string; entries: number }[]>(`select encode(root, 'hex') root, entries::float8 entries from audit_root order by n desc limit 1`);
    const entries = heads.reduce((sum, h) => sum + h.seq, 0);
    if (entries === (last?.entries ?? 0)) return;
    const prev = last?.root ?? '';
    const root = rootHash(prev, heads);
    const signature = sign(null, Buffer.from(root, 'hex'), auditKey(this.config.dataDir).privateKey);
    await this.ds.query('select append_root($1, $2, $3, $4, $5, $6)', [await this.clock.now(), heads.length, entries, Buffer.from(prev, 'hex'), Buffer.from(root, 'hex'), signature]);
  }
}
