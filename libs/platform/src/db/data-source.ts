import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '../../../../migrations/index.js';
import { PreparingClient } from './preparing-client.js';

/** Options of the application's connections; READ COMMITTED is pinned, statements end before a commit could come too late. */
export function appDataSource(url: string, entities: NonNullable<DataSourceOptions['entities']>, poolSize = 20): DataSourceOptions {
  return {
    type: 'postgres', url, entities, synchronize: false, logging: false, poolSize,
    extra: { Client: PreparingClient, pipeline: true, statement_timeout: 25_000, idle_in_transaction_session_timeout: 30_000, options: '-c default_transaction_isolation=read\\ committed -c timezone=UTC' },
  };
}

/** Brings the database to the present shape, as its owner. Safe to call at every start, and by several processes at once. */
export async function migrate(ownerUrl: string): Promise<void> {
  const ds = new DataSource({ type: 'postgres', url: ownerUrl, migrations, migrationsTableName: 'migration', migrationsTransactionMode: 'each', logging: false });
  await ds.initialize();
  const lock = ds.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock(727001)');
    await ds.runMigrations();
  } finally {
    await lock.query('select pg_advisory_unlock(727001)').catch(() => undefined);
    await lock.release();
    await ds.destroy();
  }
}
