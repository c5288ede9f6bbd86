import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A statement asks each table's wall, and each wall asks what the person must not see. The answer is kept for as long as it cannot differ: for the same person under the
 * same snapshot, so that what others commit is seen at once; in a transaction that has written, only until the end of the statement (no function of the database writes
 * to persons, teams or conflicts, so nothing that one statement does changes its own answer). At the end of the transaction it goes.
 */
export class ConflictsOnceAStatement1764000000022 implements MigrationInterface {
  name = 'ConflictsOnceAStatement1764000000022';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
grant create on schema public to kopuro_definer;
set local role kopuro_definer;
create or replace function hidden_applications() returns uuid[] language plpgsql stable security definer set search_path = public, pg_temp as $$
declare me uuid := app_person(); kept text; stamp text; hidden uuid[];
begin
  if me is null then return '{}'; end if;
  stamp := concat_ws(' ', me, pg_current_snapshot(), case when pg_current_xact_id_if_assigned() is not null then statement_timestamp() end, '');
  kept := current_setting('app.hidden', true);
  if starts_with(kept, stamp) then return substr(kept, length(stamp) + 1)::uuid[]; end if;
  hidden := (select coalesce(array_agg(distinct application_id), '{}') from conflicts_of(me));
  perform set_config('app.hidden', stamp || hidden::text, true);
  return hidden;
end $$;
reset role;
revoke create on schema public from kopuro_definer;`);
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
