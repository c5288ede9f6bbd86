import { endpoint, Id, Instant, pageOf, pageQuery, text } from '#libs/kernel';
import { z } from 'zod';

const AuditEntrySchema = z.object({
  stream: z.string(), seq: z.int(), at: Instant, actor: Id.nullable(), action: z.string(), data: z.string(), hash: z.string(),
}).meta({ id: 'AuditEntry' });

export const listAudit = endpoint({
  method: 'GET', path: '/audit', policy: 'audit.read', summary: 'Audit entries, newest first; reading them is recorded', query: z.strictObject({ ...pageQuery, stream: text(120).optional(), actor: Id.optional() }),
  response: { 200: pageOf(AuditEntrySchema).meta({ id: 'AuditPage' }) },
});
export const verifyAudit = endpoint({
  method: 'POST', path: '/audit/verifications', policy: 'audit.read', summary: 'Verify every chain and every signed root',
  response: { 200: z.object({ entries: z.int(), head: z.string(), roots: z.int(), verified: z.boolean(), faults: z.array(z.string()) }).meta({ id: 'AuditReport' }) },
});
