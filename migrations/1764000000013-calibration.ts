import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';

/** A proposal is its owner's own, so that two people may have one worked out at the same time; other long work is the call's. */
const PORTFOLIO = `
drop index "job.running";
create unique index "job.running" on job(kind, subject, (case kind when 'portfolio' then owner_id end)) nulls not distinct where state in ('queued', 'running');
create table portfolio_proposal (
  id uuid primary key references job, call_id uuid not null references call, person_id uuid not null references person, applications uuid[] not null, proposal jsonb not null, at timestamptz not null);
create index portfolio_proposal_own on portfolio_proposal(person_id, call_id);
alter table portfolio_proposal enable row level security; alter table portfolio_proposal force row level security;
grant select, insert, delete on portfolio_proposal to kopuro_app;
create policy own on portfolio_proposal to kopuro_app
  using (person_id = (select app_person()) and not applications && (select hidden_applications())::uuid[] and (select my_roles())::text[] && '{officer,chair}'::text[])
  with check (person_id = (select app_person()) and (select my_roles())::text[] && '{officer,chair}'::text[])`;

/**
 * Calibrated figures beside the closed ranking, behind the second wall as it is, and portfolio proposals. `better[k]`: the chance that the application of rank k is better;
 * with them expected ranks are counted among the applications that a viewer may see. `reviewers` are numbers that tell within one call
 * who reviewed together, and nothing else.
 */
export class Calibration1764000000013 implements MigrationInterface {
  name = 'Calibration1764000000013';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table calibration (
  call_id uuid primary key references call, mean float8 not null, application_sd float8 not null check (application_sd >= 0), reviewer_sd float8 not null check (reviewer_sd >= 0),
  residual_sd float8 not null check (residual_sd >= 0), notes text[] not null, at timestamptz not null);
create table calibrated_entry (
  application_id uuid primary key references ranking_entry, call_id uuid not null references calibration, value float8 not null, low float8 not null, high float8 not null,
  expected_rank float8, better float8[], reviewers int[] not null, check (low <= value and value <= high), check ((expected_rank is null) = (better is null)), check (expected_rank >= 1));
create index calibrated_entry_call on calibrated_entry(call_id);
create trigger never_changes before update or delete or truncate on calibration for each statement execute function sealed_history();
create trigger never_changes before update or delete or truncate on calibrated_entry for each statement execute function sealed_history();

drop function counted_reviews(uuid);
-- Every counted review of a call, for the ranking that both sides have just closed: it covers also what its officers may not see. Reviewers are numbers.
create function counted_reviews(p_call uuid) returns table (application_id uuid, reviews json) language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if (select count(*) from call_approval where call_id = p_call and subject = 'ranking') < 2 then perform refuse('call.wrong-state'); end if;
  return query select c.application_id, json_agg(json_build_object('side', c.side, 'reviewer', c.reviewer, 'scores', c.scores)) from (
      select r.application_id, s.side, dense_rank() over (order by r.person_id) reviewer,
        (select json_object_agg(x.criterion, x.score::float8) from review_score x where x.assignment_id = r.assignment_id) scores
      from review r join assignment s on s.id = r.assignment_id
      where s.call_id = p_call and r.state = 'submitted' and s.state <> 'void' and not has_conflict(r.person_id, r.application_id)) c group by c.application_id;
end $$;
`);
    await q.query(definedBy('counted_reviews(uuid)'));
    for (const table of ['calibration', 'calibrated_entry']) {
      await q.query(`grant select, insert on ${table} to kopuro_app; grant select on ${table} to kopuro_definer;
        alter table ${table} enable row level security; alter table ${table} force row level security;
        create policy definer_all on ${table} to kopuro_definer using (true) with check (true);
        create policy close_reviews on ${table} for insert to kopuro_app with check ('officer' = any ((select my_roles())::text[]))`);
    }
    await q.query(PORTFOLIO);
    const oversees = `(select my_roles())::text[] && '{officer,chair,auditor}'::text[]`;
    await q.query(`create policy see on calibration for select to kopuro_app using (${oversees});
      create policy see on calibrated_entry for select to kopuro_app using (not application_id = any ((select hidden_applications())::uuid[]) and ${oversees})`);
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
