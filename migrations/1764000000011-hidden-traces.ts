import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';

/** What an entry of the trail may name of applications that its reader must not know: asked past the walls that hide the very rows. */
export class HiddenTraces1764000000011 implements MigrationInterface {
  name = 'HiddenTraces1764000000011';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create function hidden_traces() returns setof text language sql stable security definer set search_path = public, pg_temp as $$
  with h as materialized (select unnest((select hidden_applications())) id)
  select id::text from h
  union all select s.id::text from assignment s join h on h.id = s.application_id
  union all select l.id::text from letter l join h on h.id = l.application_id $$;
grant select on letter to kopuro_definer;
`);
    await q.query(definedBy('hidden_traces()'));
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
