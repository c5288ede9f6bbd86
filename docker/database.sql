-- What a superuser prepares inside the database, after docker/roles.sql. Idempotent.
create extension if not exists citext;
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gist;
create extension if not exists pgcrypto;

do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect, temporary on database %I to kopuro_app', current_database());
  -- The queue creates its schema with IF NOT EXISTS, which asks for this right even when the schema is there.
  execute format('grant connect, create on database %I to kopuro_queue', current_database());
end
$$;

revoke create on schema public from public;
grant usage on schema public to kopuro_app, kopuro_definer, kopuro_queue;
-- A function can be handed over only to a role that may create in its schema.
grant create on schema public to kopuro_definer;

create schema if not exists bull authorization kopuro_queue;
revoke all on schema bull from public;
