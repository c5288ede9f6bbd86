import type { Actor, WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';

type Listener = (tx: WriteTx, actor: Actor, application: { id: string; callId: string }) => Promise<void>;

/**
 * What later slices must do at once when an application is withdrawn (assignments end, an award is free again), inside the transaction that withdraws it:
 * an event would leave a moment in which it is still judged. The caller holds locks on the call and on the application.
 */
@Injectable()
export class WithdrawalListeners {
  private readonly listeners: Listener[] = [];

  add(listener: Listener): void { this.listeners.push(listener); }

  async tell(tx: WriteTx, actor: Actor, application: { id: string; callId: string }): Promise<void> {
    for (const listener of this.listeners) await listener(tx, actor, application);
  }
}
