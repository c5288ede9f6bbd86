import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';

/** Conflicts of interest, reviewer pool, assignments. A pair in conflict cannot be stored, whoever asks. */
export class Assignment1764000000005 implements MigrationInterface {
  name = 'Assignment1764000000005';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table conflict (
  id uuid primary key, person_id uuid not null references person, application_id uuid not null references application,
  kind text not null check (kind in ('declared', 'same-team', 'same-institution', 'reported')),
  state text not null check (state in ('declared', 'confirmed', 'dismissed')), reason text not null default '', by_person uuid references person, at timestamptz not null,
  constraint "conflict.already-known" unique (person_id, application_id, kind));
create index conflict_application on conflict(application_id);

-- Two institutions are one family when they are the same, or one is the other's parent; by id, never by name.
create function same_family(a uuid, b uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
  $$ select a = b or exists (select 1 from institution i where (i.id = a and i.parent_id = b) or (i.id = b and i.parent_id = a)) $$;

-- Every conflict of a person, found or declared, that nobody dismissed.
create function conflicts_of(p_person uuid) returns table (application_id uuid, kind text) language sql stable security definer set search_path = public, pg_temp as $$
  (select m.application_id, 'same-team' from team_member m join person me on me.id = p_person
     where (m.person_id = me.id or m.email = me.email) and m.state in ('invited', 'accepted')
   union
   select m.application_id, 'same-institution' from team_member m join person mate on mate.id = m.person_id join person me on me.id = p_person
     where m.state in ('invited', 'accepted') and mate.id <> me.id and same_family(mate.institution_id, me.institution_id)
   union
   select c.application_id, c.kind from conflict c where c.person_id = p_person and c.state in ('declared', 'confirmed'))
  except
  select c.application_id, c.kind from conflict c where c.person_id = p_person and c.state = 'dismissed' $$;

create function has_conflict(p_person uuid, p_application uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select 1 from conflicts_of(p_person) where application_id = p_application) $$;

-- What the person behind this transaction must not see, judge or count; the system itself has no conflicts.
create function hidden_applications() returns uuid[] language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce(array_agg(distinct application_id), '{}') from conflicts_of(app_person()) $$;

create table reviewer (
  call_id uuid not null references call, person_id uuid not null references person, side text not null check (side in ('KG', 'CN', 'INT')),
  min_load int not null default 0 check (min_load >= 0), max_load int not null check (max_load >= 0), themes text[] not null default '{}', keywords text[] not null default '{}',
  at timestamptz not null, constraint "reviewer.already-listed" primary key (call_id, person_id), check (min_load <= max_load));
create table affinity (
  application_id uuid not null references application, person_id uuid not null references person, value numeric(7, 6) not null check (value between 0 and 1),
  primary key (application_id, person_id));

create table assignment (
  id uuid primary key, call_id uuid not null references call, application_id uuid not null references application, person_id uuid not null references person,
  side text not null check (side in ('KG', 'CN', 'INT')), affinity numeric(7, 6), number int not null,
  state text not null default 'proposed' check (state in ('proposed', 'published', 'accepted', 'declined', 'submitted', 'void')),
  decline_reason text, at timestamptz not null, published_at timestamptz, answered_at timestamptz,
  foreign key (call_id, person_id) references reviewer(call_id, person_id),
  constraint "assignment.duplicate" unique (application_id, person_id), unique (application_id, number));
create index assignment_person on assignment(person_id);
create index assignment_call on assignment(call_id, state);

create function assignment_is_clean() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare r reviewer; n int; s text;
begin
  if new.state in ('declined', 'void') then return new; end if;
  select * into r from reviewer where call_id = new.call_id and person_id = new.person_id for no key update;
  perform 1 from application where id = new.application_id and call_id = new.call_id;
  if not found then perform refuse('not-found'); end if;
  if has_conflict(new.person_id, new.application_id) then perform refuse('conflict.blocks'); end if;
  select count(*) into n from assignment where call_id = new.call_id and person_id = new.person_id and state not in ('declined', 'void') and id <> new.id;
  if n >= r.max_load then perform refuse('assignment.load-exceeded', jsonb_build_object('max', r.max_load)); end if;
  return new;
end $$;
create trigger assignment_is_clean before insert or update of state, person_id, application_id on assignment for each row execute function assignment_is_clean();

-- Files one side's check. The other side's row stays sealed; with the second one the application moves on, in the same transaction.
create function file_check(p_application uuid, p_side text, p_verdict text, p_reason text, p_note text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare me uuid := app_person(); a application; n int; fails int; st text;
begin
  select * into a from application where id = p_application for no key update;
  if a.id is null or p_application = any (hidden_applications())
    or not exists (select 1 from role_grant where person_id = me and role = 'officer' and side = p_side) then perform refuse('not-found'); end if;
  if exists (select 1 from eligibility_check where application_id = p_application and side = p_side) then perform refuse('check.already-filed'); end if;
  if a.state <> 'submitted' then perform refuse('application.wrong-state'); end if;
  insert into eligibility_check values (p_application, p_side, p_verdict, p_reason, p_note, me, app_at());
  select count(*), count(*) filter (where verdict = 'fail') into n, fails from eligibility_check where application_id = p_application;
  if n < 2 then return 'pending'; end if;
  st := case when fails = 0 then 'eligible' else 'ineligible' end;
  update application set state = st, updated_at = app_at(), version = version + 1 where id = p_application;
  return st;
end $$;

alter table eligibility_check enable row level security;
alter table eligibility_check force row level security;
create policy definer_all on eligibility_check to kopuro_definer using (true) with check (true);
create policy see on eligibility_check for select to kopuro_app using (
  not application_id = any ((select hidden_applications())::uuid[])
  and (side = any ((select my_sides())::text[])
    or exists (select 1 from application a where a.id = application_id and a.state not in ('submitted'))));

grant select, insert, update on conflict, reviewer, affinity, assignment to kopuro_app;
grant delete on assignment to kopuro_app;
grant select on conflict, affinity, assignment to kopuro_definer;
grant select, update on reviewer to kopuro_definer;
`);
    await q.query(definedBy('same_family(uuid, uuid)', 'conflicts_of(uuid)', 'has_conflict(uuid, uuid)', 'hidden_applications()', 'assignment_is_clean()',
      'file_check(uuid, text, text, text, text)'));
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
