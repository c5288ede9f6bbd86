/** The steps, each under the call's lock: votes, withdrawals and the other side's step come before it or after it. */
export const STEPS = `
create function lot_too_late(p_call uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
  $$ select not exists (select 1 from call where id = p_call and state = 'deciding') or exists (select 1 from announcement where call_id = p_call and state = 'released') $$;

-- Who acts for which side in which round; refuses where nothing is left to do.
create function lot_at_work(p_call uuid, out my text, out n int) language plpgsql security definer set search_path = public, pg_temp as $$
declare r lot_round;
begin
  select side into my from role_grant where person_id = app_person() and role = 'officer';
  perform 1 from call where id = p_call for no key update;
  if my is null or not found then perform refuse('not-found'); end if;
  select * into r from lot_round where call_id = p_call order by round desc limit 1;
  if r.round is null then perform refuse('lot.not-needed'); end if;
  if r.drawn_at is not null then perform refuse('lot.drawn'); end if;
  if lot_too_late(p_call) then perform refuse('lot.too-late'); end if;
  n := r.round;
end $$;

-- Keeps the ties of a ranking that was just closed, once, and opens the first round. Each tie is a run of ranks whose figures agree.
create function open_lot(p_call uuid, p_ties jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare c call;
begin
  select * into c from call where id = p_call for no key update;
  if not 'officer' = any (my_roles()) or c.tie_last is distinct from 'lot' or (select count(*) from call_approval where call_id = p_call and subject = 'ranking') < 2
    or exists (select 1 from lot_round where call_id = p_call) then perform refuse('lot.not-needed'); end if;
  insert into lot_tie select x.id, p_call, x.tie, e.rank from jsonb_to_recordset(p_ties) x(id uuid, tie int) left join ranking_entry e on e.application_id = x.id and e.call_id = p_call;
  if not exists (select 1 from lot_tie where call_id = p_call) or exists (select 1 from lot_tie t join ranking_entry e using (application_id) where t.call_id = p_call group by t.tie
      having count(*) < 2 or max(t.rank) - min(t.rank) + 1 <> count(*) or bool_or(e.above_threshold) <> bool_and(e.above_threshold) or max(e.overall) - min(e.overall) > 0.000000002)
    or exists (select 1 from lot_tie t join ranking_entry e using (application_id) cross join unnest(c.tie_criteria) k where t.call_id = p_call group by t.tie, k
      having max((e.criteria->>k)::numeric) - min((e.criteria->>k)::numeric) > 0.000000002)
  then raise exception 'a tie is a run of equal ranks' using errcode = '23514'; end if;
  insert into lot_round(call_id, round, opened_at) values (p_call, 1, app_at());
end $$;

-- Files one side's commitment; answers whether both are in by now. The first one leaves no trace that the other side could see.
create function commit_lot(p_id uuid, p_call uuid, p_commitment text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare w record;
begin
  select * into w from lot_at_work(p_call);
  insert into lot_commitment values (p_id, p_call, w.n, w.my, p_commitment, app_person(), app_at());
  if (select count(*) from lot_commitment where call_id = p_call and round = w.n) < 2 then return false; end if;
  update lot_round set committed_at = app_at() where call_id = p_call and round = w.n;
  return true;
end $$;

-- Files one side's secret; with the second one the round is over and must be drawn before the transaction ends.
create function reveal_lot(p_id uuid, p_call uuid, p_secret text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare w record;
begin
  select * into w from lot_at_work(p_call);
  insert into lot_secret values (p_id, p_call, w.n, w.my, p_secret, app_person(), app_at());
  if (select count(*) from lot_secret where call_id = p_call and round = w.n) < 2 then return false; end if;
  update lot_round set drawn_at = app_at() where call_id = p_call and round = w.n;
  return true;
end $$;

-- All applications of the ties, those that the acting officer may not see among them, once both secrets are in.
create function lot_to_draw(p_call uuid) returns table (application_id uuid, number text, tie int, rank int) language sql stable security definer set search_path = public, pg_temp as $$
  select t.application_id, a.number, t.tie, t.rank from lot_tie t join application a on a.id = t.application_id where t.call_id = p_call and 'officer' = any ((select my_roles())::text[])
    and exists (select 1 from lot_round where call_id = p_call and drawn_at is not null) and not exists (select 1 from lot_place where call_id = p_call) order by t.rank $$;

create function draw_lot(p_call uuid, p_places jsonb) returns void language sql security definer set search_path = public, pg_temp as $$
  insert into lot_place select x.id, p_call, r.round, x.rank, x.ticket, app_at() from jsonb_to_recordset(p_places) x(id uuid, rank int, ticket text), lot_round r
    where r.call_id = p_call and r.drawn_at is not null and 'officer' = any ((select my_roles())::text[]) $$;

-- Opens the next round once both sides asked for it.
create function restart_lot(p_call uuid) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare w record;
begin
  select * into w from lot_at_work(p_call);
  if (select count(*) from call_approval where call_id = p_call and subject = 'lot' and revision = w.n) < 2 then perform refuse('call.wrong-state'); end if;
  insert into lot_round(call_id, round, opened_at) values (p_call, w.n + 1, app_at());
  return w.n + 1;
end $$;
`;

/** What others may know of a lot, once results of the call are announced. */
export const READING = `
create function published_lot(p_call uuid) returns table (round int, drawn_at timestamptz, commitments json, secrets json, groups json) language sql stable security definer set search_path = public, pg_temp as $$
  select r.round, r.drawn_at, (select json_object_agg(side, commitment) from lot_commitment c where c.call_id = r.call_id and c.round = r.round),
    (select json_object_agg(side, secret) from lot_secret s where s.call_id = r.call_id and s.round = r.round),
    coalesce((select json_agg(g.numbers order by g.first) from (select min(p.rank) first, json_agg(a.number order by p.rank) numbers from lot_place p join lot_tie t using (application_id) join application a on a.id = p.application_id
      where p.call_id = r.call_id and p.application_id = any ((select announced_awards())::uuid[]) group by t.tie) g), '[]')
  from lot_round r where r.call_id = p_call and r.drawn_at is not null
    and exists (select 1 from announcement n where n.call_id = r.call_id and n.state = 'released' and n.at_instant <= app_at()) $$;

-- Where the lot put an application among its equals, for its own team once its result is announced.
create function lot_of_result(p_application uuid) returns table (place int, equals int) language sql stable security definer set search_path = public, pg_temp as $$
  select (p.rank - min(all_of.rank) + 1)::int, count(*)::int from lot_place p join lot_tie t using (application_id) join lot_tie all_of on all_of.call_id = t.call_id and all_of.tie = t.tie
  where p.application_id = p_application and exists (select 1 from team_member m where m.application_id = p_application and m.person_id = app_person() and m.state = 'accepted')
    and exists (select 1 from announcement_item i join announcement n on n.id = i.announcement_id where i.application_id = p_application and n.state = 'released' and n.at_instant <= app_at())
  group by p.rank $$;
`;
