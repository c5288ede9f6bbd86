import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';

/** Joint applications. What must hold after submission is checked at commit, under a lock of the call and of the application. */
export class Applications1764000000004 implements MigrationInterface {
  name = 'Applications1764000000004';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table application (
  id uuid primary key, call_id uuid not null references call,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'eligible', 'ineligible', 'not-submitted', 'withdrawn',
    'under-review', 'recommended', 'not-recommended', 'awarded', 'on-reserve', 'refused')),
  number text unique, title_en text not null default '', title_local jsonb not null default '{}', acronym text not null default '', theme text not null,
  keywords text[] not null default '{}', months int not null check (months between 1 and 1200), abstract_en text not null default '',
  version int not null default 1, content_hash text, created_by uuid not null references person, created_at timestamptz not null, updated_at timestamptz not null,
  submitted_at timestamptz, submitted_by uuid references person,
  foreign key (call_id, theme) references call_theme(call_id, code),
  check ((submitted_at is null) = (number is null)),
  check (state in ('draft', 'not-submitted', 'withdrawn') or submitted_at is not null));
create index application_call on application(call_id, state);

create table team_member (
  id uuid primary key, application_id uuid not null references application, person_id uuid references person, email citext not null,
  side text not null check (side in ('KG', 'CN', 'INT')), role text not null check (role in ('lead', 'member')),
  state text not null default 'invited' check (state in ('invited', 'accepted', 'declined', 'removed')),
  person_months numeric(5, 1) not null default 0 check (person_months >= 0), invited_by uuid references person, invited_at timestamptz not null, answered_at timestamptz,
  check (role <> 'lead' or side in ('KG', 'CN')), check (state <> 'accepted' or person_id is not null));
create index team_member_application on team_member(application_id);
create index team_member_person on team_member(person_id);
create index team_member_email on team_member(email);
create unique index "team.lead-duplicate" on team_member(application_id, side) where role = 'lead' and state in ('invited', 'accepted');
create unique index "team.member-duplicate" on team_member(application_id, email) where state in ('invited', 'accepted');

create table budget_line (
  id uuid primary key, application_id uuid not null references application, side text not null check (side in ('KG', 'CN')), category text not null,
  year int not null, source text not null, amount_fen bigint not null, position int not null,
  constraint "budget.line-invalid" check (amount_fen > 0 and year between 1 and 10 and source in ('programme', 'own', 'in-kind')));
create index budget_line_application on budget_line(application_id);

create table narrative_answer (
  application_id uuid not null references application, question text not null, text text not null, primary key (application_id, question));

create table application_document (
  id uuid primary key, application_id uuid not null references application, code text not null, name text not null, language text not null, type text not null,
  bytes bigint not null check (bytes > 0), sha256 text not null, uploaded_by uuid not null references person, at timestamptz not null);
create index application_document_application on application_document(application_id);

create table signoff (
  application_id uuid not null references application, side text not null check (side in ('KG', 'CN')), content_hash text not null,
  person_id uuid not null references person, declarations text[] not null, at timestamptz not null, primary key (application_id, side));

