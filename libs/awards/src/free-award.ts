import { lockCall } from '#libs/calls';
import type { Actor, WriteTx } from '#libs/platform';
import { announceCall } from './data/announcements.queries.js';

/**
 * What a withdrawal changes in the decisions: an award that was not announced yet is free again, place and money; votes and outcome stay as they were, sealed as before.
 * Where it was the last application that waited for its result, the call is announced.
 */
export async function freeAward(tx: WriteTx, _actor: Actor, { id, callId }: { id: string; callId: string }): Promise<void> {
  const call = await lockCall<{ state: string }>(tx, callId);
  if ((await tx.row<{ freed: boolean }>('select free_award($1) freed', [id]))?.freed) tx.audit(`application:${id}`, 'award.freed');
  if (call.state === 'deciding' && await announceCall(tx, callId)) tx.audit(`call:${callId}`, 'call.announced');
}
