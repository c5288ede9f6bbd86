import { demand, refuse, type Actor, type ReadTx, type WriteTx } from '#libs/platform';
import { accessTo, type Access } from './data/applications.queries.js';
import { ApplicationRow } from './data/application.row.js';
import { readDossier, readLimits, type Dossier } from './data/dossier.queries.js';
import { hashOf } from './dossier.js';
import { presentApplication } from './present.js';
import { canEdit } from './shared/rules.js';

/** Locks an application for a change by one of its leads; refuses `not-found` for everybody else. */
export async function lockAsLead(tx: WriteTx, actor: Actor, id: string): Promise<{ app: ApplicationRow; access: Access }> {
  const app = await tx.repo(ApplicationRow).findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
  const access = await accessTo(tx, actor, id);
  if (!app || access.role !== 'lead') refuse('not-found');
  return { app, access };
}

/** The same for a change of content: a draft only, and of the version that was read (`version` null: the change needs none). */
export async function lockDraft(tx: WriteTx, actor: Actor, id: string, version: number | null): Promise<ApplicationRow> {
  const { app } = await lockAsLead(tx, actor, id);
  demand(canEdit(app.state));
  if (version !== null && app.version !== version) refuse('precondition.stale');
  return app;
}

/** Counts a change: next version, and sign-offs of another content are void. Answers the application as it now is. */
export async function afterChange(tx: WriteTx, actor: Actor, id: string): Promise<Dossier> {
  await tx.rows('update application set version = version + 1, updated_at = $2 where id = $1', [id, actor.at]);
  const d = await readDossier(tx, id);
  if (d.app.state !== 'draft') return d;
  const voided = await tx.rows<{ side: string }>('delete from signoff where application_id = $1 and content_hash <> $2 returning side', [id, hashOf(d)]);
  if (!voided.length) return d;
  tx.audit(`application:${id}`, 'signoff.voided', { sides: voided.map((s) => s.side).sort() });
  return { ...d, signoffs: d.signoffs.filter((s) => !voided.some((v) => v.side === s.side)) };
}

/** An application as the actor may see it. */
export async function shown(tx: ReadTx, actor: Actor, d: Dossier) {
  const access = await accessTo(tx, actor, d.app.id);
  const limits = d.app.state === 'draft' ? await readLimits(tx, d.app.id, d.app.callId) : [];
  return presentApplication(d, access, limits, actor);
}
