import {
  answerInvitation, changeMember, createApplication, downloadDocument, editApplication, fileCheck, inviteMember, listApplications, listInvitations, readApplication, readChecks, removeDocument,
  removeMember, replaceBudget, saveNarrative, signOff, submitApplication, uploadDocument,
} from '#libs/applications/shared/contract';
import { CloseDrafts } from '#libs/applications';
import { systemActor } from '#libs/platform';
import { codeOf, START, TestApp, type Member } from '../support/app.js';
import { completeDraft, fileForm, join, line, read, sign, signedDraft } from '../support/drafts.js';
import { publishedCall, submittedApplication, type Officers } from '../support/submitted.js';

let t: TestApp;
let officers: Officers;
let call: { id: string; code: string };
let n = 0;
beforeAll(async () => {
  t = await TestApp.start();
  officers = { kg: await t.person('officer.kg@test.example', 'KG', { role: 'officer', institution: await place('ministry', 'KG') }), cn: await t.person('officer.cn@test.example', 'CN', { role: 'officer', institution: await place('most', 'CN') }) };
  call = await publishedCall(officers);
});
afterAll(() => t.stop());
beforeEach(() => { t.clock.at = START; });

async function place(slug: string, side: 'KG' | 'CN' | 'INT'): Promise<string> {
  await t.institution(slug, side);
  return slug;
}
/** A pair of people, one of each side, whom no other test knows. */
async function pair(): Promise<{ kg: Member; cn: Member }> {
  n += 1;
  return { kg: await t.person(`kg${n}@test.example`, 'KG'), cn: await t.person(`cn${n}@test.example`, 'CN') };
}
const audited = async (stream: string) => (await t.sql<{ action: string }>('select action from audit_entry where stream = $1 order by seq', [stream])).map((r) => r.action);

