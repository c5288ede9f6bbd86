import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';

/** Reviews, their scores, and the ranking as it stood when both sides closed the reviews. */
export class Scoring1764000000006 implements MigrationInterface {
  name = 'Scoring1764000000006';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table review (
  assignment_id uuid primary key references assignment, application_id uuid not null references application, person_id uuid not null references person,
  state text not null default 'draft' check (state in ('draft', 'submitted')), comment_to_applicants text not null default '', comment_to_panel text not null default '',
  competence int check (competence between 1 and 5), version int not null default 1, updated_at timestamptz not null, submitted_at timestamptz,
  check ((state = 'submitted') = (submitted_at is not null)));
create index review_application on review(application_id);
create table review_score (
  assignment_id uuid not null references review, criterion text not null, score numeric(6, 3) not null, primary key (assignment_id, criterion));

create function score_on_scale() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare k call_criterion; r review;
begin
  select * into r from review where assignment_id = coalesce(new.assignment_id, old.assignment_id) for no key update;
  if r.state = 'submitted' then perform refuse('review.already-submitted'); end if;
  if tg_op = 'DELETE' then return old; end if;
  select c.* into k from call_criterion c join application a on a.call_id = c.call_id where a.id = r.application_id and c.code = new.criterion;
  if k.code is null then perform refuse('score.unknown-criterion'); end if;
  if new.score < k.min or new.score > k.max then
    perform refuse('score.off-scale', jsonb_build_object('score', trim_scale(new.score), 'min', trim_scale(k.min), 'max', trim_scale(k.max)));
  end if;
  if mod(new.score - k.min, k.step) <> 0 then perform refuse('score.off-step', jsonb_build_object('score', trim_scale(new.score), 'step', trim_scale(k.step))); end if;
  return new;
end $$;
create trigger score_on_scale before insert or update or delete on review_score for each row execute function score_on_scale();

create function review_holds() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare missing text;
begin
  if tg_op = 'UPDATE' and old.state = 'submitted' then perform refuse('review.already-submitted'); end if;
  if has_conflict(new.person_id, new.application_id) then perform refuse('conflict.blocks'); end if;
  if not exists (select 1 from assignment s where s.id = new.assignment_id and s.person_id = new.person_id and s.application_id = new.application_id and s.state = 'accepted') then
    perform refuse('assignment.not-accepted');
  end if;
  if new.state = 'submitted' then
    select c.code into missing from call_criterion c join application a on a.call_id = c.call_id where a.id = new.application_id
      and not exists (select 1 from review_score s where s.assignment_id = new.assignment_id and s.criterion = c.code) order by c.position limit 1;
    if missing is not null then perform refuse('review.incomplete', jsonb_build_object('criterion', missing)); end if;
  end if;
  return new;
end $$;
create trigger review_holds before insert or update on review for each row execute function review_holds();

create table ranking_entry (
  application_id uuid primary key references application, call_id uuid not null references call, rank int, overall numeric(16, 10), criteria jsonb not null,
  reviews int not null, valid boolean not null, above_threshold boolean not null, at timestamptz not null, unique (call_id, rank));

grant select, insert, update on review to kopuro_app;
grant select, insert, update, delete on review_score to kopuro_app;
grant select, insert on ranking_entry to kopuro_app;
grant select, update on review to kopuro_definer;
grant select on review_score, ranking_entry to kopuro_definer;
`);
    await q.query(definedBy('score_on_scale()', 'review_holds()'));
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
