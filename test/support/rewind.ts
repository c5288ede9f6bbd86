import type pg from 'pg';
import { past } from './invariants.js';

/**
 * Remembers all that the database holds of an application at this moment, with its events and the row of its call; what it answers puts that back, as often as asked.
 * The audit trail is not put back: chains only grow.
 */
export async function rewindTo(client: pg.Client, applicationId: string, callId: string): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string }>(`select format('%I', c.table_name) "table" from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'application_id' and t.table_type = 'BASE TABLE'`);
  const parts = [...rows.map((r) => ({ table: r.table, which: `application_id = '${applicationId}'` })), { table: 'application', which: `id = '${applicationId}'` },
    { table: 'call', which: `id = '${callId}'` }, { table: 'outbox', which: `data->>'applicationId' = '${applicationId}'` }];
  const back: string[] = [];
  for (const [n, { table, which }] of parts.entries()) {
    const kept = `"kept_${n}_${applicationId}"`;
    const { rowCount } = await client.query(`create temp table ${kept} as select * from ${table} where ${which}`);
    back.push(`delete from ${table} where ${which}`, ...(rowCount ? [`insert into ${table} overriding system value select * from ${kept}`] : []));
  }
  return () => past(client, ...back);
}