describe('a joint application over HTTP', () => {
  it('is written, signed and submitted by two people', async () => {
    const { kg, cn } = await pair();
    const draft = await completeDraft(call.id, kg, cn);
    expect(draft).toMatchObject({ state: 'draft', mySide: 'CN', requested: { amount: '1000000.00' }, can: { edit: { ok: true }, signOff: { ok: true }, submit: { ok: false, code: 'signoff.missing' } } });
    expect(draft.findings.map((f) => f.code)).toEqual(['signoff.missing', 'signoff.missing']);
    await sign(kg, draft.id);
    const signed = await sign(cn, draft.id);
    expect(signed).toMatchObject({ findings: [], can: { signOff: { ok: false, code: 'signoff.already-given' }, submit: { ok: true } } });
    expect(signed.signoffs.map((s) => s.side)).toEqual(['KG', 'CN']);
    const receipt = await cn.call(submitApplication, { params: { id: draft.id } });
    expect(receipt).toEqual({ number: `${call.code}-0001`, receivedAt: START.toISOString(), sha256: signed.contentHash });
    const after = await read(kg, draft.id);
    expect(after).toMatchObject({ state: 'submitted', number: receipt.number, contentHash: receipt.sha256, findings: [], can: { edit: { code: 'application.not-editable' }, submit: { code: 'application.already-submitted' } } });
    expect(after.receipt?.auditHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await audited(`application:${draft.id}`)).toEqual(['application.started', 'member.invited', 'member.accepted', 'document.attached', 'budget.replaced', 'narrative.saved', 'application.signed', 'application.signed', 'application.submitted']);
    const [kept] = await t.sql<{ content: string; fits: boolean; events: number }>(`select content, sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex') fits,
      (select count(*)::int from outbox where type = 'applications.submitted' and data->>'applicationId' = $1) events from submission where application_id = $1::uuid`, [draft.id]);
    expect(kept).toMatchObject({ fits: true, events: 1 });
    expect(JSON.parse(kept?.content ?? '')).toMatchObject({ format: 1, titleEn: 'Snow and water', team: [{ side: 'CN', role: 'lead' }, { side: 'KG', role: 'lead' }], narrative: { objectives: 'To measure snow and water.' } });
  });

  it('exists for its team only, and an invited person sees the invitation alone', async () => {
    const { kg, cn } = await pair();
    const other = await pair();
    const { id } = await kg.call(createApplication, { body: { callId: call.id, theme: 'biomedicine', months: 12, titleEn: 'Herbs' } });
    await kg.call(inviteMember, { params: { id }, body: { email: cn.email, side: 'CN', role: 'lead', personMonths: 3 } });
    for (const who of [cn, other.kg, officers.kg]) {
      expect(await codeOf(read(who, id))).toBe('not-found');
      expect((await who.call(listApplications, {})).items.map((a) => a.id)).not.toContain(id);
    }
    const { items: [invitation] } = await cn.call(listInvitations, {});
    expect(invitation).toMatchObject({ applicationId: id, titleEn: 'Herbs', side: 'CN', role: 'lead', callCode: call.code });
    const memberId = invitation?.memberId ?? '';
    expect(await codeOf(other.cn.call(answerInvitation, { params: { id, memberId }, body: { accept: true } }))).toBe('not-found');
    expect(await cn.call(answerInvitation, { params: { id, memberId }, body: { accept: true } })).toEqual({ state: 'accepted' });
    expect(await codeOf(cn.call(answerInvitation, { params: { id, memberId }, body: { accept: false } }))).toBe('team.invitation-invalid');
    expect((await cn.call(listApplications, {})).items).toMatchObject([{ id, state: 'draft', leads: { KG: 'kg2 Test', CN: 'cn2 Test' } }]);
  });

  it('lets members of the team read and leads alone write', async () => {
    const { kg, cn } = await pair();
    const { id } = await completeDraft(call.id, kg, cn);
    const foreign = await t.person(`int${n}@test.example`, 'INT');
    await join(cn, id, foreign, 'INT', 'member');
    const seen = await read(foreign, id);
    expect(seen).toMatchObject({ mySide: 'INT', can: { edit: { ok: false }, signOff: { ok: false }, submit: { ok: false } } });
    expect(await codeOf(foreign.call(editApplication, { params: { id }, version: seen.version, body: { titleEn: 'Mine' } }))).toBe('not-found');
    expect(await codeOf(foreign.call(submitApplication, { params: { id } }))).toBe('not-found');
    expect(await codeOf(foreign.call(createApplication, { body: { callId: call.id, theme: 'biomedicine', months: 12 } }))).toBe('not-found');
    const someone = await t.person(`side${n}@test.example`, 'KG');
    await kg.call(inviteMember, { params: { id }, body: { email: someone.email, side: 'CN', role: 'member', personMonths: 1 } });
    const memberId = (await someone.call(listInvitations, {})).items[0]?.memberId ?? '';
    expect(await codeOf(someone.call(answerInvitation, { params: { id, memberId }, body: { accept: true } }))).toBe('person.side-mismatch');
  });

  it('loses its signatures by a change of content, and only by that', async () => {
    const { kg, cn } = await pair();
    const signed = await signedDraft(call.id, kg, cn);
    const same = await kg.call(editApplication, { params: { id: signed.id }, version: signed.version, body: { titleEn: 'Snow and water' } });
    expect([same.version, same.signoffs.length]).toEqual([signed.version + 1, 2]);
    const changed = await kg.call(editApplication, { params: { id: signed.id }, version: same.version, body: { acronym: 'SNOW' } });
    expect(changed.signoffs).toEqual([]);
    expect(changed.contentHash).not.toBe(signed.contentHash);
    expect(await audited(`application:${signed.id}`)).toContain('signoff.voided');
    expect(await codeOf(kg.call(submitApplication, { params: { id: signed.id } }))).toBe('signoff.missing');
    await sign(kg, signed.id);
    await sign(cn, signed.id);
    const member = await t.person(`late${n}@test.example`, 'CN');
    await join(kg, signed.id, member, 'CN', 'member');
    expect((await read(kg, signed.id)).signoffs).toEqual([]);
  });

  it('is read after submission by those without a conflict', async () => {
    const { kg, cn } = await pair();
    const { id } = await signedDraft(call.id, kg, cn);
    await kg.call(submitApplication, { params: { id } });
    const auditor = await t.person(`auditor${n}@test.example`, 'CN', { role: 'auditor', institution: await place('audit-office', 'CN') });
    const admin = await t.person(`admin${n}@test.example`, 'KG', { role: 'administrator', institution: 'ministry' });
    const near = await t.person(`near${n}@test.example`, 'KG', { role: 'officer' });
    expect(await read(officers.cn, id)).toMatchObject({ state: 'submitted', mySide: null, can: { edit: { ok: false }, signOff: { ok: false }, submit: { ok: false } } });
    expect((await auditor.call(listApplications, { query: { callId: call.id } })).items.map((a) => a.id)).toContain(id);
    for (const who of [admin, near]) {
      expect(await codeOf(read(who, id))).toBe('not-found');
      expect((await who.call(listApplications, {})).items).toEqual([]);
      expect(await codeOf(who.call(readChecks, { params: { id } }))).toBe('not-found');
    }
  });

  it('pages through a list', async () => {
    const all = (await officers.kg.call(listApplications, {})).items.map((a) => a.id);
    const paged: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await officers.kg.call(listApplications, { query: { limit: 1, ...(cursor && { cursor }) } });
      paged.push(...page.items.map((a) => a.id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(1);
  });

  it('counts other submitted applications of its people', async () => {
    const { kg, cn } = await pair();
    const { cn: other } = await pair();
    const first = await signedDraft(call.id, kg, cn);
    const second = await signedDraft(call.id, kg, other);
    await kg.call(submitApplication, { params: { id: first.id } });
    expect((await read(kg, second.id)).findings.map((f) => f.code)).toEqual(['lead.too-many-applications']);
    expect(await codeOf(other.call(submitApplication, { params: { id: second.id } }))).toBe('lead.too-many-applications');
  });

  it('lets one of two racing submissions through the limit', async () => {
    const { kg, cn } = await pair();
    const { cn: other } = await pair();
    const ids = [(await signedDraft(call.id, kg, cn)).id, (await signedDraft(call.id, kg, other)).id];
    const results = await Promise.all(ids.map((id) => kg.call(submitApplication, { params: { id } }).then(() => 'submitted', (e: { code: string }) => e.code)));
    expect(results.sort()).toEqual(['lead.too-many-applications', 'submitted']);
  });

  it('keeps its team binational after submission', async () => {
    const { kg, cn } = await pair();
    const { id } = await completeDraft(call.id, kg, cn);
    const member = await t.person(`m${n}@test.example`, 'CN');
    await join(kg, id, member, 'CN', 'member');
    await sign(kg, id);
    await sign(cn, id);
    await kg.call(submitApplication, { params: { id } });
    const { team, version } = await read(kg, id);
    const memberOf = (email: string) => team.find((m) => m.email === email)?.id ?? '';
    expect(await codeOf(kg.call(removeMember, { params: { id, memberId: memberOf(cn.email) }, version }))).toBe('team.lead-missing');
    const after = await kg.call(removeMember, { params: { id, memberId: memberOf(member.email) }, version });
    expect(after).toMatchObject({ state: 'submitted', contentHash: after.receipt?.sha256 });
    expect(await codeOf(kg.call(removeMember, { params: { id, memberId: memberOf(cn.email) }, version: after.version }))).toBe('team.side-missing');
    expect(await codeOf(kg.call(inviteMember, { params: { id }, body: { email: member.email, side: 'CN', role: 'member', personMonths: 1 } }))).toBe('application.not-editable');
    expect(await codeOf(read(member, id))).toBe('not-found');
  });

  it('lets a lead say how much time each gives, which voids signatures', async () => {
    const { kg, cn } = await pair();
    const { id } = await signedDraft(call.id, kg, cn);
    const { team, version } = await read(kg, id);
    const own = team.find((m) => m.isMe)?.id ?? '';
    const changed = await kg.call(changeMember, { params: { id, memberId: own }, version, body: { personMonths: 7.5 } });
    expect(changed.team.find((m) => m.isMe)).toMatchObject({ personMonths: 7.5 });
    expect(changed.signoffs).toEqual([]);
    expect(await codeOf(cn.call(changeMember, { params: { id, memberId: own }, version, body: { personMonths: 8 } }))).toBe('precondition.stale');
    expect(await codeOf(kg.call(changeMember, { params: { id, memberId: id }, version: changed.version, body: { personMonths: 8 } }))).toBe('not-found');
    await sign(kg, id);
    await sign(cn, id);
    await kg.call(submitApplication, { params: { id } });
    expect(await codeOf(kg.call(changeMember, { params: { id, memberId: own }, version: (await read(kg, id)).version, body: { personMonths: 8 } }))).toBe('application.not-editable');
  });

  it('gives its documents as files to save', async () => {
    const { kg, cn } = await pair();
    const { id, documents: [first] } = await completeDraft(call.id, kg, cn);
    const added = await kg.call(uploadDocument, { params: { id }, query: { code: 'other', language: 'zh-CN' }, upload: fileForm('%PDF-1.7 second', '../合同 1.pdf') });
    const mine = added.documents.find((d) => d.code === 'other');
    expect(mine).toMatchObject({ language: 'zh-CN', type: 'application/pdf', bytes: 15 });
    const res = await fetch(`${t.base}/api/v1/applications/${id}/documents/${mine?.id}`, { headers: { cookie: cn.cookie } });
    expect(await res.text()).toBe('%PDF-1.7 second');
    expect(res.headers.get('content-disposition')).toMatch(/^attachment; filename="[^"]+"; filename\*=UTF-8''/);
    expect(decodeURIComponent(res.headers.get('content-disposition')?.split('\'\'')[1] ?? '')).toBe(mine?.name);
    expect([res.headers.get('x-content-type-options'), res.headers.get('content-security-policy'), res.headers.get('content-type')]).toEqual(['nosniff', 'sandbox; default-src \'none\'', 'application/pdf']);
    expect(mine?.name).toBe('合同 1.pdf');
    for (const who of [officers.kg, (await pair()).kg]) expect(await codeOf(who.call(downloadDocument, { params: { id, documentId: mine?.id ?? '' } }))).toBe('not-found');
    const gone = await cn.call(removeDocument, { params: { id, documentId: first?.id ?? '' }, version: added.version });
    expect(gone.findings.map((f) => f.code)).toContain('document.missing');
  });

  it('becomes not submitted 30 s after closing, and no earlier', async () => {
    const { kg, cn } = await pair();
    const { id } = await signedDraft(call.id, kg, cn);
    const close = (at: string) => t.app.get(CloseDrafts).run(systemActor(new Date(at)));
    await close('2026-10-30T10:00:29.999Z');
    expect((await read(kg, id)).state).toBe('draft');
    const closed = await close('2026-10-30T10:00:30.000Z');
    expect(closed).toBeGreaterThan(0);
    expect(await read(kg, id)).toMatchObject({ state: 'not-submitted', findings: [], can: { edit: { code: 'application.not-editable' } } });
    expect(await t.sql(`select 1 from outbox where type = 'applications.not-submitted' and data->>'applicationId' = $1`, [id])).toHaveLength(1);
    expect(await close('2026-10-30T10:00:31.000Z')).toBe(0);
    t.clock.at = new Date('2026-10-30T10:00:31.000Z');
    const later = await t.logIn(kg.email);
    expect(await codeOf(later.call(submitApplication, { params: { id } }))).toBe('window.closed');
  });
});

describe('eligibility checks over HTTP', () => {
  it('are sealed until both sides have filed, and then decide', async () => {
    const { kg, cn } = await pair();
    const { id } = await submittedApplication(t, call, 900 + n, { kg, cn });
    const state = async () => JSON.stringify(await t.sql(`select version, updated_at, state, (select count(*) from audit_entry where stream = 'application:' || id) audit from application where id = $1`, [id]));
    const untouched = await state();
    expect(await codeOf(officers.kg.call(fileCheck, { params: { id }, body: { verdict: 'fail', reason: null, note: '' } }))).toBe('check.reason-missing');
    const first = await officers.kg.call(fileCheck, { params: { id }, body: { verdict: 'fail', reason: 'late-institution', note: 'Registered in 2025' } });
    expect(first).toMatchObject({ state: 'submitted', checks: [{ side: 'KG', verdict: 'fail' }], can: { file: { ok: false, code: 'check.already-filed' } } });
    expect(await state()).toBe(untouched);
    expect(await officers.cn.call(readChecks, { params: { id } })).toEqual({ state: 'submitted', checks: [], can: { file: { ok: true } } });
    expect(await codeOf(officers.kg.call(fileCheck, { params: { id }, body: { verdict: 'pass', reason: null, note: '' } }))).toBe('check.already-filed');
    const second = await officers.cn.call(fileCheck, { params: { id }, body: { verdict: 'pass', reason: null, note: '' } });
    expect(second).toMatchObject({ state: 'ineligible', checks: [{ side: 'KG' }, { side: 'CN' }] });
    expect((await read(kg, id)).state).toBe('ineligible');
    expect(await audited(`application:${id}`)).toEqual(['application.checked']);
    expect(await audited(`check:${id}:KG`)).toEqual(['check.filed']);
    expect(await t.sql(`select data from outbox where type = 'applications.checked' and data->>'applicationId' = $1`, [id])).toEqual([{ data: { applicationId: id, result: 'ineligible' } }]);
    expect(await codeOf(kg.call(readChecks, { params: { id } }))).toBe('not-found');
  });

  it('make eligible by two passes, and the team sees nothing of the review after that', async () => {
    const { kg, cn } = await pair();
    const { id } = await submittedApplication(t, call, 900 + n, { kg, cn });
    for (const o of [officers.cn, officers.kg]) await o.call(fileCheck, { params: { id }, body: { verdict: 'pass', reason: null, note: '' } });
    await t.sql(`update application set state = 'under-review', updated_at = $2 where id = $1`, [id, new Date('2026-11-11T00:00:00Z')]);
    await t.sql(`update application set state = 'not-recommended' where id = $1`, [id]);
    const seen = await read(kg, id);
    expect([seen.state, seen.updatedAt]).toEqual(['eligible', START.toISOString()]);
    expect((await kg.call(listApplications, { query: { state: 'not-recommended' } })).items).toEqual([]);
    expect((await kg.call(listApplications, { query: { state: 'eligible' } })).items).toMatchObject([{ id, updatedAt: START.toISOString() }]);
    expect((await officers.kg.call(listApplications, { query: { state: 'not-recommended' } })).items.map((a) => a.id)).toEqual([id]);
  });
});

describe('rules that a draft may break until it is submitted', () => {
  it('names them in the reader’s language and refuses the submission with all of them', async () => {
    const { kg, cn } = await pair();
    const draft = await completeDraft(call.id, kg, cn, { months: 37 });
    const { id } = draft;
    const over = await kg.call(replaceBudget, { params: { id }, version: draft.version, body: { lines: [line('1500000.00', { year: 4 }), line('0.01')] } });
    const long = await kg.call(saveNarrative, { params: { id }, version: over.version, body: { answers: { risks: 'word '.repeat(201) } } });
    await kg.call(editApplication, { params: { id }, version: long.version, body: { months: 36, titleEn: '' } });
    await sign(kg, id);
    const codes = (await sign(cn, id)).findings.map((f) => f.code);
    expect(codes).toEqual(['budget.over-cap', 'budget.line-invalid', 'narrative.too-long', 'title.missing']);
    const res = await fetch(`${t.base}/api/v1/applications/${id}/submission`, { method: 'POST', headers: { cookie: kg.cookie, 'accept-language': 'ru' } });
    const body = await res.json() as { code: string; errors: { code: string; pointer: string }[] };
    expect([res.status, body.code, body.errors.map((e) => e.code)]).toEqual([422, 'budget.over-cap', codes]);
    expect(body.errors[1]?.pointer).toBe('/budget/0/year');
    const ru = await (await fetch(`${t.base}/api/v1/applications/${id}`, { headers: { cookie: kg.cookie, 'accept-language': 'ru' } })).json() as { findings: { detail: string }[] };
    expect(ru.findings[0]?.detail).toMatch(/[а-я]/);
  });

  it('name institutions as readers of each side know them', async () => {
    const { kg, cn } = await pair();
    const { id } = await completeDraft(call.id, kg, cn);
    const team = async (language: string) => {
      const res = await fetch(`${t.base}/api/v1/applications/${id}`, { headers: { cookie: kg.cookie, 'accept-language': language } });
      return ((await res.json()) as { team: { side: string; institution: string }[] }).team.filter((m) => m.side !== 'INT').map((m) => `${m.side} ${m.institution.startsWith('Institution ') ? 'English' : 'local'}`);
    };
    expect(await team('en')).toEqual(['KG English', 'CN English']);
    expect(await team('ky')).toEqual(['KG local', 'CN English']);
    expect(await team('zh-CN')).toEqual(['KG English', 'CN local']);
  });

  it('signs only the version that it names, with every declaration, once', async () => {
    const { kg, cn } = await pair();
    const { id, contentHash } = await completeDraft(call.id, kg, cn);
    const signing = (hash: string, declarations: string[]) => codeOf(kg.call(signOff, { params: { id }, body: { contentHash: hash, declarations } }));
    expect(await signing('0'.repeat(64), ['integrity', 'personal-data'])).toBe('signoff.stale');
    expect(await signing(contentHash, ['integrity'])).toBe('declaration.missing');
    await sign(kg, id);
    expect(await signing(contentHash, ['integrity', 'personal-data'])).toBe('signoff.already-given');
    expect(await codeOf(kg.call(readApplication, { params: { id: 'no-id' } }))).toBe('not-found');
  });
});
