import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';

/** Sealed votes, joint outcomes, awards within places and budget, announcements. */
export class Awards1764000000007 implements MigrationInterface {
  name = 'Awards1764000000007';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table ballot (
  application_id uuid not null references application, round int not null check (round in (1, 2)), cast_n int not null default 0,
  constraint "vote.already-cast" check (cast_n between 0 and 2), primary key (application_id, round));
create table vote (
  id uuid primary key, application_id uuid not null references application, round int not null, side text not null check (side in ('KG', 'CN')),
  person_id uuid not null references person, value text not null check (value in ('yes', 'reserve', 'no')), amount_fen bigint, protocol text not null default '', at timestamptz not null,
  constraint "vote.already-cast" unique (application_id, round, side),
  constraint "decision.amount-missing" check ((value = 'yes') = (amount_fen is not null)), check (amount_fen is null or amount_fen > 0),
  foreign key (application_id, round) references ballot(application_id, round));
create table outcome (
  application_id uuid not null references application, round int not null, result text not null check (result in ('award', 'reserve', 'refused')),
  reason text, amount_fen bigint, at timestamptz not null, primary key (application_id, round), check ((result = 'award') = (amount_fen is not null)));
create table award (
  application_id uuid primary key references application, call_id uuid not null references call, round int not null, amount_fen bigint not null check (amount_fen > 0), at timestamptz not null,
  foreign key (application_id, round) references outcome(application_id, round));
create index award_call on award(call_id);

create function award_within_limits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare c call; n int; s bigint; requested bigint;
begin
  select * into c from call where id = new.call_id for no key update;
  select count(*), coalesce(sum(amount_fen), 0) into n, s from award where call_id = new.call_id;
  if n > c.places then perform refuse('decision.over-places'); end if;
  if s > c.budget_fen then perform refuse('decision.over-budget'); end if;
  select requested_fen into requested from submission where application_id = new.application_id;
  if requested is null or new.amount_fen > requested then perform refuse('award.over-requested'); end if;
  if (select count(*) from vote where application_id = new.application_id and round = new.round and value = 'yes' and amount_fen >= new.amount_fen) <> 2 then
    raise exception 'an award needs yes from both sides' using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger award_within_limits after insert or update on award deferrable initially deferred for each row execute function award_within_limits();

-- Casts one side's vote; must be the last statement of its transaction. Answers 'pending', or the joint outcome once both sides voted.
create function cast_vote(p_id uuid, p_application uuid, p_round int, p_value text, p_amount bigint, p_protocol text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare me uuid := app_person(); my text; a application; c call; v record; requested bigint; n int; s bigint; res text; why text; amount bigint;
begin
  select side into my from role_grant where person_id = me and role = 'chair';
  select * into a from application where id = p_application;
  if my is null or a.id is null or p_application = any (hidden_applications()) then perform refuse('not-found'); end if;
  select * into c from call where id = a.call_id for no key update;
  select * into a from application where id = p_application;
  if c.state <> 'deciding' or a.state not in ('recommended', 'not-recommended') then perform refuse('vote.not-open'); end if;
  if exists (select 1 from vote where application_id = p_application and round = p_round and side = my) then perform refuse('vote.already-cast'); end if;
  select requested_fen into requested from submission where application_id = p_application;
  if p_amount > requested then perform refuse('decision.over-requested', jsonb_build_object('requested', fen_text(requested))); end if;
  update ballot set cast_n = cast_n + 1 where application_id = p_application and round = p_round;
  if not found then perform refuse('not-found'); end if;
  insert into vote values (p_id, p_application, p_round, my, me, p_value, p_amount, p_protocol, app_at());
  select count(*) votes, bool_or(value = 'no' and side = 'KG') kg_no, bool_or(value = 'no' and side = 'CN') cn_no, bool_or(value = 'reserve') reserve, min(amount_fen) amount
    into v from vote where application_id = p_application and round = p_round;
  if v.votes < 2 then return 'pending'; end if;
  if v.kg_no or v.cn_no then
    res := 'refused'; why := case when v.kg_no and v.cn_no then 'refused-by-both' when v.kg_no then 'refused-by-kg' else 'refused-by-cn' end;
  elsif v.reserve then res := 'reserve'; why := null;
  else
    select count(*), coalesce(sum(amount_fen), 0) into n, s from award where call_id = c.id;
    res := 'award'; amount := v.amount;
    if n >= c.places then res := 'reserve'; why := 'decision.over-places'; amount := null;
    elsif s + v.amount > c.budget_fen then res := 'reserve'; why := 'decision.over-budget'; amount := null; end if;
  end if;
  insert into outcome values (p_application, p_round, res, why, amount, app_at());
  if res = 'award' then insert into award values (p_application, c.id, p_round, amount, app_at()); end if;
  return res;
end $$;

create trigger never_changes before update or delete or truncate on vote for each statement execute function sealed_history();
create trigger never_changes before update or delete or truncate on outcome for each statement execute function sealed_history();

alter table vote enable row level security;
alter table vote force row level security;
create policy definer_all on vote to kopuro_definer using (true) with check (true);
create policy see on vote for select to kopuro_app using (
  not application_id = any ((select hidden_applications())::uuid[])
  and (side = any ((select my_sides())::text[]) or exists (select 1 from outcome o where o.application_id = vote.application_id and o.round = vote.round)));
alter table outcome enable row level security;
alter table outcome force row level security;
create policy definer_all on outcome to kopuro_definer using (true) with check (true);
create policy see on outcome for select to kopuro_app using (not application_id = any ((select hidden_applications())::uuid[]));

create table announcement (
  id uuid primary key, call_id uuid not null references call, at_instant timestamptz not null, state text not null default 'proposed'
    check (state in ('proposed', 'scheduled', 'released', 'withdrawn')),
  revision int not null, created_by uuid not null references person, created_at timestamptz not null, released_at timestamptz, version int not null default 1,
  check (released_at is null or released_at >= at_instant), check ((state = 'released') = (released_at is not null)));
create unique index "announcement.already-scheduled" on announcement(call_id) where state in ('proposed', 'scheduled');
create table announcement_item (
  announcement_id uuid not null references announcement, application_id uuid not null references application, round int not null, primary key (announcement_id, application_id),
  constraint "announcement.not-decided" foreign key (application_id, round) references outcome(application_id, round));

-- Applications of a call with both votes that no announcement covers: which, never how they were decided.
create function decided_applications(p_call uuid) returns table (application_id uuid, round int) language sql stable security definer set search_path = public, pg_temp as $$
  select o.application_id, o.round from outcome o join application a on a.id = o.application_id where a.call_id = p_call
    and not exists (select 1 from announcement_item i join announcement n on n.id = i.announcement_id where i.application_id = o.application_id and i.round = o.round and n.state <> 'withdrawn') $$;

-- The counter tells whether a side has voted: the application cannot read it.
grant select (application_id, round), insert (application_id, round) on ballot to kopuro_app;
grant select on vote, outcome, award to kopuro_app;
grant select, insert, update on announcement to kopuro_app;
grant select, insert on announcement_item to kopuro_app;
grant select, insert, update on ballot to kopuro_definer;
grant select, insert on vote, outcome, award to kopuro_definer;
grant select on announcement, announcement_item to kopuro_definer;
`);
    await q.query(definedBy('award_within_limits()', 'decided_applications(uuid)', 'cast_vote(uuid, uuid, int, text, bigint, text)'));
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
