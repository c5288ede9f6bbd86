import type { PoolClient } from 'pg';
import type { EntityTarget, ObjectLiteral, QueryRunner, Repository } from 'typeorm';
import { newId } from '../ids/ids.js';

export interface AuditEntry { stream: string; action: string; data: string }
export interface OutgoingEvent { id: string; type: string; data: unknown }

/** The only source of repositories and queries inside `db.read`. Useless after its transaction ended. */
export class ReadTx {
  private open = true;

  constructor(protected readonly runner: QueryRunner, protected readonly client: PoolClient) {}

  repo<T extends ObjectLiteral>(row: EntityTarget<T>): Pick<Repository<T>, 'findOneBy' | 'findOne' | 'find' | 'findBy' | 'countBy' | 'existsBy'> {
    this.guard();
    return this.runner.manager.getRepository(row);
  }

  /** Rows of one statement; `$1` places are filled from `args`. */
  async rows<T>(sql: string, args: readonly unknown[] = []): Promise<T[]> {
    this.guard();
    return (await this.client.query(sql, [...args])).rows as T[];
  }

  /** The first row, or undefined. */
  async row<T>(sql: string, args: readonly unknown[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, args))[0];
  }

  close(): void { this.open = false; }

  protected guard(): void {
    if (!this.open) throw new Error('the transaction has ended');
  }
}

/** What `db.write` hands out: adds writing repositories, audit entries and outgoing events. */
export class WriteTx extends ReadTx {
  readonly entries: AuditEntry[] = [];
  readonly events: OutgoingEvent[] = [];

  override repo<T extends ObjectLiteral>(row: EntityTarget<T>): Repository<T> {
    this.guard();
    return this.runner.manager.getRepository(row);
  }

  /** Adds an entry to the chain of `stream` (`kind:id`); `data` must be JSON and holds no secret. */
  audit(stream: string, action: string, data: unknown = {}): void {
    this.guard();
    this.entries.push({ stream, action, data: JSON.stringify(data) });
  }

  /** Announces a fact to consumers after the commit; delivered at least once, so consumers use the inbox. */
  emit(type: string, data: unknown): void {
    this.guard();
    this.events.push({ id: newId(), type, data });
  }
}
