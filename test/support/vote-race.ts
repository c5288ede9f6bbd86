import { castVote } from '#libs/awards/shared/contract';
import type { VoteValue } from '#libs/awards/shared/rules';
import { newId, sha256 } from '#libs/platform';
import type pg from 'pg';
import type { Member, TestApp } from './app.js';
import { past } from './invariants.js';
import { outsider } from './reviewed.js';

export interface VotingCall { id: string; applications: string[] }
export interface Chairs { kg: Member; cn: Member }

export async function twoChairs(t: TestApp): Promise<Chairs> {
  return { kg: await outsider(t, 'chair.kg', 'KG', 'chair'), cn: await outsider(t, 'chair.cn', 'CN', 'chair') };
}

/** A call that is deciding on ranked applications with these requests (fen); `kgSaid`: the Kyrgyz yes, at that amount, is in already. Without `leads` nobody can act for their teams. */
export async function votingCall(client: pg.Client, chairs: Chairs, limits: { places: number; budgetFen: number }, requested: readonly number[], kgSaid: boolean,
  leads?: { kg: Member; cn: Member }): Promise<VotingCall> {
  const id = newId();
  const code = `R${id.slice(0, 8).toUpperCase()}`;
  const applications = requested.map(() => newId());
  const empty = sha256('{}');
  await past(client, `insert into call(id, code, state, title, summary, opens_at, closes_at, cap_fen, places, budget_fen, max_months, reviewers_kg, reviewers_cn, min_reviews, min_reviews_per_side, overall_threshold, created_at)
      values ('${id}', '${code}', 'deciding', '{}', '{}', '2026-01-01', '2026-02-01', 150000000, ${limits.places}, ${limits.budgetFen}, 36, 2, 2, 3, 1, 0.6, '2026-01-01')`,
    `insert into call_criterion values ('${id}', 'quality', '{}', 1, 0, 5, 0.5, 3, 0)`, `create temp table if not exists wanted(id uuid, n int, fen bigint)`, 'truncate wanted', `insert into wanted values ${applications.map((a, n) => `('${a}', ${n + 1}, ${requested[n]})`).join(',')}`,
    `insert into application(id, call_id, state, number, theme, months, content_hash, created_by, created_at, updated_at, submitted_at)
      select id, '${id}', 'recommended', '${code}-' || n, 'seismology', 12, '${empty}', '${chairs.kg.id}', '2026-01-02', '2026-01-02', '2026-01-02' from wanted`,
    `insert into budget_line select gen_random_uuid(), id, 'KG', 'equipment', 1, 'programme', fen, 0 from wanted`,
    `insert into team_member(id, application_id, person_id, email, side, role, state, invited_at) select gen_random_uuid(), w.id, ${leads ? 'p.id, p.email' : `gen_random_uuid(), s || n || '@race.example'`}, s, 'lead', 'accepted', '2026-01-01'
      from wanted w, unnest(array['KG', 'CN']) s ${leads ? `join person p on p.id = case s when 'KG' then '${leads.kg.id}' else '${leads.cn.id}' end::uuid` : ''}`,
    `insert into signoff select w.id, s, '${empty}', '${chairs.kg.id}', '{}', '2026-01-02' from wanted w, unnest(array['KG', 'CN']) s`,
    `insert into submission select id, '${code}-' || n, '2026-01-02', '${empty}', '{}', fen, '${chairs.kg.id}' from wanted`,
    `insert into ranking_entry select id, '${id}', n, 5, '{}', 4, true, true, '2026-02-02' from wanted`,
    `insert into ballot select id, 1, ${kgSaid ? 1 : 0} from wanted`,
    ...(kgSaid ? [`insert into vote select gen_random_uuid(), id, 1, 'KG', '${chairs.kg.id}', 'yes', fen, 'planted', '2026-02-03' from wanted`] : []));
  return { id, applications };
}

export const money = (fen: number) => ({ amount: (fen / 100).toFixed(2), currency: 'CNY' as const });

export function vote(who: Member, applicationId: string, value: VoteValue, fen: number) {
  return who.call(castVote, { params: { id: applicationId }, body: { value, amount: value === 'yes' ? money(fen) : null, protocol: '' } });
}
