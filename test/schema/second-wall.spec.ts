import pg from 'pg';
import { newId } from '#libs/platform';
import { TestApp, type Member } from '../support/app.js';
import { acceptedAssignment, leadsOf, outsider, planted } from '../support/reviewed.js';
import { publishedCall, submittedApplication, type Submitted } from '../support/submitted.js';

type Who = string | null;
/** Tables behind the wall, each with what a row is called here: application and, where there is one, number of the review or side. */
const TABLES = {
  assignment: (r: Row) => `${name(r)}${r.number}`, review: (r: Row) => reviews.get(r.assignment_id ?? '') ?? '?', review_score: (r: Row) => reviews.get(r.assignment_id ?? '') ?? '?',
  ranking_entry: (r: Row) => name(r), calibration: () => 'call', calibrated_entry: (r: Row) => name(r), portfolio_proposal: () => 'own',
  vote: (r: Row) => `${name(r)}-${r.side}`, outcome: (r: Row) => name(r), award: (r: Row) => name(r), eligibility_check: (r: Row) => `${name(r)}-${r.side}`,
  conflict: (r: Row) => name(r), announcement_item: (r: Row) => name(r), withdrawal: (r: Row) => name(r),
  lot_round: (r: Row) => String(r.round), lot_tie: (r: Row) => name(r), lot_commitment: (r: Row) => `${r.round}${r.side}`, lot_secret: (r: Row) => `${r.round}${r.side}`, lot_place: (r: Row) => name(r),
};
type Table = keyof typeof TABLES;
interface Row { application_id?: string; assignment_id?: string; number?: number; round?: number; side?: string }
type Sight = Record<Table, string>;

const NOTHING: Sight = { assignment: '', review: '', review_score: '', ranking_entry: '', calibration: '', calibrated_entry: '', portfolio_proposal: '', vote: '', outcome: '', award: 'D', eligibility_check: '', conflict: '', announcement_item: 'D', withdrawal: '', lot_round: '', lot_tie: '', lot_commitment: '', lot_secret: '', lot_place: '' };
const letters = new Map<string, string>();
const reviews = new Map<string, string>();
const name = (r: Row) => letters.get(r.application_id ?? '') ?? '?';

let t: TestApp;
let client: pg.Client;
const people: Record<string, Member> = {};
const applications: Record<string, Submitted> = {};
const id = (who: string) => (people[who] as Member).id;
const application = (letter: string) => (applications[letter] as Submitted).id;

/**
 * A: in review; 1 submitted, 2 a draft, 3 proposed, 4 submitted. B: ranked, KG has voted. C: decided, not announced. D: announced. E: KG has filed its check, and
 * a notice of withdrawal runs. F: withdrawn when KG had filed its check.
 * B and C are tied: both sides committed in round 1, and KG revealed; KG committed in round 2.
 * The officer `blind` has a conflict with A and C, the reviewer `one` turns out to have one with B, where 1 is submitted too.
 */
