import { Injectable } from '@nestjs/common';
import type { WriteTx } from '../db/tx.js';

export interface DeliveredEvent { id: string; type: string; data: unknown; at: Date }
/** Handles one event inside the transaction that also marks it as taken; throwing leaves it to be delivered again. */
export type Consumer = (tx: WriteTx, event: DeliveredEvent) => Promise<void>;

/** Who hears which events; a consumer's name is its place in the inbox and never changes. */
@Injectable()
export class Consumers {
  private readonly named = new Map<string, Consumer>();

  add(name: string, consumer: Consumer): void {
    if (this.named.has(name)) throw new Error(`consumer ${name} is declared twice`);
    this.named.set(name, consumer);
  }

  all(): [string, Consumer][] { return [...this.named]; }
}
