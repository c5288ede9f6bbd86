import { AuditTrail, Db, pageFrom, readCursor, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';

interface Entry { stream: string; seq: number; at: Date; actor: string | null; action: string; data: string; hash: string }

/** The auditor's view of the chains; each look is itself an entry. A stream that ends in a side is not shown to auditors who act for the other side. */
@Injectable()
export class ReadAudit {
  constructor(private readonly db: Db, private readonly trail: AuditTrail) {}

  async list(actor: Actor, f: { limit: number; cursor?: string | undefined; stream?: string | undefined; actor?: string | undefined; q?: string | undefined }) {
    const after = readCursor(f.cursor);
    return this.db.write(actor, async (tx) => {
      tx.audit(`auditor:${actor.personId}`, 'audit.read', { stream: f.stream ?? null, actor: f.actor ?? null, q: f.q ?? null });
      const rows = await tx.rows<Entry>(`select stream, seq, at, actor, action, data, encode(hash, 'hex') hash from audit_entry
        where ($1::timestamptz is null or (at, stream || ':' || seq) < ($1, $2)) and ($3::text is null or stream = $3) and ($4::uuid is null or actor = $4)
        and (stream !~ ':(KG|CN)$' or cardinality((select my_sides())) = 0 or right(stream, 2) = any ((select my_sides())::text[]))
        and ($5::text is null or action ilike '%' || $5 || '%') order by at desc, stream || ':' || seq desc limit $6`,
      [after?.[0] ?? null, after?.[1] ?? null, f.stream ?? null, f.actor ?? null, f.q ?? null, f.limit + 1]);
      return pageFrom(rows, f.limit, (r) => [r.at.toISOString(), `${r.stream}:${r.seq}`], (r) =>
        ({ stream: r.stream, seq: r.seq, at: r.at.toISOString(), actor: r.actor, action: r.action, data: r.data, hash: r.hash }));
    });
  }

  async verify(actor: Actor) {
    await this.trail.signRoot();
    const report = await this.trail.verify();
    return this.db.write(actor, async (tx) => {
      tx.audit(`auditor:${actor.personId}`, 'audit.verified', { verified: report.verified, head: report.head });
      return report;
    });
  }
}