beforeAll(async () => {
  t = await TestApp.start();
  for (const [who, side, role] of [['officer-kg', 'KG', 'officer'], ['officer-cn', 'CN', 'officer'], ['blind', 'CN', 'officer'], ['chair-kg', 'KG', 'chair'], ['chair-cn', 'CN', 'chair'],
    ['auditor', 'KG', 'auditor'], ['researcher', 'KG'], ['one', 'KG'], ['two', 'KG'], ['three', 'CN'], ['four', 'CN']] as const) people[who] = await outsider(t, who, side, role);
  people.administrator = await t.person('admin@test.example', 'KG', { role: 'administrator' });
  const leads = await leadsOf(t, 'wall');
  Object.assign(people, { 'lead-kg': leads.kg, 'lead-cn': leads.cn });
  const call = await publishedCall({ kg: people['officer-kg'] as Member, cn: people['officer-cn'] as Member });
  for (const [n, [letter, state]] of Object.entries({ A: 'under-review', B: 'recommended', C: 'recommended', D: 'awarded', E: 'submitted', F: 'withdrawn' }).entries()) {
    const a = await submittedApplication(t, call, n + 1, leads, { state });
    applications[letter] = a;
    letters.set(a.id, letter);
  }
  const review = async (letter: string, who: string, side: 'KG' | 'CN', number: number, state: 'draft' | 'submitted' | 'none', assignment = state === 'submitted' ? 'submitted' : 'accepted') => {
    const a = await acceptedAssignment(t, call.id, application(letter), people[who] as Member, side, number, assignment);
    reviews.set(a, `${letter}${number}`);
    if (assignment === 'proposed') await planted(t, `update assignment set published_at = null, answered_at = null where id = '${a}'`);
    if (state === 'none') return;
    await planted(t, `insert into review(assignment_id, application_id, person_id, state, comment_to_applicants, updated_at, submitted_at)
      values ('${a}', '${application(letter)}', '${id(who)}', '${state}', 'To the applicants', now(), ${state === 'submitted' ? 'now()' : 'null'})`, `insert into review_score values ('${a}', 'quality', 4)`);
  };
  await review('A', 'one', 'KG', 1, 'submitted');
  await review('A', 'two', 'KG', 2, 'draft');
  await review('A', 'three', 'CN', 3, 'none', 'proposed');
  await review('A', 'four', 'CN', 4, 'submitted');
  await review('B', 'one', 'KG', 1, 'submitted');
  await review('D', 'two', 'KG', 1, 'submitted');
  const [B, C, D] = ['B', 'C', 'D'].map(application);
  const vote = (a: string | undefined, side: string, who: string) => `insert into vote values ('${newId()}', '${a}', 1, '${side}', '${id(who)}', 'yes', 5, '', now())`;
  const [announcement, proposed] = [newId(), newId()];
  const notice = (letter: string, effective: boolean) => `insert into withdrawal(id, application_id, side, given_by, given_at, effective_from, effective_at, withdrawn_from)
    values ('${newId()}', '${application(letter)}', 'KG', '${id('lead-kg')}', '2026-08-01', '2026-09-01', ${effective ? `'2026-09-01', 'submitted'` : 'null, null'})`;
  await planted(t, ...[B, C, D].flatMap((a, n) => [`insert into ranking_entry values ('${a}', '${call.id}', ${n + 1}, 4, '{}', 4, true, true, now())`, `insert into ballot values ('${a}', 1, 0)`]),
    `insert into calibration values ('${call.id}', 4, 1, 1, 1, '{}', now())`, ...[B, C, D].map((a) => `insert into calibrated_entry values ('${a}', '${call.id}', 4, 3, 5, 2, '{0,0.5,0.5}', '{1}')`),
    // Of two proposals that weigh C only one is their owner's to see; a researcher's own is nobody's.
    ...['officer-kg', 'blind', 'researcher'].map((who) => `insert into portfolio_proposal values ('${newId()}', '${call.id}', '${id(who)}', '{${B},${C}}', '{}', now())`),
    vote(B, 'KG', 'chair-kg'), ...[C, D].flatMap((a) => [vote(a, 'KG', 'chair-kg'), vote(a, 'CN', 'chair-cn'), `insert into outcome values ('${a}', 1, 'award', null, 5, now())`,
      `insert into award values ('${a}', '${call.id}', 1, 5, now())`]),
    `insert into announcement(id, call_id, at_instant, state, revision, created_by, created_at, released_at)
      values ('${announcement}', '${call.id}', '${t.clock.at.toISOString()}', 'released', 1, '${id('officer-kg')}', now(), '${t.clock.at.toISOString()}')`,
    `insert into announcement_item values ('${announcement}', '${D}', 1)`,
    `insert into announcement(id, call_id, at_instant, state, revision, created_by, created_at) values ('${proposed}', '${call.id}', '2027-01-01', 'proposed', 2, '${id('officer-kg')}', now())`,
    `insert into announcement_item values ('${proposed}', '${C}', 1)`, notice('E', false), notice('F', true),
    ...[B, C].flatMap((a, n) => [`insert into lot_tie values ('${a}', '${call.id}', 1, ${n + 1})`, `insert into lot_place values ('${a}', '${call.id}', 1, ${n + 1}, repeat('a', 64), now())`]),
    `insert into lot_round values ('${call.id}', 1, now(), now()), ('${call.id}', 2, now(), null)`,
    ...([['KG', 1], ['CN', 1], ['KG', 2]] as const).map(([side, round]) => `insert into lot_commitment values ('${newId()}', '${call.id}', ${round}, '${side}', repeat('a', 64), '${id('officer-kg')}', now())`),
    `insert into lot_secret values ('${newId()}', '${call.id}', 1, 'KG', 'a secret kept', '${id('officer-kg')}', now())`,
    ...['E', 'F'].map((letter) => `insert into eligibility_check values ('${application(letter)}', 'KG', 'pass', null, '', '${id('officer-kg')}', now())`),
    ...[['blind', 'A'], ['blind', 'C'], ['one', 'B']].map(([who, letter]) => `insert into conflict(id, person_id, application_id, kind, state, at)
      values ('${newId()}', '${id(who ?? '')}', '${application(letter ?? '')}', 'declared', 'declared', now())`));
  client = new pg.Client({ connectionString: t.database.appUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await t.stop();
});

/** Runs statements as the application's role, on behalf of a person (or of what a broken caller might say), and takes them back. */
async function as<T>(person: Who, run: () => Promise<T>, system = ''): Promise<T> {
  await client.query('begin');
  try {
    await client.query(`select set_config('app.at', $1, true)`, [t.clock.at.toISOString()]);
    if (person !== null) await client.query(`select set_config('app.person_id', $1, true)`, [person]);
    if (system) await client.query(`select set_config('app.system', $1, true)`, [system]);
    return await run();
  } finally {
    await client.query('rollback');
  }
}

/** What a bare SELECT of each table shows. */
const sight = (person: Who, system = '') => as(person, async () => {
  const seen: Partial<Sight> = {};
  for (const [table, called] of Object.entries(TABLES)) seen[table as Table] = (await client.query<Row>(`select * from ${table}`)).rows.map(called).sort().join(' ');
  return seen;
}, system);

const count = (person: string, sql: string) => as(person, async () => (await client.query(sql)).rowCount);

describe('a bare SELECT of the application’s role', () => {
  const OVERSIGHT: Sight = { assignment: 'A1 A2 A3 A4 B1 D1', review: 'A1 A4 B1 D1', review_score: 'A1 A4 B1 D1', ranking_entry: 'B C D', calibration: 'call', calibrated_entry: 'B C D', portfolio_proposal: '', vote: 'C-CN C-KG D-CN D-KG', outcome: 'C D', award: 'C D', eligibility_check: '', conflict: '', announcement_item: 'D', withdrawal: 'F', lot_round: '1 2', lot_tie: 'B C', lot_commitment: '1CN 1KG', lot_secret: '', lot_place: 'B C' };
  const OFFICER = { conflict: 'A B C', announcement_item: 'C D' };
  const KG: Sight = { ...OVERSIGHT, lot_commitment: '1CN 1KG 2KG', lot_secret: '1KG', vote: 'B-KG C-CN C-KG D-CN D-KG', eligibility_check: 'E-KG F-KG' };

  it.each<[string, Sight]>([
    ['officer-kg', { ...KG, ...OFFICER, portfolio_proposal: 'own' }], ['chair-kg', KG], ['officer-cn', { ...OVERSIGHT, ...OFFICER }], ['chair-cn', OVERSIGHT], ['auditor', OVERSIGHT],
    ['blind', { ...OVERSIGHT, lot_tie: 'B', lot_place: 'B', assignment: 'B1 D1', review: 'B1 D1', review_score: 'B1 D1', ranking_entry: 'B D', calibration: 'call', calibrated_entry: 'B D', portfolio_proposal: '', vote: 'D-CN D-KG', outcome: 'D', award: 'D', eligibility_check: '', conflict: 'A B C', announcement_item: 'D', withdrawal: 'F' }],
    ['one', { ...NOTHING, conflict: 'B', assignment: 'A1 B1', review: 'A1', review_score: 'A1' }],
    ['two', { ...NOTHING, assignment: 'A2 D1', review: 'A2 D1', review_score: 'A2 D1' }],
    ['three', NOTHING],
    ['four', { ...NOTHING, assignment: 'A4', review: 'A4', review_score: 'A4' }],
    ['lead-kg', { ...NOTHING, withdrawal: 'E F' }], ['lead-cn', { ...NOTHING, withdrawal: 'E F' }], ['researcher', NOTHING], ['administrator', NOTHING],
  ])('shows %s no more than they may see', async (who, expected) => {
    expect(await sight(id(who))).toEqual(expected);
  });

  it('shows nobody, a person unknown, and whoever comes after an ended transaction only what was announced', async () => {
    expect(await sight(null)).toEqual(NOTHING);
    expect(await sight('')).toEqual(NOTHING);
    expect(await sight(newId())).toEqual(NOTHING);
    await client.query(`begin; select set_config('app.person_id', '${id('officer-kg')}', true), set_config('app.system', 'on', true); commit`);
    expect(await sight(null)).toEqual(NOTHING);
  });

  it('shows the system what letters and announcements need, once it says that it is the system', async () => {
    expect(await sight(null, 'on')).toEqual({ ...NOTHING, assignment: 'A1 A2 A3 A4 B1 D1', ranking_entry: 'B C D', outcome: 'C D', award: 'C D', announcement_item: 'C D', withdrawal: 'E F', lot_place: 'B C' });
    expect(await sight(null, 'yes')).toEqual(NOTHING);
    expect(await sight(id('researcher'), 'on')).toEqual(NOTHING);
  });

  it('fails for an actor that is no uuid', async () => {
    for (const table of Object.keys(TABLES)) await expect(as('garbage', () => client.query(`select * from ${table}`), 'on')).rejects.toThrow(/invalid input syntax for type uuid/);
  });
});

describe('a write past the use cases', () => {
  it('reaches no row of somebody else', async () => {
    for (const who of ['four', 'officer-kg', 'lead-kg', 'researcher']) {
      expect(await count(id(who), `update review set comment_to_panel = 'x' where state = 'draft'`)).toBe(0);
      expect(await count(id(who), `update review_score set score = 1 where assignment_id in (select assignment_id from review where state = 'draft')`)).toBe(0);
      expect(await count(id(who), `update assignment set state = 'declined' where state = 'accepted'`)).toBe(0);
    }
    expect(await count(id('two'), `update review set comment_to_panel = 'x' where state = 'draft'`)).toBe(1);
    expect(await count(id('researcher'), 'delete from assignment')).toBe(0);
    expect(await count(id('blind'), `delete from assignment where state = 'proposed'`)).toBe(0);
    expect(await count(id('officer-cn'), `delete from assignment where state = 'proposed'`)).toBe(1);
  });

  it('is refused where the row would not be one’s own', async () => {
    const [free] = [...reviews].find(([, label]) => label === 'A3') ?? [];
    const refused = async (who: string, sql: string) => { await expect(as(id(who), () => client.query(sql))).rejects.toThrow(/row-level security|not-found|not-accepted|conflict.blocks/); };
    await refused('one', `insert into review_score values ('${[...reviews].find(([, label]) => label === 'A2')?.[0]}', 'impact', 1)`);
    await refused('officer-kg', `insert into review(assignment_id, application_id, person_id, updated_at) values ('${free}', '${application('A')}', '${id('three')}', now())`);
    await refused('chair-kg', `insert into ranking_entry select '${application('A')}', id, 9, 1, '{}', 1, true, true, now() from call`);
    await refused('chair-kg', `insert into calibrated_entry select '${application('A')}', id, 4, 3, 5, null, null, '{}' from call`);
    await refused('researcher', `insert into calibration select gen_random_uuid(), 4, 1, 1, 1, '{}', now()`);
    await refused('researcher', `insert into assignment(id, call_id, application_id, person_id, side, number, at) select '${newId()}', call_id, application_id, '${id('two')}', 'KG', 9, now() from reviewer join application a using (call_id)
      cross join lateral (select a.id application_id) x where a.id = '${application('B')}' limit 1`);
  });
});

describe('a function across hidden rows serves its one purpose', () => {
  const answers = (who: string, sql: string) => as(id(who), async () => (await client.query<Record<string, unknown>>(sql)).rows);
  const assignment = (label: string) => [...reviews].find(([, l]) => l === label)?.[0];

  it('for peers: after the own review, without names', async () => {
    expect(await answers('one', `select * from peer_reviews('${assignment('A1')}')`)).toEqual([{ number: 4, comment: '', scores: { quality: 4 } }]);
    for (const [who, label] of [['two', 'A2'], ['three', 'A3'], ['two', 'A1'], ['officer-kg', 'A1'], ['one', 'B1']]) expect(await answers(who ?? '', `select * from peer_reviews('${assignment(label ?? '')}')`)).toEqual([]);
  });

  it('for the team: comments once the result is announced', async () => {
    expect(await answers('lead-kg', `select * from comments_to_team('${application('D')}')`)).toEqual([{ number: 1, comment: 'To the applicants' }]);
    for (const [who, letter] of [['lead-kg', 'A'], ['lead-cn', 'B'], ['researcher', 'D'], ['officer-kg', 'D']]) expect(await answers(who ?? '', `select * from comments_to_team('${application(letter ?? '')}')`)).toEqual([]);
  });

  it('for both sides: all reviews once both have closed them; drafts for officers; conflicts that stand', async () => {
    await expect(answers('officer-kg', 'select counted_reviews(id) from call')).rejects.toThrow('call.wrong-state');
    expect(await answers('researcher', 'select publish_assignments(id) from call')).toEqual([]);
    await answers('researcher', 'select clear_proposals(id) from call');
    expect(await count(id('officer-cn'), `select 1 from assignment where state = 'proposed'`)).toBe(1);
    expect(await answers('officer-kg', `select void_assignments('${id('two')}', '${application('A')}')`)).toEqual([]);
  });
});

describe('the policies', () => {
  it('ask each function once a statement, and never look at their own table', async () => {
    const policies = await t.sql<{ table: string; expr: string }>(`select c.relname "table", concat_ws(' ; ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) expr
      from pg_policy p join pg_class c on c.oid = p.polrelid where p.polname <> 'definer_all'`);
    expect(policies.length).toBeGreaterThan(12);
    for (const { table, expr } of policies) {
      expect([table, expr.replaceAll(/SELECT (\w+)\(\) AS \1/g, '').match(/\b[a-z_]+\(/g)]).toEqual([table, null]);
      expect([table, new RegExp(`FROM ${table}\\b`).test(expr)]).toEqual([table, false]);
    }
  });

  it('and the functions that they ask do the same', async () => {
    const bodies = await t.sql<{ proname: string; prosrc: string }>(`select proname, prosrc from pg_proc join pg_language l on l.oid = prolang
      where prosecdef and l.lanname = 'sql' and prosrc ~ '(hidden_applications|my_roles)[(][)]'`);
    expect(bodies.length).toBeGreaterThan(4);
    for (const { proname, prosrc } of bodies) expect([proname, prosrc.replaceAll(/\(select (hidden_applications|my_roles)\(\)\)/g, '').match(/(hidden_applications|my_roles)\(\)/g)]).toEqual([proname, null]);
  });

  it('are forced on every confidential table', async () => {
    const rows = await t.sql<{ relname: string }>('select relname from pg_class where relrowsecurity and relforcerowsecurity');
    expect(rows.map((r) => r.relname)).toEqual(expect.arrayContaining(Object.keys(TABLES)));
    expect(await t.sql('select relname from pg_class where relrowsecurity <> relforcerowsecurity')).toEqual([]);
  });

  it('cannot be walked round by a view or by a function of anybody’s', async () => {
    expect(await t.sql(`select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace and not coalesce(reloptions, '{}') @> '{security_invoker=true}'`)).toEqual([]);
    expect(await t.sql(`select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
      and (proowner <> 'kopuro_definer'::regrole or not coalesce(proconfig, '{}')::text like '%search_path=public, pg_temp%' or has_function_privilege('public', oid, 'execute'))`)).toEqual([]);
  });
});
