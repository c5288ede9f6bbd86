import type { Actor, WriteTx } from '#libs/platform';
import { ApplicationWithdrawn } from './events.js';
import type { ApplicationState } from './shared/states.js';
import type { WithdrawalListeners } from './withdrawal-listeners.js';

/** Withdraws an application for good by its notice, with all that follows from it. The caller has decided that it binds and holds locks on the call and on the application. */
export async function takeEffect(tx: WriteTx, actor: Actor, listeners: WithdrawalListeners, app: { id: string; callId: string; state: ApplicationState }, noticeId: string): Promise<void> {
  await tx.rows(`update application set state = 'withdrawn', version = version + 1, updated_at = $2 where id = $1`, [app.id, actor.at]);
  await tx.rows('update withdrawal set effective_at = $2, withdrawn_from = $3 where id = $1', [noticeId, actor.at, app.state]);
  tx.audit(`application:${app.id}`, 'application.withdrawn', { notice: noticeId, from: app.state });
  tx.emit(ApplicationWithdrawn.type, { applicationId: app.id });
  await listeners.tell(tx, actor, app);
}
