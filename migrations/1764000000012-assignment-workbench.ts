import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';

const HIDDEN = 'application_id = any ((select hidden_applications())::uuid[])';
const OFFICER = `'officer' = any ((select my_roles())::text[])`;
const SYSTEM = '(select acts_for_system())';

/** What officers settle about single pairs ahead of every run, and what each run found: its mode, its figures and its proof. */
export class AssignmentWorkbench1764000000012 implements MigrationInterface {
  name = 'AssignmentWorkbench1764000000012';

  async up(q: QueryRunner): Promise<void> {
    await q.query(TABLES);
    await q.query(GUARDS);
    await q.query(definedBy('override_is_possible()', 'assignment_avoids_bans()'));
    await q.query(WALLS);
    // What is proposed is counted as far as the officer may see it.
    await q.query('set local role kopuro_definer; drop function proposed_count(uuid); reset role');
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}

const TABLES = `
create table assignment_override (
  application_id uuid not null references application, person_id uuid not null, call_id uuid not null references call,
  kind text not null check (kind in ('locked', 'banned')), by_person uuid not null references person, at timestamptz not null,
  primary key (application_id, person_id), foreign key (call_id, person_id) references reviewer(call_id, person_id));
create index assignment_override_call on assignment_override(call_id);

-- Affinities add up over pairs: millionths are exact. An answer whose proof fails is never stored.
create table assignment_run (
  n int generated always as identity unique, job_id uuid primary key references job, call_id uuid not null references call, mode text not null check (mode in ('total', 'fair')),
  total numeric(14, 6) not null check (total >= 0), lowest numeric(14, 6) not null check (lowest >= 0), fairness_bound numeric(14, 6), fairness_cost numeric(14, 6),
  violations int not null check (violations = 0), pairs_checked bigint not null check (pairs_checked >= 0),
  minimums_dropped boolean not null, exchanges_allowed boolean not null, international_missing int not null check (international_missing >= 0),
  by_person uuid not null references person, at timestamptz not null,
  check ((mode = 'fair') = (fairness_bound is not null and fairness_cost is not null)), check (fairness_cost >= 0));
create index assignment_run_call on assignment_run(call_id, n);
`;

const GUARDS = `
-- Locks are kept by every run, so together they must be possible; a ban and a pair of the draft exclude each other.
create function override_is_possible() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare r reviewer; c call; n int; most int;
begin
  select * into r from reviewer where call_id = new.call_id and person_id = new.person_id for no key update;
  select k.* into c from call k join application a on a.call_id = k.id where k.id = new.call_id and a.id = new.application_id;
  if c.id is null then perform refuse('not-found'); end if;
  if new.kind = 'banned' then
    if exists (select 1 from assignment where application_id = new.application_id and person_id = new.person_id and state not in ('declined', 'void')) then perform refuse('assignment.duplicate'); end if;
    return new;
  end if;
  if has_conflict(new.person_id, new.application_id) then perform refuse('conflict.blocks'); end if;
  select count(*) into n from assignment_override o join application a on a.id = o.application_id and a.state = 'eligible'
    where o.call_id = new.call_id and o.person_id = new.person_id and o.kind = 'locked' and o.application_id <> new.application_id;
  if n >= r.max_load then perform refuse('assignment.load-exceeded', jsonb_build_object('max', r.max_load)); end if;
  most := case r.side when 'KG' then c.reviewers_kg when 'CN' then c.reviewers_cn else c.reviewers_int end;
  select count(*) into n from assignment_override o join reviewer w on w.call_id = o.call_id and w.person_id = o.person_id
    where o.application_id = new.application_id and o.kind = 'locked' and w.side = r.side and o.person_id <> new.person_id;
  if n >= most then perform refuse('assignment.places-locked', jsonb_build_object('max', most, 'side', r.side)); end if;
  return new;
end $$;
create trigger override_is_possible before insert or update on assignment_override for each row execute function override_is_possible();

create function assignment_avoids_bans() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from assignment_override where application_id = new.application_id and person_id = new.person_id and kind = 'banned') then perform refuse('assignment.pair-banned'); end if;
  return new;
end $$;
create trigger assignment_avoids_bans before insert on assignment for each row execute function assignment_avoids_bans();
create trigger never_changes before update or delete or truncate on assignment_run for each statement execute function sealed_history();
`;

const WALLS = `
grant select, insert, update, delete on assignment_override to kopuro_app;
grant select on assignment_override to kopuro_definer;
grant select, insert on assignment_run to kopuro_app;
alter table assignment_override enable row level security; alter table assignment_override force row level security;
create policy definer_all on assignment_override to kopuro_definer using (true) with check (true);
create policy see on assignment_override for select to kopuro_app using ((not ${HIDDEN} and ${OFFICER}) or ${SYSTEM});
create policy settle on assignment_override for insert to kopuro_app with check (not ${HIDDEN} and ${OFFICER});
create policy change on assignment_override for update to kopuro_app using (not ${HIDDEN} and ${OFFICER}) with check (not ${HIDDEN} and ${OFFICER});
create policy lift on assignment_override for delete to kopuro_app using (not ${HIDDEN} and ${OFFICER});
alter table assignment_run enable row level security; alter table assignment_run force row level security;
create policy see on assignment_run for select to kopuro_app using (${OFFICER});
create policy keep on assignment_run for insert to kopuro_app with check (${OFFICER});
`;
