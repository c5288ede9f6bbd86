import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';

const HIDDEN = 'application_id = any ((select hidden_applications())::uuid[])';
const OVERSEES = `(select my_roles())::text[] && '{officer,chair,auditor}'::text[]`;
const TEAM = 'application_id = any ((select team_applications())::uuid[])';
const SYSTEM = '(select acts_for_system())';

/** Withdrawal binds both leads. What is withdrawn is judged, voted on and awarded no more, whoever asks and whatever happens at the same time. */
export class Withdrawal1764000000017 implements MigrationInterface {
  name = 'Withdrawal1764000000017';

  async up(q: QueryRunner): Promise<void> {
    await q.query(NOTICES);
    await q.query(CONSEQUENCES);
    await q.query(definedBy('team_applications()', 'is_announced(uuid)', 'notice_stands()', 'withdrawal_holds()', 'standing_only()', 'void_withdrawn(uuid)', 'free_award(uuid)',
      'awaits_no_result(uuid)'));
    await q.query(POLICIES);
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}

const NOTICES = `
create table withdrawal (
  id uuid primary key, application_id uuid not null references application, side text not null check (side in ('KG', 'CN')), reason text not null default '',
  given_by uuid not null references person, given_at timestamptz not null, effective_from timestamptz not null,
  agreed_by uuid references person, agreed_at timestamptz, taken_back_at timestamptz, effective_at timestamptz, withdrawn_from text,
  check (effective_from >= given_at + interval '336 hours'), check ((agreed_by is null) = (agreed_at is null)), check (agreed_by <> given_by),
  check (taken_back_at is null or (agreed_at is null and effective_at is null)), check ((effective_at is null) = (withdrawn_from is null)));
create unique index "withdrawal.already-given" on withdrawal(application_id) where taken_back_at is null;
create index withdrawal_due on withdrawal(effective_from) where taken_back_at is null and effective_at is null;

-- Applications in whose team the acting person is.
create function team_applications() returns uuid[] language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce(array_agg(application_id), '{}') from team_member where person_id = app_person() and state = 'accepted' $$;
-- Whether the instant of an application's result has come, released already or not.
create function is_announced(p_application uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from announcement_item i join announcement n on n.id = i.announcement_id
    where i.application_id = p_application and n.state in ('scheduled', 'released') and n.at_instant <= app_at()) $$;

-- A notice is a lead's, agreed to by the other lead and taken back by its giver; otherwise it never changes.
create function notice_stands() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.given_by is distinct from app_person() or not exists (select 1 from team_member where application_id = new.application_id and person_id = new.given_by
      and side = new.side and role = 'lead' and state = 'accepted') then perform refuse('not-found'); end if;
    return new;
  end if;
  if old.taken_back_at is not null or old.effective_at is not null
    or (new.id, new.application_id, new.side, new.reason, new.given_by, new.given_at, new.effective_from) is distinct from (old.id, old.application_id, old.side, old.reason, old.given_by, old.given_at, old.effective_from)
  then perform refuse('withdrawal.not-given'); end if;
  if new.taken_back_at is not null and app_person() is distinct from old.given_by then perform refuse('withdrawal.not-yours'); end if;
  if new.agreed_by is distinct from old.agreed_by and (new.agreed_by is distinct from app_person() or not exists (select 1 from team_member
    where application_id = new.application_id and person_id = new.agreed_by and side <> new.side and role = 'lead' and state = 'accepted')) then perform refuse('withdrawal.own'); end if;
  if new.effective_at is not null and not exists (select 1 from application where id = new.application_id and state = 'withdrawn') then perform refuse('application.wrong-state'); end if;
  return new;
end $$;
create trigger notice_stands before insert or update on withdrawal for each row execute function notice_stands();
`;

const CONSEQUENCES = `
-- Both leads, or one and the time that passed; a draft that has one lead only is theirs alone. Nothing of the competition goes on with it.
create function withdrawal_holds() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare w withdrawal;
begin
  if old.state in ('awarded', 'on-reserve', 'refused') then perform refuse('application.already-announced'); end if;
  select * into w from withdrawal where application_id = new.id and taken_back_at is null and effective_at is not null;
  if w.id is null or w.withdrawn_from <> old.state or not (w.agreed_at is not null or w.effective_from <= w.effective_at or (old.state = 'draft'
    and not exists (select 1 from team_member where application_id = new.id and side <> w.side and role = 'lead' and state = 'accepted')))
  then perform refuse('withdrawal.not-given'); end if;
  if exists (select 1 from award where application_id = new.id) or exists (select 1 from assignment where application_id = new.id and state not in ('declined', 'void')) then
    raise exception 'a withdrawn application has no award and no reviewer' using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger withdrawal_holds after update of state on application deferrable initially deferred
  for each row when (new.state = 'withdrawn') execute function withdrawal_holds();

-- The lock makes a vote, an award or an assignment wait for a withdrawal that is under way.
create function standing_only() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare s text;
begin
  select state into s from application where id = new.application_id for no key update;
  if s = 'withdrawn' then perform refuse('application.withdrawn'); end if;
  return new;
end $$;
create trigger standing_only before insert on vote for each row execute function standing_only();
create trigger standing_only before insert on award for each row execute function standing_only();
create trigger standing_only before insert on assignment for each row execute function standing_only();

-- Ends all assignments of a withdrawn application, those that its team may not see.
create function void_withdrawn(p_application uuid) returns table (id uuid, person_id uuid, published_at timestamptz) language sql security definer set search_path = public, pg_temp as $$
  update assignment s set state = 'void' from application a where a.id = p_application and a.state = 'withdrawn' and s.application_id = a.id and s.state not in ('declined', 'void')
    returning s.id, s.person_id, s.published_at $$;
-- Takes back the award of a withdrawn application: its place and its money are free again. Votes and outcome stay as they were.
create function free_award(p_application uuid) returns boolean language sql security definer set search_path = public, pg_temp as $$
  with freed as (delete from award w using application a where a.id = p_application and a.state = 'withdrawn' and w.application_id = a.id returning 1) select exists (select 1 from freed) $$;
-- Whether something of a call was announced and no ranked or decided application waits for its result.
create function awaits_no_result(p_call uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from announcement where call_id = p_call and state = 'released') and not exists (select 1 from ranking_entry e join application a on a.id = e.application_id
    where e.call_id = p_call and a.state in ('recommended', 'not-recommended') and (e.rank is not null or exists (select 1 from outcome o where o.application_id = a.id))) $$;

grant create on schema public to kopuro_definer;
set local role kopuro_definer;
create or replace function decided_applications(p_call uuid) returns table (application_id uuid, round int) language sql stable security definer set search_path = public, pg_temp as $$
  select o.application_id, o.round from outcome o join application a on a.id = o.application_id where a.call_id = p_call and a.state <> 'withdrawn'
    and not exists (select 1 from announcement_item i join announcement n on n.id = i.announcement_id where i.application_id = o.application_id and i.round = o.round and n.state <> 'withdrawn') $$;
reset role;
revoke create on schema public from kopuro_definer;
`;

const POLICIES = `
alter table withdrawal enable row level security;
alter table withdrawal force row level security;
create policy definer_all on withdrawal to kopuro_definer using (true) with check (true);
create policy see on withdrawal for select to kopuro_app using (${TEAM} or (effective_at is not null and not ${HIDDEN} and ${OVERSEES}) or ${SYSTEM});
create policy give on withdrawal for insert to kopuro_app with check (${TEAM});
create policy answer on withdrawal for update to kopuro_app using (${TEAM} or ${SYSTEM}) with check (${TEAM} or ${SYSTEM});
grant select, insert, update on withdrawal to kopuro_app;
grant select on withdrawal to kopuro_definer;
grant delete on award to kopuro_definer;

-- A check that one side had filed when the application was withdrawn stays sealed from the other one.
alter policy see on eligibility_check using (not ${HIDDEN} and ${OVERSEES}
  and (side = any ((select my_sides())::text[]) or exists (select 1 from application a left join withdrawal w on w.application_id = a.id and w.effective_at is not null
    where a.id = eligibility_check.application_id and a.state <> 'submitted' and w.withdrawn_from is distinct from 'submitted')));
`;
