import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';

/** People, institutions, accounts and roles. A constraint's name is the code of the rule that it guards. */
export class Identity1764000000002 implements MigrationInterface {
  name = 'Identity1764000000002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table institution (
  id uuid primary key, ror text constraint "institution.ror-taken" unique, slug text constraint "institution.slug-taken" unique, name_en text not null, name_local text not null, country text not null,
  side text not null check (side in ('KG', 'CN', 'INT')), parent_id uuid references institution, city text,
  unique (id, side));
create index institution_parent on institution(parent_id);

create table person (
  id uuid primary key, email citext not null constraint "email.taken" unique, family text not null, given text not null, patronymic text, native_name text,
  side text not null check (side in ('KG', 'CN', 'INT')), institution_id uuid not null, orcid text constraint "orcid.taken" unique,
  language text not null default 'en' check (language in ('en', 'ru', 'ky', 'zh-CN')), password_hash text,
  state text not null default 'invited' check (state in ('invited', 'active', 'closed')), created_at timestamptz not null, version int not null default 1,
  constraint "person.side-mismatch" foreign key (institution_id, side) references institution(id, side),
  check (family <> '' or given <> ''), check (state <> 'active' or password_hash is not null));
create index person_institution on person(institution_id);

create table role_grant (
  person_id uuid not null references person, role text not null check (role in ('officer', 'chair', 'auditor', 'administrator')),
  side text check (side in ('KG', 'CN')), granted_by uuid references person, at timestamptz not null,
  constraint "role.own" check (granted_by is distinct from person_id),
  check ((role in ('officer', 'chair')) = (side is not null)));
create unique index role_grant_once on role_grant(person_id, role, coalesce(side, ''));

create table activation (
  id uuid primary key, person_id uuid not null references person, code_hash text not null, expires_at timestamptz not null, used_at timestamptz,
  attempts int not null default 0, created_at timestamptz not null);
create index activation_person on activation(person_id);

create table session (
  id uuid primary key, person_id uuid not null references person, secret_hash text not null unique, created_at timestamptz not null,
  expires_at timestamptz not null, ended_at timestamptz);
create index session_person on session(person_id);

create table access_token (
  id uuid primary key, person_id uuid not null references person, name text not null, secret_hash text not null unique, created_at timestamptz not null,
  expires_at timestamptz not null, revoked_at timestamptz);

create function my_sides() returns text[] language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce(array_agg(distinct side), '{}') from role_grant where person_id = app_person() and role in ('officer', 'chair') $$;

grant select, insert, update on institution, person, activation, session, access_token to kopuro_app;
grant select, insert, delete on role_grant to kopuro_app;
grant select on institution, person, role_grant to kopuro_definer;
`);
    await q.query(definedBy('my_sides()'));
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
