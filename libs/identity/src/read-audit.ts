import { AuditTrail, Db, pageFrom, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { listEntries, type AuditFilter } from './data/audit.queries.js';

/** The auditor's view of the chains; each look is itself an entry. What is sealed or in conflict with the auditor does not exist in it. */
@Injectable()
export class ReadAudit {
  constructor(private readonly db: Db, private readonly trail: AuditTrail) {}

  async list(actor: Actor, f: AuditFilter) {
    return this.db.write(actor, async (tx) => {
      tx.audit(`auditor:${actor.personId}`, 'audit.read', { stream: f.stream ?? null, actor: f.actor ?? null, q: f.q ?? null });
      const rows = await listEntries(tx, f);
      return pageFrom(rows, f.limit, (r) => [r.key, `${r.stream}:${r.seq}`], (r) =>
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
