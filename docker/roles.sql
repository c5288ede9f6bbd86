-- Database roles of Köpürö. Idempotent; run by a superuser once per server:
--   psql -d postgres -f docker/roles.sql
--   createdb --owner kopuro_owner --encoding UTF8 --template template0 --locale-provider icu --icu-locale und kopuro
--   psql -d kopuro -f docker/database.sql
-- Passwords are set apart from this file (\password kopuro_owner and so on).
--
--   kopuro_owner    owns the database and runs the migrations
--   kopuro_definer  cannot log in; owns the SECURITY DEFINER functions and has row policies of its own
--   kopuro_app      serves people; row-level security holds for it
--   kopuro_queue    owns the schema of the job queue, and nothing else
do $$
declare
  role_name text;
begin
  foreach role_name in array array['kopuro_owner', 'kopuro_definer', 'kopuro_app', 'kopuro_queue'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = role_name) then
      execute format('create role %I', role_name);
    end if;
  end loop;
end
$$;

alter role kopuro_owner with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role kopuro_definer with nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role kopuro_app with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role kopuro_queue with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;

-- The owner may become the definer but must not inherit from it: inherited, the definer's policies would
-- show every row to the owner, and FORCE ROW LEVEL SECURITY would mean nothing.
do $$
begin
  if current_setting('server_version_num')::int >= 160000 then
    execute 'grant kopuro_definer to kopuro_owner with inherit false, set true';
  else
    execute 'alter role kopuro_owner noinherit';
    execute 'grant kopuro_definer to kopuro_owner';
  end if;
end
$$;

-- Constraint triggers and locks are written for READ COMMITTED.
alter role kopuro_owner set default_transaction_isolation = 'read committed';
alter role kopuro_app set default_transaction_isolation = 'read committed';
alter role kopuro_queue set default_transaction_isolation = 'read committed';
