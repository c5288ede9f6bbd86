import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';

/**
 * Editions of a published call: as it was published, and after each amendment that both sides approved. A published call always equals its newest edition,
 * an edition comes from both approvals only, and none ever changes. Criteria say what their scores mean.
 */
export class Amendments1764000000014 implements MigrationInterface {
  name = 'Amendments1764000000014';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
alter table call_criterion add descriptors jsonb not null default '[]' check (jsonb_typeof(descriptors) = 'array');
alter table call_approval drop constraint call_approval_subject_check,
  add constraint call_approval_subject_check check (subject in ('publication', 'assignment', 'ranking', 'announcement', 'amendment'));

create table call_amendment (
  call_id uuid not null references call, revision int not null check (revision > 0), state text not null default 'proposed' check (state in ('proposed', 'effective', 'replaced', 'withdrawn')),
  note jsonb not null, content jsonb not null, side text not null check (side in ('KG', 'CN')), proposed_by uuid not null references person, proposed_at timestamptz not null,
  ended_at timestamptz, primary key (call_id, revision), check ((state = 'proposed') = (ended_at is null)));
create unique index call_amendment_open on call_amendment(call_id) where state = 'proposed';
create table call_edition (
  call_id uuid not null references call, number int not null check (number > 0), content jsonb not null, since timestamptz not null, amendment int,
  primary key (call_id, number), unique (call_id, amendment), foreign key (call_id, amendment) references call_amendment(call_id, revision),
  check ((number = 1) = (amendment is null)));
`);
    await q.query(CONTENT);
    await q.query(`insert into call_edition select id, 1, call_content(id), coalesce(published_at, created_at) from call where state not in ('draft', 'awaiting-approval', 'cancelled')`);
    await q.query(GUARDS);
    await q.query(RIGHTS);
    await q.query(definedBy('call_content(uuid)', 'edition_is_agreed()', 'call_stands()'));
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}

/** A call's content in the form of the contract, so that what stands in the tables can be compared with what was approved. */
const CONTENT = `
create function money_json(p_fen bigint) returns jsonb language sql immutable as $$ select jsonb_build_object('amount', fen_text(p_fen), 'currency', 'CNY') $$;
create function call_content(p_call uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
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
  from call c where c.id = p_call $$;
`;

const GUARDS = `
-- Both sides approved what becomes an edition; an amendment comes before closing and moves it no earlier.
create function edition_is_agreed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare c call; before call_edition; approvals int;
begin
  select * into c from call where id = new.call_id for no key update;
  select * into before from call_edition where call_id = new.call_id order by number desc limit 1;
  select count(distinct side) into approvals from call_approval where call_id = new.call_id and subject = case when new.number = 1 then 'publication' else 'amendment' end
    and revision = coalesce(new.amendment, c.revision);
  if approvals < 2 or new.number <> coalesce(before.number, 0) + 1 or (new.number > 1 and not exists (
    select 1 from call_amendment m where m.call_id = new.call_id and m.revision = new.amendment and m.state = 'effective' and m.content = new.content))
  then raise exception 'an edition of a call is approved by both sides' using errcode = '23514'; end if;
  if new.number > 1 and (c.state <> 'published' or new.since >= (before.content->>'closesAt')::timestamptz) then perform refuse('call.not-amendable'); end if;
  if (new.content->>'closesAt')::timestamptz < (before.content->>'closesAt')::timestamptz then perform refuse('amendment.takes-away'); end if;
  return new;
end $$;
create trigger edition_is_agreed before insert on call_edition for each row execute function edition_is_agreed();

-- What is published is what was approved last, to the letter.
create function call_stands() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare r jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end); c call;
begin
  select * into c from call where id = coalesce(r->>'call_id', r->>'id')::uuid for no key update;
  if c.state not in ('draft', 'awaiting-approval', 'cancelled')
    and call_content(c.id) is distinct from (select content from call_edition where call_id = c.id order by number desc limit 1)
  then raise exception 'a published call changes by an amendment only that both sides approved' using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger call_stands after update of code, state, title, summary, opens_at, closes_at, cap_fen, floor_fen, places, budget_fen, max_months, reviewers_kg, reviewers_cn, reviewers_int,
  min_reviews, min_reviews_per_side, max_per_lead, max_per_person, overall_threshold, required_documents, declarations on call deferrable initially deferred
  for each row when ((new.state = 'published' and old.state <> 'published') or (to_jsonb(new) - '{state,version,revision,published_at}'::text[]) <> (to_jsonb(old) - '{state,version,revision,published_at}'::text[]))
  execute function call_stands();
create constraint trigger call_stands after insert or update or delete on call_theme deferrable initially deferred for each row execute function call_stands();
create constraint trigger call_stands after insert or update or delete on call_question deferrable initially deferred for each row execute function call_stands();
create constraint trigger call_stands after insert or update or delete on call_criterion deferrable initially deferred for each row execute function call_stands();
create constraint trigger call_stands after insert or update or delete on call_category deferrable initially deferred for each row execute function call_stands();
create constraint trigger call_stands after insert on call_edition deferrable initially deferred for each row execute function call_stands();

create trigger never_changes before update or delete or truncate on call_edition for each statement execute function sealed_history();
create trigger never_changes before delete or truncate on call_amendment for each statement execute function sealed_history();
create trigger ends_once before update on call_amendment for each row when (old.state <> 'proposed' or new.state = 'proposed'
  or (to_jsonb(new) - '{state,ended_at}'::text[]) <> (to_jsonb(old) - '{state,ended_at}'::text[])) execute function sealed_history();
`;

/** What is proposed is for officers, chairs and auditors; the note of what took effect is everybody's, as the edition is. */
const RIGHTS = `
grant select, insert on call_amendment, call_edition to kopuro_app;
grant update (state, ended_at) on call_amendment to kopuro_app;
grant select on call_amendment, call_edition to kopuro_definer;
alter table call_amendment enable row level security;
alter table call_amendment force row level security;
create policy definer_all on call_amendment to kopuro_definer using (true) with check (true);
create policy see on call_amendment for select to kopuro_app using (state = 'effective' or (select my_roles())::text[] && '{officer,chair,auditor}'::text[]);
create policy propose on call_amendment for insert to kopuro_app with check ('officer' = any ((select my_roles())::text[]));
create policy end_it on call_amendment for update to kopuro_app using ('officer' = any ((select my_roles())::text[]));
`;
