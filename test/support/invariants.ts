import type pg from 'pg';

/** What must be true of every database at every moment, as a question for what breaks it; numbered as in docs/reliability.md. */
export const INVARIANTS = {
  '1 team of both sides': `select a.id::text what from application a, (values ('KG'), ('CN')) s(side) where a.state not in ('draft', 'not-submitted', 'withdrawn', 'ineligible')
    and (select count(*) from team_member m where m.application_id = a.id and m.side = s.side and m.state = 'accepted' and m.role = 'lead') <> 1`,
  '2 request within the caps': `select s.application_id::text what from submission s join application a on a.id = s.application_id join call c on c.id = a.call_id
    where s.requested_fen <> (select coalesce(sum(amount_fen), 0) from budget_line b where b.application_id = a.id and b.source = 'programme')
      or s.requested_fen > least(c.cap_fen, 150000000) or s.requested_fen < c.floor_fen`,
  '3 awards within places and budget': `select c.code what from call c join award w on w.call_id = c.id group by c.id having count(*) > c.places or sum(w.amount_fen) > c.budget_fen
    union all select w.application_id::text from award w join submission s on s.application_id = w.application_id where w.amount_fen > s.requested_fen`,
  '4 signed by both, received in the window': `select a.id::text what from application a join call c on c.id = a.call_id left join submission s on s.application_id = a.id
    where a.state not in ('draft', 'not-submitted', 'withdrawn') and (s.application_id is null or s.sha256 <> a.content_hash or s.received_at < c.opens_at or s.received_at >= c.closes_at
      or (select count(distinct o.side) from signoff o where o.application_id = a.id and o.content_hash = s.sha256) <> 2)
    union all select a.id::text from application a join submission s on s.application_id = a.id where a.state in ('draft', 'not-submitted')`,
  '4 limits per person': `select m.person_id::text what from team_member m join application a on a.id = m.application_id join call c on c.id = a.call_id
    where m.state = 'accepted' and a.state not in ('draft', 'not-submitted', 'withdrawn', 'ineligible') and exists (select 1 from audit_entry e where e.stream = 'application:' || a.id)
    group by m.person_id, c.id having count(*) filter (where m.role = 'lead') > c.max_per_lead or count(*) > c.max_per_person`,
  '5 nobody in conflict is assigned': `select s.id::text what from assignment s where s.state not in ('proposed', 'declined', 'void')
    and exists (select 1 from conflict_pair p where p.person_id = s.person_id and p.application_id = s.application_id)`,
  '6 yes and yes, decided once both are in': `select w.application_id::text what from award w
      where (select count(distinct v.side) from vote v where v.application_id = w.application_id and v.round = w.round and v.value = 'yes' and v.amount_fen >= w.amount_fen) <> 2
    union all select v.application_id::text from vote v left join outcome o on o.application_id = v.application_id and o.round = v.round
      group by v.application_id, v.round having (count(distinct v.side) = 2) <> (count(o.application_id) > 0)
    union all select o.application_id::text from outcome o join application a on a.id = o.application_id where o.result = 'award' and a.state <> 'withdrawn' and not exists (select 1 from award w where w.application_id = o.application_id and w.round = o.round)`,
  '7 nothing before its announcement': `select a.id::text what from application a where a.state in ('awarded', 'on-reserve', 'refused')
      and not exists (select 1 from announcement_item i join announcement n on n.id = i.announcement_id where i.application_id = a.id and n.state = 'released')
    union all select n.id::text from announcement n where n.state = 'released'
      and (n.released_at < n.at_instant or (select count(distinct side) from call_approval p where p.call_id = n.call_id and p.subject = 'announcement' and p.revision = n.revision) <> 2)`,
  '8 state, audit and event together': `select a.id::text what from application a join submission s on s.application_id = a.id
      where exists (select 1 from audit_entry e where e.stream = 'application:' || a.id and e.action = 'application.started')
        and (not exists (select 1 from audit_entry e where e.stream = 'application:' || a.id and e.action = 'application.submitted')
          or a.id::text not in (select data->>'applicationId' from outbox where type = 'applications.submitted'))
    union all select o.application_id::text from outcome o
      where (select count(*) from audit_entry e where e.stream = 'application:' || o.application_id and e.action = 'decision.outcome') <> 1
        or o.application_id::text not in (select data->>'applicationId' from outbox where type = 'awards.decided')
    union all select data->>'applicationId' from outbox where type = 'awards.decided' group by 1 having count(*) > 1
    union all select v.application_id::text from vote v left join audit_entry e on e.stream = 'vote:' || v.application_id || ':' || v.side where e.seq is null and v.protocol <> 'planted'`,
  '9 nothing goes on after a withdrawal': `select a.id::text what from application a left join withdrawal w on w.application_id = a.id and w.effective_at is not null where a.state = 'withdrawn'
      and (w.id is null or not (w.agreed_at is not null or w.effective_from <= w.effective_at or w.withdrawn_from = 'draft') or exists (select 1 from award x where x.application_id = a.id)
        or exists (select 1 from assignment s where s.application_id = a.id and s.state not in ('declined', 'void')) or exists (select 1 from vote v where v.application_id = a.id and v.at > w.effective_at))
    union all select w.application_id::text from withdrawal w join application a on a.id = w.application_id where w.effective_at is not null and a.state <> 'withdrawn'`,
  '10 a published call is what both sides approved': `select c.code what from call c join call_edition e on e.call_id = c.id
      where c.state not in ('draft', 'awaiting-approval', 'cancelled') and e.number = (select max(n.number) from call_edition n where n.call_id = c.id)
        and (e.content <> call_content(c.id) or (select count(distinct side) from call_approval p where p.call_id = c.id
          and p.subject = case when e.number = 1 then 'publication' else 'amendment' end and p.revision = coalesce(e.amendment, c.revision)) <> 2)
    union all select c.code from call c join call_edition e on e.call_id = c.id join call_edition b on b.call_id = c.id and b.number = e.number - 1
      where e.since >= (b.content->>'closesAt')::timestamptz or (e.content->>'closesAt')::timestamptz < (b.content->>'closesAt')::timestamptz`,
  '11 a lot is what both sides committed to, and stands as both secrets drew it': `select s.call_id::text what from lot_secret s
      where (select count(*) from lot_commitment c where c.call_id = s.call_id and c.round = s.round) <> 2
        or not exists (select 1 from lot_commitment c where c.call_id = s.call_id and c.round = s.round and c.side = s.side and c.commitment = encode(sha256(convert_to(s.side || ':' || s.secret, 'UTF8')), 'hex'))
    union all select r.call_id::text from lot_round r where (r.drawn_at is not null) <> ((select count(*) from lot_secret s where s.call_id = r.call_id and s.round = r.round) = 2)
    union all select t.call_id::text from lot_tie t where exists (select 1 from lot_round r where r.call_id = t.call_id and r.drawn_at is not null) <> exists (select 1 from lot_place p where p.application_id = t.application_id)
    union all select coalesce(p.call_id, d.call_id)::text from lot_place p full join (
      select t.application_id, t.call_id, min(t.rank) over (partition by t.call_id, t.tie) - 1 + row_number() over (partition by t.call_id, t.tie order by hmac_sha256(sha256(convert_to('KG:' || k.secret || chr(10) || 'CN:' || c.secret, 'UTF8')), convert_to(a.number, 'UTF8'))) rank
      from lot_tie t join application a on a.id = t.application_id join lot_round r on r.call_id = t.call_id and r.drawn_at is not null
        join lot_secret k on k.call_id = r.call_id and k.round = r.round and k.side = 'KG' join lot_secret c on c.call_id = r.call_id and c.round = r.round and c.side = 'CN') d using (application_id) where p.rank is distinct from d.rank
    union all select call_id::text from audit_entry e join lot_round r on e.stream = 'call:' || r.call_id and e.action = 'lot.drawn' group by call_id having count(distinct e.seq) > 1`,
} as const;
export type Invariant = keyof typeof INVARIANTS;

/** What breaks the invariants: `<invariant>: <what>`, empty where all hold. Asked by the superuser, past row-level security. */
export async function breaks(client: pg.Client, only: readonly Invariant[] = Object.keys(INVARIANTS) as Invariant[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of only) found.push(...(await client.query<{ what: string }>(INVARIANTS[name])).rows.map((r) => `${name}: ${r.what}`));
  return found;
}

/** Runs statements past triggers and foreign keys, in one transaction: how a round is prepared or taken back. */
export async function past(client: pg.Client, ...statements: string[]): Promise<void> {
  await client.query(`begin; set local session_replication_role = replica; ${statements.join(';')}; commit`);
}

/** Takes submissions back: the applications are the signed drafts again that they were before the round. */
export async function asDrafts(client: pg.Client, ids: readonly string[]): Promise<void> {
  const these = ids.map((id) => `'${id}'`).join();
  await past(client, `delete from submission where application_id in (${these})`,
    `update application set state = 'draft', number = null, submitted_at = null, submitted_by = null where id in (${these})`);
}
