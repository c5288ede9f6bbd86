import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';
import { READING, STEPS } from './1764000000020-lot-steps.js';

const HIDDEN = 'application_id = any ((select hidden_applications())::uuid[])';
const OVERSEES = `(select my_roles())::text[] && '{officer,chair,auditor}'::text[]`;
const SYSTEM = '(select acts_for_system())';
const OWN_SIDE = 'side = any ((select my_sides())::text[])';
const TABLES = ['lot_round', 'lot_tie', 'lot_commitment', 'lot_secret', 'lot_place'];

/**
 * How ties of a ranking are broken: criteria in the call's order, then the number or a lot of both sides. A side commits to a secret before it can see the
 * other's; each stays sealed until both are in. The application's role writes none of it: functions do, and the draw is computed here once more.
 */
export class TieBreak1764000000020 implements MigrationInterface {
  name = 'TieBreak1764000000020';

  async up(q: QueryRunner): Promise<void> {
    await q.query(CALL);
    await q.query(LOT);
    await q.query(GUARDS);
    await q.query(STEPS);
    await q.query(READING);
    for (const table of TABLES) {
      await q.query(`grant select on ${table} to kopuro_app; grant select, insert on ${table} to kopuro_definer;
        alter table ${table} enable row level security; alter table ${table} force row level security;
        create policy definer_all on ${table} to kopuro_definer using (true) with check (true)`);
    }
    await q.query('grant update (committed_at, drawn_at) on lot_round to kopuro_definer');
    await q.query(POLICIES);
    await q.query(definedBy('tie_break_fits()', 'lot_holds()', 'secret_opens()', 'lot_at_work(uuid)', 'lot_too_late(uuid)', 'open_lot(uuid, jsonb)', 'commit_lot(uuid, uuid, text)', 'reveal_lot(uuid, uuid, text)',
      'lot_to_draw(uuid)', 'draw_lot(uuid, jsonb)', 'restart_lot(uuid)', 'published_lot(uuid)', 'lot_of_result(uuid)'));
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}

/** The tie-break is content of the call: it stands in editions where it says more than the default. */
const CALL = `
create function all_differ(p text[]) returns boolean language sql immutable as $$ select count(*) = count(distinct x) from unnest(p) x $$;
alter table call add tie_criteria text[] not null default '{}' constraint tie_criteria_once check (all_differ(tie_criteria)),
  add tie_last text not null default 'number' check (tie_last in ('number', 'lot'));

create function tie_break_fits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare r jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end); unknown text;
begin
  select x into unknown from call c, unnest(c.tie_criteria) x where c.id = coalesce(r->>'call_id', r->>'id')::uuid
    and not exists (select 1 from call_criterion k where k.call_id = c.id and k.code = x) limit 1;
  if unknown is not null then perform refuse('call.tie-criterion-unknown', jsonb_build_object('code', unknown)); end if;
  return null;
end $$;
create constraint trigger tie_break_fits after insert or update of tie_criteria on call deferrable initially deferred for each row execute function tie_break_fits();
create constraint trigger tie_break_fits after update or delete on call_criterion deferrable initially deferred for each row execute function tie_break_fits();

set local role kopuro_definer;
grant execute on function call_stands() to kopuro_owner;
reset role;
drop trigger call_stands on call;
create constraint trigger call_stands after update of code, state, title, summary, opens_at, closes_at, cap_fen, floor_fen, places, budget_fen, max_months, reviewers_kg, reviewers_cn, reviewers_int,
  min_reviews, min_reviews_per_side, max_per_lead, max_per_person, overall_threshold, required_documents, declarations, tie_criteria, tie_last on call deferrable initially deferred
  for each row when ((new.state = 'published' and old.state <> 'published') or (to_jsonb(new) - '{state,version,revision,published_at}'::text[]) <> (to_jsonb(old) - '{state,version,revision,published_at}'::text[]))
  execute function call_stands();

grant create on schema public to kopuro_definer;
set local role kopuro_definer;
revoke execute on function call_stands() from kopuro_owner;
create or replace function call_content(p_call uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'code', c.code, 'title', c.title, 'summary', c.summary, 'opensAt', instant_text(c.opens_at), 'closesAt', instant_text(c.closes_at), 'cap', money_json(c.cap_fen),
    'floor', case when c.floor_fen > 0 then money_json(c.floor_fen) end, 'places', c.places, 'budget', money_json(c.budget_fen), 'maxMonths', c.max_months,
    'themes', (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'names', names) order by position), '[]') from call_theme where call_id = c.id),
    'questions', (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'texts', texts, 'required', required, 'maxWords', max_words) order by position), '[]')
      from call_question where call_id = c.id),
    'criteria', (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'names', names, 'weight', weight, 'min', min, 'max', max, 'step', step, 'threshold', threshold)
      || case when descriptors = '[]' then '{}' else jsonb_build_object('descriptors', descriptors) end order by position), '[]') from call_criterion where call_id = c.id),
    'categories', (select coalesce(jsonb_agg(jsonb_build_object('side', side, 'code', code, 'names', names) order by position), '[]') from call_category where call_id = c.id))
  || jsonb_build_object(
    'reviewersPerSide', jsonb_build_object('KG', c.reviewers_kg, 'CN', c.reviewers_cn), 'internationalReviewers', c.reviewers_int, 'minReviews', c.min_reviews,
    'minReviewsPerSide', c.min_reviews_per_side, 'overallThreshold', c.overall_threshold, 'maxApplicationsPerLead', c.max_per_lead, 'maxApplicationsPerPerson', c.max_per_person,
    'requiredDocuments', c.required_documents, 'declarations', c.declarations)
  || case when c.tie_criteria = '{}' and c.tie_last = 'number' then '{}' else jsonb_build_object('tieBreak', jsonb_build_object('criteria', c.tie_criteria, 'last', c.tie_last)) end
  from call c where c.id = p_call $$;
reset role;
revoke create on schema public from kopuro_definer;
`;

/** A tie is a group of the closed ranking that no criterion orders; `rank` is its application's rank by number. */
const LOT = `
create table lot_tie (
  application_id uuid primary key references ranking_entry, call_id uuid not null references call, tie int not null check (tie > 0), rank int not null, unique (call_id, rank));
create table lot_round (
  call_id uuid not null references call, round int not null check (round > 0), opened_at timestamptz not null, committed_at timestamptz, drawn_at timestamptz,
  primary key (call_id, round), check (drawn_at is null or committed_at is not null));
create unique index lot_drawn_once on lot_round(call_id) where drawn_at is not null;
create table lot_commitment (
  id uuid not null unique, call_id uuid not null, round int not null, side text not null check (side in ('KG', 'CN')), commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
  person_id uuid not null references person, at timestamptz not null, constraint "lot.already-committed" primary key (call_id, round, side),
  foreign key (call_id, round) references lot_round);
create table lot_secret (
  id uuid not null unique, call_id uuid not null, round int not null, side text not null check (side in ('KG', 'CN')), secret text not null check (length(secret) between 12 and 200 and secret !~ '[[:cntrl:]]'),
  person_id uuid not null references person, at timestamptz not null, constraint "lot.already-revealed" primary key (call_id, round, side),
  foreign key (call_id, round, side) references lot_commitment);
create table lot_place (
  application_id uuid primary key references lot_tie, call_id uuid not null, round int not null, rank int not null, ticket text not null check (ticket ~ '^[0-9a-f]{64}$'), at timestamptz not null,
  unique (call_id, rank), foreign key (call_id, round) references lot_round);

-- The ranking as everybody reads it: \`place\` is the rank, put in the drawn order among equals. The entries themselves never change.
create view ranking_place with (security_invoker = true) as
  select e.*, coalesce(p.rank, e.rank) place from ranking_entry e left join lot_place p using (application_id);
grant select on ranking_place to kopuro_app;

alter table call_approval drop constraint call_approval_subject_check,
  add constraint call_approval_subject_check check (subject in ('publication', 'assignment', 'ranking', 'announcement', 'amendment', 'lot'));
`;

const GUARDS = `
-- HMAC-SHA-256 (RFC 2104) with a key of at most 64 bytes.
create function hmac_sha256(p_key bytea, p_message bytea) returns bytea language plpgsql immutable as $$
declare i bytea := decode(repeat('36', 64), 'hex'); o bytea := decode(repeat('5c', 64), 'hex');
begin
  for n in 0 .. length(p_key) - 1 loop
    i := set_byte(i, n, get_byte(i, n) # get_byte(p_key, n));
    o := set_byte(o, n, get_byte(o, n) # get_byte(p_key, n));
  end loop;
  return sha256(o || sha256(i || p_message));
end $$;

create function secret_opens() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from lot_round where call_id = new.call_id and round = new.round and committed_at is not null and drawn_at is null)
    or (select count(*) from lot_commitment where call_id = new.call_id and round = new.round) <> 2 then perform refuse('lot.not-committed'); end if;
  if not exists (select 1 from lot_commitment where call_id = new.call_id and round = new.round and side = new.side
    and commitment = encode(sha256(convert_to(new.side || ':' || new.secret, 'UTF8')), 'hex')) then perform refuse('lot.does-not-open'); end if;
  return new;
end $$;
create trigger secret_opens before insert on lot_secret for each row execute function secret_opens();

-- With both secrets the lot is drawn, in the same transaction, and stands as they drew it: each tie in the order of its tickets on the ranks that it had.
create function lot_holds() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare r lot_round; seed bytea; n int;
begin
  select * into r from lot_round where call_id = new.call_id and round = new.round;
  select count(*), sha256(convert_to('KG:' || max(secret) filter (where side = 'KG') || chr(10) || 'CN:' || max(secret) filter (where side = 'CN'), 'UTF8')) into n, seed
    from lot_secret where call_id = r.call_id and round = r.round;
  if (n = 2) <> (r.drawn_at is not null) or (n < 2 and exists (select 1 from lot_place where call_id = r.call_id and round = r.round))
    or (n = 2 and exists (select 1 from (
      select t.application_id, encode(k.ticket, 'hex') ticket, min(t.rank) over (partition by t.tie) - 1 + row_number() over (partition by t.tie order by k.ticket) rank
      from lot_tie t join application a on a.id = t.application_id cross join lateral (select hmac_sha256(seed, convert_to(a.number, 'UTF8')) ticket) k where t.call_id = r.call_id) drawn
      full join (select * from lot_place where call_id = r.call_id and round = r.round) p using (application_id)
      where p.rank is distinct from drawn.rank or p.ticket is distinct from drawn.ticket))
  then raise exception 'a lot stands as both secrets drew it' using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger lot_holds after insert or update on lot_round deferrable initially deferred for each row execute function lot_holds();
create constraint trigger lot_holds after insert on lot_secret deferrable initially deferred for each row execute function lot_holds();
create constraint trigger lot_holds after insert on lot_place deferrable initially deferred for each row execute function lot_holds();

${['lot_tie', 'lot_commitment', 'lot_secret', 'lot_place'].map((table) => `create trigger never_changes before update or delete or truncate on ${table} for each statement execute function sealed_history();`).join('\n')}
create trigger never_changes before delete or truncate on lot_round for each statement execute function sealed_history();
create trigger moves_on before update on lot_round for each row when (old.drawn_at is not null or (old.committed_at is not null and new.committed_at is distinct from old.committed_at)
  or (to_jsonb(new) - '{committed_at,drawn_at}'::text[]) <> (to_jsonb(old) - '{committed_at,drawn_at}'::text[])) execute function sealed_history();
`;

const POLICIES = `
create policy see on lot_round for select to kopuro_app using (${OVERSEES});
create policy see on lot_tie for select to kopuro_app using (not ${HIDDEN} and ${OVERSEES});
-- Whoever sees a rank sees the place that stands for it.
create policy see on lot_place for select to kopuro_app using (not ${HIDDEN} and (${OVERSEES} or ${SYSTEM}));
create policy see on lot_commitment for select to kopuro_app using (${OVERSEES}
  and (${OWN_SIDE} or exists (select 1 from lot_round r where r.call_id = lot_commitment.call_id and r.round = lot_commitment.round and r.committed_at is not null)));
create policy see on lot_secret for select to kopuro_app using (${OVERSEES}
  and (${OWN_SIDE} or exists (select 1 from lot_round r where r.call_id = lot_secret.call_id and r.round = lot_secret.round and r.drawn_at is not null)));
`;
