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

-- Every conflict that nobody dismissed, found or recorded; read through the functions below, each of which narrows it to a person. All identities count: an
-- invitation by e-mail conflicts before it is accepted. Institutions are one family when they are the same or one is the other's parent: by id, never by name.
create view conflict_pair with (security_invoker = true) as
  select f.person_id, f.application_id, f.kind from (
    select m.person_id, m.application_id, 'same-team' kind from team_member m where m.person_id is not null and m.state in ('invited', 'accepted')
    union
    select p.id, m.application_id, 'same-team' from person p join team_member m on m.email = p.email where m.state in ('invited', 'accepted')
    union
    select p.id, m.application_id, 'same-institution' from person p join institution own on own.id = p.institution_id
      join institution near on near.id = own.id or near.id = own.parent_id or near.parent_id = own.id
      join person mate on mate.institution_id = near.id and mate.id <> p.id
      join team_member m on (m.person_id = mate.id or m.email = mate.email) and m.state in ('invited', 'accepted')) f
  where not exists (select 1 from conflict d where d.person_id = f.person_id and d.application_id = f.application_id and d.kind = f.kind and d.state = 'dismissed')
  union
  select c.person_id, c.application_id, c.kind from conflict c where c.state in ('declared', 'confirmed');

create function conflicts_of(p_person uuid) returns table (application_id uuid, kind text) language sql stable security definer set search_path = public, pg_temp as
  $$ select c.application_id, c.kind from conflict_pair c where c.person_id = p_person $$;

create function has_conflict(p_person uuid, p_application uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select 1 from conflict_pair c where c.person_id = p_person and c.application_id = p_application) $$;

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
  -- Whoever counted before goes on counting: a load lowered later never stops a review under way.
  if tg_op = 'UPDATE' and old.person_id = new.person_id and old.state not in ('declined', 'void') then return new; end if;
  select count(*) into n from assignment where call_id = new.call_id and person_id = new.person_id and state not in ('declined', 'void') and id <> new.id;
  if n >= r.max_load then perform refuse('assignment.load-exceeded', jsonb_build_object('max', r.max_load)); end if;
  return new;
end $$;
create trigger assignment_is_clean before insert or update of state, person_id, application_id on assignment for each row execute function assignment_is_clean();

-- The revision of a call's draft assignment: every change of what is proposed counts it up, so that an approval always means what its side saw.
create table assignment_draft (call_id uuid primary key references call, revision int not null);
create function assignment_draft_moves() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    insert into assignment_draft select distinct o.call_id, 1 from before o join after n on n.id = o.id
      where o.state = 'proposed' and (n.state <> 'published' or (n.application_id, n.person_id) <> (o.application_id, o.person_id))
      on conflict (call_id) do update set revision = assignment_draft.revision + 1;
  elsif tg_op = 'INSERT' then
    insert into assignment_draft select distinct call_id, 1 from after on conflict (call_id) do update set revision = assignment_draft.revision + 1;
  else
    insert into assignment_draft select distinct call_id, 1 from before on conflict (call_id) do update set revision = assignment_draft.revision + 1;
  end if;
  return null;
end $$;
create trigger assignment_draft_grows after insert on assignment referencing new table as after for each statement execute function assignment_draft_moves();
create trigger assignment_draft_shrinks after delete on assignment referencing old table as before for each statement execute function assignment_draft_moves();
create trigger assignment_draft_changes after update on assignment referencing old table as before new table as after for each statement execute function assignment_draft_moves();

-- Nobody hears of an assignment on one side's word.
create function assignment_published_by_both() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select count(*) from call_approval a join assignment_draft d on d.call_id = a.call_id and d.revision = a.revision
      where a.call_id = new.call_id and a.subject = 'assignment') < 2 then
    raise exception 'an assignment is published by both sides only' using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger assignment_published_by_both after insert or update of state on assignment deferrable initially deferred
  for each row when (new.state = 'published') execute function assignment_published_by_both();
create function assignment_starts_proposed() returns trigger language plpgsql as $$
begin
  if new.state <> 'proposed' and (tg_op = 'INSERT' or (old.state = 'proposed' and new.state not in ('published', 'void'))) then
    raise exception 'an assignment is proposed first, then published' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger assignment_starts_proposed before insert or update of state on assignment for each row execute function assignment_starts_proposed();

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
grant select on conflict, conflict_pair, affinity, assignment to kopuro_definer;
grant select on assignment_draft to kopuro_app;
grant select, insert, update on assignment_draft to kopuro_definer;
grant select, update on reviewer to kopuro_definer;
`);
    await q.query(definedBy('conflicts_of(uuid)', 'has_conflict(uuid, uuid)', 'hidden_applications()', 'assignment_is_clean()',
      'assignment_draft_moves()', 'assignment_published_by_both()', 'file_check(uuid, text, text, text, text)'));
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