create table submission (
  application_id uuid primary key references application, number text not null unique, received_at timestamptz not null, sha256 text not null,
  content text not null, requested_fen bigint not null check (requested_fen > 0 and requested_fen <= 150000000), submitted_by uuid not null references person,
  check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')));

create table eligibility_check (
  application_id uuid not null references application, side text not null check (side in ('KG', 'CN')), verdict text not null check (verdict in ('pass', 'fail')),
  reason text, note text not null default '', person_id uuid not null references person, at timestamptz not null,
  constraint "check.already-filed" primary key (application_id, side),
  constraint "check.reason-missing" check (verdict = 'pass' or reason is not null));

-- The request: programme lines only.
create function requested_fen(p_application uuid) returns bigint language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce(sum(amount_fen), 0)::bigint from budget_line where application_id = p_application and source = 'programme' $$;

-- States in which an application counts as submitted and open: its team must stay binational.
create function counts_as_submitted(p_state text) returns boolean language sql immutable as
  $$ select p_state not in ('draft', 'not-submitted', 'withdrawn', 'ineligible') $$;

create function check_team(p_application uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare s text; n int;
begin
  foreach s in array array['KG', 'CN'] loop
    if not exists (select 1 from team_member where application_id = p_application and side = s and state = 'accepted') then
      perform refuse('team.side-missing', jsonb_build_object('side', s));
    end if;
  end loop;
  foreach s in array array['KG', 'CN'] loop
    select count(*) into n from team_member where application_id = p_application and side = s and state = 'accepted' and role = 'lead';
    if n <> 1 then perform refuse('team.lead-missing', jsonb_build_object('side', s)); end if;
  end loop;
end $$;

create function team_stays_binational() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare a record;
begin
  for a in select id, state from application where id in (new.application_id, old.application_id) order by id for no key update loop
    if counts_as_submitted(a.state) then perform check_team(a.id); end if;
  end loop;
  return null;
end $$;
create constraint trigger team_stays_binational after insert or update or delete on team_member deferrable initially deferred
  for each row execute function team_stays_binational();

create function instant_text(p_at timestamptz) returns text language sql stable as
  $$ select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
create function submission_holds() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare c call; a application; total bigint; n int; m record; s text;
begin
  select * into c from call where id = new.call_id for no key update;
  select * into a from application where id = new.id for no key update;
  if a.submitted_at < c.opens_at then perform refuse('window.not-open', jsonb_build_object('opens', instant_text(c.opens_at))); end if;
  if a.submitted_at >= c.closes_at then perform refuse('window.closed', jsonb_build_object('closes', instant_text(c.closes_at))); end if;
  perform check_team(a.id);
  foreach s in array array['KG', 'CN'] loop
    if not exists (select 1 from signoff o join team_member t on t.application_id = o.application_id and t.person_id = o.person_id and t.side = o.side
      where o.application_id = a.id and o.side = s and o.content_hash = a.content_hash and t.role = 'lead' and t.state = 'accepted')
    then perform refuse('signoff.missing', jsonb_build_object('side', s)); end if;
  end loop;
  total := requested_fen(a.id);
  if total > least(c.cap_fen, 150000000) then perform refuse('budget.over-cap', jsonb_build_object('total', fen_text(total), 'cap', fen_text(least(c.cap_fen, 150000000)))); end if;
  if total < c.floor_fen or total = 0 then perform refuse('budget.under-floor', jsonb_build_object('total', fen_text(total), 'floor', fen_text(greatest(c.floor_fen, 1)))); end if;
  if not exists (select 1 from submission r where r.application_id = a.id and r.sha256 = a.content_hash and r.requested_fen = total and r.received_at = a.submitted_at and r.number = a.number) then
    raise exception 'a submitted application keeps its submission' using errcode = '23514';
  end if;
  for m in select person_id, role from team_member where application_id = a.id and state = 'accepted' loop
    select count(*) into n from team_member t join application o on o.id = t.application_id
      where o.call_id = c.id and counts_as_submitted(o.state) and t.state = 'accepted' and t.person_id = m.person_id and t.role = 'lead';
    if m.role = 'lead' and n > c.max_per_lead then perform refuse('lead.too-many-applications', jsonb_build_object('max', c.max_per_lead)); end if;
    select count(*) into n from team_member t join application o on o.id = t.application_id
      where o.call_id = c.id and counts_as_submitted(o.state) and t.state = 'accepted' and t.person_id = m.person_id;
    if n > c.max_per_person then perform refuse('person.too-many-applications', jsonb_build_object('max', c.max_per_person)); end if;
  end loop;
  return null;
end $$;
create constraint trigger submission_holds after update of state on application deferrable initially deferred
  for each row when (new.state = 'submitted' and old.state is distinct from 'submitted') execute function submission_holds();
-- A state follows the one before it; what was submitted never becomes a draft again, and eligibility is the word of both sides.
create function state_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare filed int; fails int;
begin
  if (old.state, new.state) not in (('draft', 'submitted'), ('draft', 'not-submitted'), ('draft', 'withdrawn'), ('submitted', 'eligible'), ('submitted', 'ineligible'),
    ('submitted', 'withdrawn'), ('eligible', 'under-review'), ('eligible', 'withdrawn'), ('under-review', 'recommended'), ('under-review', 'not-recommended'),
    ('under-review', 'withdrawn'), ('recommended', 'awarded'), ('recommended', 'on-reserve'), ('recommended', 'refused'), ('recommended', 'withdrawn'),
    ('not-recommended', 'awarded'), ('not-recommended', 'on-reserve'), ('not-recommended', 'refused'), ('not-recommended', 'withdrawn'),
    ('on-reserve', 'awarded'), ('on-reserve', 'refused'), ('on-reserve', 'withdrawn'), ('awarded', 'withdrawn'))
  then perform refuse('application.wrong-state'); end if;
  if new.state in ('eligible', 'ineligible') then
    select count(*), count(*) filter (where verdict = 'fail') into filed, fails from eligibility_check where application_id = new.id;
    if filed <> 2 or (fails = 0) <> (new.state = 'eligible') then perform refuse('application.wrong-state'); end if;
  end if;
  return new;
end $$;
create trigger state_follows before update of state on application for each row when (new.state is distinct from old.state) execute function state_follows();
create trigger starts_as_draft before insert on application for each row when (new.state <> 'draft') execute function sealed_history();

-- After submission the content stands still. The lock makes a change wait for a submission that is under way.
create function content_stands_still() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare a record;
begin
  for a in select state from application where id in (new.application_id, old.application_id) order by id for no key update loop
    if a.state <> 'draft' then perform refuse('application.not-editable'); end if;
  end loop;
  return coalesce(new, old);
end $$;
create trigger content_stands_still before insert or update or delete on budget_line for each row execute function content_stands_still();
create trigger content_stands_still before insert or update or delete on narrative_answer for each row execute function content_stands_still();
create trigger content_stands_still before insert or update or delete on application_document for each row execute function content_stands_still();
create trigger content_stands_still before insert or update or delete on signoff for each row execute function content_stands_still();
create function identification_stands_still() returns trigger language plpgsql as $$
begin
  if (new.title_en, new.title_local, new.acronym, new.theme, new.keywords, new.months, new.abstract_en, new.call_id, new.content_hash, new.number, new.submitted_at)
    is distinct from (old.title_en, old.title_local, old.acronym, old.theme, old.keywords, old.months, old.abstract_en, old.call_id, old.content_hash, old.number, old.submitted_at)
  then perform refuse('application.not-editable'); end if;
  return new;
end $$;
create trigger identification_stands_still before update on application for each row when (old.state <> 'draft') execute function identification_stands_still();
create trigger never_changes before update or delete or truncate on submission for each statement execute function sealed_history();

grant select, insert, update on application, team_member, signoff to kopuro_app;
grant select, insert, update, delete on budget_line, narrative_answer, application_document to kopuro_app;
grant delete on signoff to kopuro_app;
grant select, insert on submission to kopuro_app;
grant select on eligibility_check to kopuro_app;
grant select, update on application to kopuro_definer;
grant select on team_member, budget_line, signoff, submission, narrative_answer, application_document to kopuro_definer;
grant select, insert on eligibility_check to kopuro_definer;
`);
    await q.query(definedBy('requested_fen(uuid)', 'check_team(uuid)', 'team_stays_binational()', 'submission_holds()', 'state_follows()', 'content_stands_still()'));
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
