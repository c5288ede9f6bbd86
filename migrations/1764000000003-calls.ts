import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls with their themes, questions, criteria, budget categories, and the approvals of both sides. */
export class Calls1764000000003 implements MigrationInterface {
  name = 'Calls1764000000003';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table call (
  id uuid primary key, code text not null constraint "call.code-taken" unique check (code ~ '^[A-Z0-9][A-Z0-9-]{1,19}$'),
  state text not null default 'draft' check (state in ('draft', 'awaiting-approval', 'published', 'reviewing', 'deciding', 'announced', 'archived', 'cancelled')),
  title jsonb not null, summary jsonb not null, opens_at timestamptz not null, closes_at timestamptz not null,
  cap_fen bigint not null check (cap_fen > 0), floor_fen bigint not null default 0 check (floor_fen >= 0),
  places int not null check (places > 0), budget_fen bigint not null check (budget_fen > 0), max_months int not null check (max_months between 1 and 120),
  reviewers_kg int not null check (reviewers_kg >= 0), reviewers_cn int not null check (reviewers_cn >= 0), reviewers_int int not null default 0 check (reviewers_int >= 0),
  min_reviews int not null check (min_reviews >= 1), min_reviews_per_side int not null check (min_reviews_per_side >= 0),
  max_per_lead int check (max_per_lead > 0), max_per_person int check (max_per_person > 0),
  overall_threshold numeric(6, 5) not null check (overall_threshold between 0 and 1),
  required_documents text[] not null default '{}', declarations text[] not null default '{}',
  revision int not null default 1, version int not null default 1, created_by uuid references person, created_at timestamptz not null, published_at timestamptz,
  constraint "call.over-programme-cap" check (cap_fen <= 150000000),
  constraint "call.window-invalid" check (closes_at > opens_at),
  check (floor_fen <= cap_fen));
create table call_theme (call_id uuid not null references call, code text not null, names jsonb not null, position int not null, primary key (call_id, code));
create table call_question (
  call_id uuid not null references call, code text not null, texts jsonb not null, required boolean not null, max_words int not null check (max_words > 0),
  position int not null, primary key (call_id, code));
create table call_criterion (
  call_id uuid not null references call, code text not null, names jsonb not null, weight numeric(9, 8) not null check (weight > 0 and weight <= 1),
  min numeric(6, 3) not null, max numeric(6, 3) not null, step numeric(6, 3) not null check (step > 0), threshold numeric(6, 3) not null,
  position int not null, primary key (call_id, code), check (max > min), check (threshold between min and max));
create table call_category (
  call_id uuid not null references call, side text not null check (side in ('KG', 'CN')), code text not null, names jsonb not null, position int not null,
  primary key (call_id, side, code));
create table call_approval (
  call_id uuid not null references call, subject text not null check (subject in ('publication', 'assignment', 'ranking', 'announcement')),
  revision int not null, side text not null check (side in ('KG', 'CN')), person_id uuid not null references person, at timestamptz not null,
  constraint "approval.already-given" primary key (call_id, subject, revision, side));

create function published_by_both() returns trigger language plpgsql as $$
begin
  if (select count(*) from call_approval where call_id = new.id and subject = 'publication' and revision = new.revision) < 2 then
    raise exception 'a call is published by both sides only' using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger published_by_both after update of state on call deferrable initially deferred
  for each row when (new.state = 'published') execute function published_by_both();
create function weights_sum_to_one() returns trigger language plpgsql as $$
declare s numeric;
begin
  select sum(weight) into s from call_criterion where call_id = new.id;
  if s is null or abs(s - 1) > 0.000001 then perform refuse('call.weights-invalid', jsonb_build_object('sum', coalesce(s, 0))); end if;
  return null;
end $$;
create constraint trigger weights_sum_to_one after insert or update on call deferrable initially deferred
  for each row when (new.state not in ('draft', 'cancelled')) execute function weights_sum_to_one();

grant select, insert, update on call to kopuro_app;
grant select, insert, update, delete on call_theme, call_question, call_criterion, call_category to kopuro_app;
grant select, insert on call_approval to kopuro_app;
grant select, update on call to kopuro_definer;
grant select on call_theme, call_question, call_criterion, call_category, call_approval to kopuro_definer;
`);
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
