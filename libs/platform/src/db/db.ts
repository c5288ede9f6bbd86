import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { availableParallelism } from 'node:os';
import type { PoolClient } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { elapsedMs } from '../clock/clock.js';
import { Refused } from '../refused.js';
import type { Actor } from './actor.js';
import { claim, keep } from './idempotency.js';
import { isAway, refusalOf, sqlState } from './pg-errors.js';
import { ReadTx, WriteTx } from './tx.js';

const RETRY = new Set(['40001', '40P01']);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * So many reads of one process run at once, the others wait in the order they came: more than the processors can serve only delay one another, and unevenly.
 * Writes do not wait here, since they wait for each other's locks while they hold a connection; half of the connections stay theirs.
 */
export const READS_AT_ONCE = Math.min(10, Math.max(4, 2 * availableParallelism()));

/** What arrived in time must be committed within this time of its receipt, or it is refused as a whole. Tests set it shorter. */
@Injectable()
export class CommitLimit {
  withinMs = 30_000;
}

/** TypeORM keeps its own idea of the transaction; with a BEGIN sent by hand it must be told, or `save()` commits on its own. */
function mark(runner: QueryRunner, active: boolean): void {
  const inner = runner as unknown as { isTransactionActive: boolean; transactionDepth: number };
  inner.isTransactionActive = active;
  inner.transactionDepth = active ? 1 : 0;
}

function opening(begin: string, actor: Actor): string {
  if (actor.personId !== null && !UUID.test(actor.personId)) throw new Error('bad actor');
  const system = actor.system && actor.personId === null ? 'on' : '';
  return `${begin}; set local app.person_id = '${actor.personId ?? ''}'; set local app.system = '${system}'; set local app.at = '${actor.at.toISOString()}'`;
}

/** The one way to the database. Closures may run more than once (serialisation failures), so they do no other I/O. */
@Injectable()
export class Db {
  private readonly inTurn = pLimit(READS_AT_ONCE);

  constructor(private readonly ds: DataSource, private readonly limit: CommitLimit = new CommitLimit()) {}

  /** Runs `fn` in a read-only transaction that sees what the actor may see. A read inside a read would wait for its own turn: `fn` uses its `tx`. */
  read<T>(actor: Actor, fn: (tx: ReadTx) => Promise<T>): Promise<T> {
    return this.inTurn(() => this.run(actor, 'BEGIN READ ONLY', (r, c) => new ReadTx(r, c), fn, async () => undefined));
  }

  /**
   * Runs `fn` and commits its changes together with its audit entries and events; a write without an audit entry is refused.
   * Behind an HTTP request the answer is checked, and kept under its Idempotency-Key, before the commit: so `fn` answers what the route answers.
   */
  async write<T>(actor: Actor, fn: (tx: WriteTx) => Promise<T>): Promise<T> {
    const since = actor.since ?? elapsedMs();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.run(actor, 'BEGIN', (r, c) => new WriteTx(r, c), async (tx) => {
          await claim(actor, tx);
          return fn(tx);
        }, async (tx, client, value) => {
          if (!tx.entries.length) throw new Error('write without audit');
          await keep(actor, tx, value);
          // Deferred checks run now, on the same journey: they may wait for locks, and after the last look at the time only the commit itself may follow.
          await client.query(`select flush_write(${client.escapeLiteral(JSON.stringify({ audit: tx.entries, events: tx.events }))}); set constraints all immediate`);
          if (elapsedMs() - since > this.limit.withinMs) throw new Refused('server.busy');
        });
      } catch (error) {
        if (attempt >= 5 || !RETRY.has(sqlState(error) ?? '')) throw refusalOf(error) ?? error;
        await new Promise((wake) => { setTimeout(wake, 10 * 2 ** attempt * (attempt % 2 ? 0.6 : 1)); });
      }
    }
  }

  private async run<X extends ReadTx, T>(actor: Actor, begin: string, make: (r: QueryRunner, c: PoolClient) => X, fn: (tx: X) => Promise<T>,
    last: (tx: X, client: PoolClient, value: T) => Promise<void>): Promise<T> {
    const runner = this.ds.createQueryRunner();
    const client = await runner.connect() as PoolClient;
    const tx = make(runner, client);
    const writes = begin === 'BEGIN';
    try {
      const opened = client.query(opening(begin, actor));
      // A read sends its first statement without waiting and counts only if its transaction was opened; a write must wait, since outside of a transaction it would commit by itself.
      if (writes) await opened; else opened.catch(() => undefined);
      mark(runner, true);
      const value = await fn(tx).finally(() => opened);
      await last(tx, client, value);
      const closed = client.query('COMMIT').catch((e: unknown) => { throw isAway(e) && writes ? new Refused('server.answer-lost', [], [], { 'retry-after': '2' }) : e; });
      // What was read is read: whoever has the connection next comes after this.
      if (!writes) closed.catch(() => undefined);
      else if ((await closed).command !== 'COMMIT') throw new Error('the transaction was aborted inside');
      return value;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      tx.close();
      mark(runner, false);
      await runner.release();
    }
  }
}
