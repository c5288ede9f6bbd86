import type { Actor, WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';

export interface Recorded { personId: string; applicationId: string }
type Listener = (tx: WriteTx, actor: Actor, conflict: Recorded) => Promise<void>;

/**
 * What later slices must do at once when a conflict is recorded (a review ends, an assignment is void), inside the transaction that records it:
 * an event would leave a moment in which the person still judges. The caller holds locks on the call and on the application.
 */
@Injectable()
export class ConflictListeners {
  private readonly listeners: Listener[] = [];

  add(listener: Listener): void { this.listeners.push(listener); }

  async tell(tx: WriteTx, actor: Actor, conflict: Recorded): Promise<void> {
    for (const listener of this.listeners) await listener(tx, actor, conflict);
  }
}
