import { submitApplication } from '#libs/applications/shared/contract';
import { Db, sha256, systemActor } from '#libs/platform';
import { codeOf, START, TestApp, type Member } from '../support/app.js';
import { completeDraft, read, sign, signedDraft } from '../support/drafts.js';
import { publishedCall } from '../support/submitted.js';

let t: TestApp;
let call: { id: string };
let kg: Member;
let cn: Member;
beforeAll(async () => {
  t = await TestApp.start();
  const officers = { kg: await t.person('officer.kg@test.example', 'KG', { role: 'officer' }), cn: await t.person('officer.cn@test.example', 'CN', { role: 'officer' }) };
  call = await publishedCall(officers);
  kg = await t.person('kg@test.example', 'KG');
  cn = await t.person('cn@test.example', 'CN');
});
afterAll(() => t.stop());

describe('the database’s own word, to the application’s role', () => {
  const as = (sql: string, args: unknown[] = []) => t.sql(sql, args, 'app');

  it('submits nothing without signatures, within the window, by SQL alone', async () => {
    const { id, contentHash } = await completeDraft(call.id, kg, cn);
    const submit = (at: string) => as(`update application set state = 'submitted', number = 'X-' || $1, submitted_at = $2, submitted_by = $3, content_hash = $4 where id = $1::uuid`, [id, at, kg.id, contentHash]);
    await expect(submit(START.toISOString())).rejects.toThrow('signoff.missing');
    await expect(submit('2026-10-30T10:00:00.000Z')).rejects.toThrow('window.closed');
    await expect(submit('2026-08-31T23:59:59.999Z')).rejects.toThrow('window.not-open');
    await expect(as(`update application set state = 'eligible', number = 'Y', submitted_at = $2 where id = $1`, [id, START])).rejects.toThrow('application.wrong-state');
    await sign(kg, id);
    await expect(submit(START.toISOString())).rejects.toThrow('signoff.missing');
    await sign(cn, id);
    await expect(submit(START.toISOString())).rejects.toThrow('keeps its submission');
    await as(`update budget_line set amount_fen = 150000001 where application_id = $1 and source = 'programme'`, [id]);
    await expect(submit(START.toISOString())).rejects.toThrow('budget.over-cap');
    expect((await read(kg, id)).state).toBe('draft');
  });

  it('refuses at the commit with the code of the rule', async () => {
    const { id, contentHash } = await completeDraft(call.id, kg, cn);
    const write = t.app.get(Db).write(systemActor(START), async (tx) => {
      await tx.rows(`update application set state = 'submitted', number = 'X', submitted_at = $2, submitted_by = $3, content_hash = $4 where id = $1`, [id, START, kg.id, contentHash]);
      tx.audit(`application:${id}`, 'application.submitted');
    });
    expect(await codeOf(write)).toBe('signoff.missing');
    expect((await read(kg, id)).state).toBe('draft');
  });

  it('keeps what was submitted as it was', async () => {
    const { id } = await signedDraft(call.id, kg, cn);
    await kg.call(submitApplication, { params: { id } });
    const refused = async (sql: string, why: string | RegExp) => { await expect(as(sql, [id])).rejects.toThrow(why); };
    await refused('delete from team_member where application_id = $1', /permission denied/);
    await refused(`update team_member set state = 'removed' where application_id = $1 and side = 'CN'`, 'team.side-missing');
    await refused(`update team_member set role = 'member' where application_id = $1 and side = 'CN'`, 'team.lead-missing');
    await refused('delete from signoff where application_id = $1', 'application.not-editable');
    await refused('update budget_line set amount_fen = 1 where application_id = $1', 'application.not-editable');
    await refused('delete from narrative_answer where application_id = $1', 'application.not-editable');
    await refused('delete from application_document where application_id = $1', 'application.not-editable');
    await refused(`update application set months = 1 where id = $1`, 'application.not-editable');
    await refused(`update application set state = 'draft' where id = $1`, 'application.wrong-state');
    await refused(`update application set state = 'eligible' where id = $1`, 'application.wrong-state');
    await refused(`update submission set requested_fen = 1 where application_id = $1`, /permission denied/);
    await expect(t.sql('update submission set requested_fen = 1 where application_id = $1', [id])).rejects.toThrow('never change');
  });

  it('holds positive amounts and one lead a side', async () => {
    const { id } = await completeDraft(call.id, kg, cn);
    await expect(as('update budget_line set amount_fen = 0 where application_id = $1', [id])).rejects.toThrow('budget.line-invalid');
    await expect(as(`insert into team_member(id, application_id, email, side, role, invited_at) values (gen_random_uuid(), $1, 'x@x.example', 'CN', 'lead', $2)`, [id, START])).rejects.toThrow('team.lead-duplicate');
    await expect(as(`insert into application(id, call_id, state, number, theme, months, created_by, created_at, updated_at, submitted_at) select gen_random_uuid(), call_id, 'submitted', 'Z', theme, 1, created_by, created_at, updated_at, updated_at from application where id = $1`, [id]))
      .rejects.toThrow();
    await expect(as(`insert into eligibility_check values ($1, 'KG', 'pass', null, '', $2, $3)`, [id, kg.id, START])).rejects.toThrow(/permission denied/);
  });

  it('lets one of two racing transactions through the limit per lead', async () => {
    const [lead, partner] = [await t.person('race.kg@test.example', 'KG'), await t.person('race.cn@test.example', 'CN')];
    const ids = [(await signedDraft(call.id, lead, partner)).id, (await signedDraft(call.id, lead, partner)).id];
    const hash = sha256('any content');
    const submit = (id: string, number: string) => as(`begin; update signoff set content_hash = '${hash}' where application_id = '${id}';
      insert into submission values ('${id}', '${number}', '${START.toISOString()}', '${hash}', 'any content', requested_fen('${id}'), '${lead.id}');
      update application set state = 'submitted', number = '${number}', submitted_at = '${START.toISOString()}', content_hash = '${hash}' where id = '${id}'; commit`);
    const results = await Promise.all(ids.map((id, n) => submit(id, `RACE-${n}`).then(() => 'submitted', (e: Error) => e.message)));
    expect(results.sort()).toEqual(['lead.too-many-applications', 'submitted']);
    expect(await t.sql(`select 1 from application where state = 'submitted' and number like 'RACE-%'`)).toHaveLength(1);
  });
});
