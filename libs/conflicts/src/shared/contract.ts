import { Email, endpoint, filled, Id, IdParams, Instant, text } from '#libs/kernel';
import { z } from 'zod';
import { CONFLICT_KINDS, CONFLICT_STATES } from './states.js';

export { CONFLICT_KINDS } from './states.js';

const ConflictSchema = z.object({
  personId: Id, name: z.string(), applicationId: Id, number: z.string().nullable(), kind: z.enum(CONFLICT_KINDS), state: z.enum(CONFLICT_STATES), reason: z.string(), at: Instant.nullable(),
}).meta({ id: 'Conflict' });

export const listConflicts = endpoint({
  method: 'GET', path: '/calls/:id/conflicts', policy: 'conflict.manage', summary: 'Conflicts between the reviewer pool and the applications of a call', params: IdParams,
  response: { 200: z.object({ items: z.array(ConflictSchema) }).meta({ id: 'Conflicts' }) },
});
export const reportConflict = endpoint({
  method: 'POST', path: '/applications/:id/conflicts', policy: 'conflict.manage', summary: 'Record a conflict of interest between a person and an application', params: IdParams,
  body: z.strictObject({ email: Email, reason: text(1000) }).meta({ id: 'ConflictReport' }), response: { 201: ConflictSchema }, idempotent: true, problems: ['person.unknown', 'conflict.already-known'],
});
export const askConflict = endpoint({
  method: 'GET', path: '/applications/:id/conflicts/:personId', policy: 'conflict.manage', summary: 'May this person review that application?', params: z.strictObject({ id: Id, personId: Id }),
  response: { 200: z.object({ may: z.boolean(), kinds: z.array(z.enum(CONFLICT_KINDS)) }).meta({ id: 'ConflictAnswer' }) },
});
export const decideConflict = endpoint({
  method: 'POST', path: '/applications/:id/conflicts/:personId/decisions', policy: 'conflict.manage', summary: 'Confirm a conflict, or dismiss it with a reason so that it no longer blocks', params: z.strictObject({ id: Id, personId: Id }),
  body: z.strictObject({ kind: z.enum(CONFLICT_KINDS), state: z.enum(['confirmed', 'dismissed']), reason: filled(1000) }).meta({ id: 'ConflictDecision' }), response: { 200: ConflictSchema },
  problems: ['conflict.already-decided', 'conflict.not-dismissible'],
});
