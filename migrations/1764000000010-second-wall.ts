import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definedBy } from './1764000000001-platform.js';

const SEALED = ['review', 'review_score', 'assignment', 'ranking_entry', 'award'];
const HIDDEN = 'application_id = any ((select hidden_applications())::uuid[])';
const OVERSEES = `(select my_roles())::text[] && '{officer,chair,auditor}'::text[]`;
const OFFICER = `'officer' = any ((select my_roles())::text[])`;
const SYSTEM = '(select acts_for_system())';
const OWN = 'person_id = (select app_person())';
const OWN_REVIEW = 'assignment_id = any ((select own_assignments())::uuid[])';

/**
 * The second wall: a query that forgets its filter shows nothing instead of everything. Reviews, scores, reviewers' identities, ranks, votes, outcomes and awards
 * are closed to the application's role but for: reviewers, their own; officers, chairs and auditors, what is submitted, without applications that a conflict hides;
 * the system (`app.system` = on and no person), what letters and announcements need; everybody, announced awards. A transaction that names neither
 * a person nor the system sees none of it; one that names no uuid fails. What must be done across hidden rows is done by the functions below, each for one purpose.
 */
export class SecondWall1764000000010 implements MigrationInterface {
  name = 'SecondWall1764000000010';

  async up(q: QueryRunner): Promise<void> {
    await q.query(WHO);
    await q.query(PURPOSES);
    await q.query(definedBy('my_roles()', 'own_assignments()', 'announced_awards()', 'peer_reviews(uuid)', 'comments_to_team(uuid)', 'counted_reviews(uuid)',
      'void_assignments(uuid, uuid)', 'clear_proposals(uuid)', 'publish_assignments(uuid)', 'proposed_count(uuid)', 'conflicted_proposals(uuid)'));
    await q.query(CLOSED_TO_PUBLIC);
    await q.query('grant update, delete on assignment to kopuro_definer; grant select on role_grant to kopuro_definer;');
    for (const table of SEALED) {
      await q.query(`alter table ${table} enable row level security; alter table ${table} force row level security;
        create policy definer_all on ${table} to kopuro_definer using (true) with check (true)`);
    }
    await q.query(POLICIES);
    await q.query(VOTE_IS_CLEAN);
    await q.query(definedBy('vote_is_clean()'));
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}

/** Who acts, as policies ask it: once a statement, never once a row. */
const WHO = `
create function acts_for_system() returns boolean language sql stable parallel safe as
  $$ select app_person() is null and coalesce(current_setting('app.system', true) = 'on', false) $$;
create function my_roles() returns text[] language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce(array_agg(distinct role), '{}') from role_grant where person_id = app_person() $$;
create function own_assignments() returns uuid[] language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce(array_agg(id), '{}') from assignment where person_id = app_person() and not application_id = any ((select hidden_applications())::uuid[]) $$;
create function announced_awards() returns uuid[] language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce(array_agg(i.application_id), '{}') from announcement_item i join announcement n on n.id = i.announcement_id where n.state = 'released' and n.at_instant <= app_at() $$;
`;

/** What may be learnt or done across rows that one may not see: each function checks for itself whom it serves. */
const PURPOSES = `
-- Reviews by the others, without their authors, for a reviewer who has submitted the own one.
create function peer_reviews(p_assignment uuid) returns table (number int, comment text, scores json) language sql stable security definer set search_path = public, pg_temp as $$
  select s.number, r.comment_to_panel, (select json_object_agg(x.criterion, x.score::float8 order by x.criterion) from review_score x where x.assignment_id = r.assignment_id)
  from assignment mine join review r on r.application_id = mine.application_id and r.assignment_id <> mine.id join assignment s on s.id = r.assignment_id
  where mine.id = p_assignment and mine.person_id = app_person() and mine.state = 'submitted' and not mine.application_id = any ((select hidden_applications())::uuid[])
    and r.state = 'submitted' and s.state <> 'void' order by s.number $$;

-- Reviewers' words to the applicants, for the team, once its result is announced.
create function comments_to_team(p_application uuid) returns table (number int, comment text) language sql stable security definer set search_path = public, pg_temp as $$
  select s.number, r.comment_to_applicants from review r join assignment s on s.id = r.assignment_id
  where r.application_id = p_application and r.state = 'submitted' and s.state <> 'void' and r.comment_to_applicants <> ''
    and exists (select 1 from team_member m where m.application_id = p_application and m.person_id = app_person() and m.state = 'accepted')
    and exists (select 1 from announcement_item i join announcement n on n.id = i.announcement_id where i.application_id = p_application and n.state = 'released' and n.at_instant <= app_at())
  order by s.number $$;

-- Every counted review of a call, for the ranking that both sides have just closed: it covers also what its officers may not see.
create function counted_reviews(p_call uuid) returns table (application_id uuid, reviews json) language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if (select count(*) from call_approval where call_id = p_call and subject = 'ranking') < 2 then perform refuse('call.wrong-state'); end if;
  return query select r.application_id,
      json_agg(json_build_object('side', s.side, 'scores', (select json_object_agg(x.criterion, x.score::float8) from review_score x where x.assignment_id = r.assignment_id)))
    from review r join assignment s on s.id = r.assignment_id
    where s.call_id = p_call and r.state = 'submitted' and s.state <> 'void' and not has_conflict(r.person_id, r.application_id) group by r.application_id;
end $$;

-- Ends what a person had with an application, once a conflict stands between them.
create function void_assignments(p_person uuid, p_application uuid) returns table (id uuid, published_at timestamptz) language sql security definer set search_path = public, pg_temp as $$
  update assignment s set state = 'void' where s.person_id = p_person and s.application_id = p_application and s.state not in ('declined', 'void')
    and has_conflict(p_person, p_application) returning s.id, s.published_at $$;

-- A draft is replaced and published as a whole, also the pairs that the acting officer may not see.
create function clear_proposals(p_call uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  delete from assignment where call_id = p_call and published_at is null and 'officer' = any ((select my_roles())::text[]) $$;
create function publish_assignments(p_call uuid) returns table (id uuid, person_id uuid) language sql security definer set search_path = public, pg_temp as $$
  update assignment s set state = 'published', published_at = app_at() where s.call_id = p_call and s.state = 'proposed' and 'officer' = any ((select my_roles())::text[]) returning s.id, s.person_id $$;
create function proposed_count(p_call uuid) returns int language sql stable security definer set search_path = public, pg_temp as
  $$ select count(*)::int from assignment where call_id = p_call and state = 'proposed' $$;
-- Proposed pairs between which a conflict stands by now; without a name where the application is hidden.
create function conflicted_proposals(p_call uuid) returns table (id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select case when s.application_id = any ((select hidden_applications())::uuid[]) then null else s.id end
  from assignment s where s.call_id = p_call and s.state = 'proposed' and has_conflict(s.person_id, s.application_id) order by 1 $$;
`;

/** Databases migrated before `definedBy` revoked in the right order left their functions open to every role of the server, the queue's among them. */
const CLOSED_TO_PUBLIC = `
set local role kopuro_definer;
do $$ declare f regprocedure; begin
  for f in select oid from pg_proc where prosecdef and proowner = 'kopuro_definer'::regrole loop
    execute format('revoke all on function %s from public; grant execute on function %s to kopuro_app', f, f);
  end loop;
end $$;
reset role`;

/** `cast_vote` looks for a conflict before it waits for the call's lock; one recorded meanwhile is seen here, once the lock is held. */
const VOTE_IS_CLEAN = `
create function vote_is_clean() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if has_conflict(new.person_id, new.application_id) then perform refuse('not-found'); end if;
  return new;
end $$;
create trigger vote_is_clean before insert on vote for each row execute function vote_is_clean()`;

const POLICIES = `
create policy see on assignment for select to kopuro_app using ((${OWN} and published_at is not null) or (not ${HIDDEN} and ${OVERSEES}) or ${SYSTEM});
create policy propose on assignment for insert to kopuro_app with check (${OFFICER});
create policy take_back on assignment for delete to kopuro_app using (not ${HIDDEN} and ${OFFICER});
create policy answer on assignment for update to kopuro_app using (${OWN} and published_at is not null) with check (${OWN});

create policy see on review for select to kopuro_app using (not ${HIDDEN} and (${OWN} or (state = 'submitted' and ${OVERSEES})));
create policy start_own on review for insert to kopuro_app with check (not ${HIDDEN} and ${OWN});
create policy write on review for update to kopuro_app using (not ${HIDDEN} and ${OWN}) with check (not ${HIDDEN} and ${OWN});

-- Scores follow their review, whose own policy answers once and is hashed: an array of thousands would be searched for every score.
create policy see on review_score for select to kopuro_app using (${OWN_REVIEW} or (${OVERSEES} and assignment_id in (select r.assignment_id from review r)));
create policy start_own on review_score for insert to kopuro_app with check (${OWN_REVIEW});
create policy write on review_score for update to kopuro_app using (${OWN_REVIEW}) with check (${OWN_REVIEW});
create policy take_back on review_score for delete to kopuro_app using (${OWN_REVIEW});

create policy see on ranking_entry for select to kopuro_app using (not ${HIDDEN} and (${OVERSEES} or ${SYSTEM}));
create policy close_reviews on ranking_entry for insert to kopuro_app with check (${OFFICER});

create policy see on award for select to kopuro_app using (application_id = any ((select announced_awards())::uuid[]) or (not ${HIDDEN} and (${OVERSEES} or ${SYSTEM})));

-- The seals of the first wall, closed to those who hold no role as well.
alter policy see on outcome using (not ${HIDDEN} and (${OVERSEES} or ${SYSTEM}));
alter policy see on vote using (not ${HIDDEN} and ${OVERSEES}
  and (side = any ((select my_sides())::text[]) or exists (select 1 from outcome o where o.application_id = vote.application_id and o.round = vote.round)));
alter policy see on eligibility_check using (not ${HIDDEN} and ${OVERSEES}
  and (side = any ((select my_sides())::text[]) or exists (select 1 from application a where a.id = application_id and a.state <> 'submitted')));
`;
