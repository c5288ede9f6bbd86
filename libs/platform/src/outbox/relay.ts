import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { systemActor } from '../db/actor.js';
import { Db } from '../db/db.js';
import { Queues } from '../queue/queues.js';
import { Consumers, type DeliveredEvent } from './consumers.js';

const BATCH = 200;

/** Carries events from the outbox to the queue and from the queue to their consumers: at least once on the way, once in effect. */
@Injectable()
export class Relay {
  constructor(private readonly ds: DataSource, private readonly db: Db, private readonly queues: Queues, private readonly consumers: Consumers, private readonly clock: Clock) {}

  /** Queues events that nobody has taken yet; answers how many. Events queued before and still not done are queued again after `againAfterSeconds`. */
  async relay(againAfterSeconds = 30): Promise<number> {
    const rows = await this.ds.query<{ id: string }[]>('select id from take_outbox($1, $2)', [BATCH, againAfterSeconds]);
    for (const { id } of rows) await this.queues.add('events', id);
    return rows.length;
  }

  /** Hands one event to every consumer that has not taken it. */
  async deliver(id: string): Promise<void> {
    const [event] = await this.ds.query<DeliveredEvent[]>('select id, type, data, at from outbox where id = $1 and done_at is null', [id]);
    if (!event) return;
    const actor = systemActor(await this.clock.now());
    for (const [name, consume] of this.consumers.all()) {
      await this.db.write(actor, async (tx) => {
        const fresh = await tx.row('insert into inbox(consumer, event_id, at) values ($1, $2, $3) on conflict do nothing returning event_id', [name, id, actor.at]);
        if (fresh) await consume(tx, event);
        tx.audit(`event:${id}`, fresh ? 'event.taken' : 'event.repeated', { consumer: name, type: event.type });
      });
    }
    await this.ds.query('update outbox set done_at = $2 where id = $1', [id, actor.at]);
  }
}
