import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A person's conflicts are asked a dozen times by a transaction, by the walls before each table, so they must be quick: the people of the family of institutions are found first, then the
 * teams by the two indexes of team_member, where the view reads all teams to compare addresses. Plans are kept, and by
 * `offset 0` go from each person to the index, whatever the statistics of a young database say. `conflict_pair` stays what defines a conflict; a test compares the two.
 */
export class QuickConflicts1764000000021 implements MigrationInterface {
  name = 'QuickConflicts1764000000021';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
grant create on schema public to kopuro_definer;
set local role kopuro_definer;
create or replace function conflicts_of(p_person uuid) returns table (application_id uuid, kind text) language plpgsql stable security definer set search_path = public, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare circle person[];
begin
  select array_agg(p) into circle from person p where p.id = p_person or p.institution_id in (
    select near.id from person me join institution own on own.id = me.institution_id join institution near on near.id = own.id or near.id = own.parent_id or near.parent_id = own.id
    where me.id = p_person);
  return query
    select m.application_id, k.kind from (select c.id, c.email, case when c.id = p_person then 'same-team' else 'same-institution' end kind from unnest(circle) c) k
      cross join lateral (
        (select t.application_id, t.state from team_member t where t.person_id = k.id offset 0) union all (select t.application_id, t.state from team_member t where t.email = k.email offset 0)) m
    where m.state in ('invited', 'accepted')
      and not exists (select 1 from conflict d where d.person_id = p_person and d.application_id = m.application_id and d.kind = k.kind and d.state = 'dismissed')
    union
    select c.application_id, c.kind from conflict c where c.person_id = p_person and c.state in ('declared', 'confirmed');
end $$;
reset role;
revoke create on schema public from kopuro_definer;`);
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
