import { crc32 } from 'node:zlib';
import {
  answerInvitation, createApplication, editApplication, inviteMember, listInvitations, replaceBudget, saveNarrative, signOff, submitApplication, uploadDocument,
} from '#libs/applications/shared/contract';
import { codeOf, START, TestApp, type Member } from '../support/app.js';
import { completeDraft, fileForm, join, line, read, sign, signedDraft, type Draft } from '../support/drafts.js';
import { publishedCall } from '../support/submitted.js';

/** What people and scripts send by mistake or malice: each is refused by a code, changes nothing, and never ends in a 5xx. */
let t: TestApp;
let callId: string;
let kg: Member;
let cn: Member;
let draft: Draft;
const CLOSES = new Date('2026-10-30T10:00:00.000Z');

beforeAll(async () => {
  t = await TestApp.start();
  await t.institution('ministry', 'KG');
  await t.institution('most', 'CN');
  const officers = { kg: await t.person('officer.kg@test.example', 'KG', { role: 'officer', institution: 'ministry' }), cn: await t.person('officer.cn@test.example', 'CN', { role: 'officer', institution: 'most' }) };
  callId = (await publishedCall(officers, { maxApplicationsPerLead: 100, maxApplicationsPerPerson: 100 })).id;
  kg = await t.person('kg@test.example', 'KG');
  cn = await t.person('cn@test.example', 'CN');
  draft = await completeDraft(callId, kg, cn);
});
afterAll(() => t.stop());
beforeEach(() => { t.clock.at = START; });

/** Everything that the application is, as the database holds it. */
async function stored(id = draft.id): Promise<string> {
  const tables = ['team_member', 'budget_line', 'narrative_answer', 'application_document', 'signoff', 'submission'];
  const parts = tables.map((table) => `(select jsonb_agg(to_jsonb(x) order by x::text) from ${table} x where x.application_id = a.id) "${table}"`);
  const rows = await t.sql(`select to_jsonb(a) application, ${parts.join(', ')}, (select count(*) from audit_entry where stream = 'application:' || a.id) audit,
    (select count(*) from outbox where data->>'applicationId' = a.id::text) events, (select count(*) from application) applications from application a where id = $1`, [id]);
  return JSON.stringify(rows);
}

/** A ZIP archive of stored entries. */
function zip(entries: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(text), 10);
    fields.writeUInt32LE(text.length, 14);
    fields.writeUInt32LE(text.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, Buffer.from(name + text)]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), fields, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from('504b0506', 'hex'), end]);
}

interface Refusal { status: number; code: string; pointers: string[] }

/** Sends a raw JSON body as the Kyrgyz lead. */
async function send(method: string, path: string, body: string, headers: Record<string, string> = {}): Promise<Refusal> {
  const res = await fetch(`${t.base}/api/v1${path}`, { method, headers: { cookie: kg.cookie, 'content-type': 'application/json', ...headers }, body });
  const problem = await res.json() as { code: string; errors?: { pointer: string }[] };
  return { status: res.status, code: problem.code, pointers: (problem.errors ?? []).map((e) => e.pointer) };
}
const patch = (body: string, part = '') => send('PATCH', `/applications/${draft.id}${part}`, body, { 'if-match': `"${draft.version}"` });

/** Runs an attempt and sees that the stored application is what it was. */
async function unchanged<T>(attempt: () => Promise<T>, id = draft.id): Promise<T> {
  const before = await stored(id);
  const answer = await attempt();
  expect(await stored(id)).toBe(before);
  return answer;
}

describe('text and shape', () => {
  it.each([
    ['an unknown field', '{"titel":"x"}', 422, 'body.unknown-field', '/titel'],
    ['a wrong type', '{"months":"24"}', 422, 'field.wrong-type', '/months'],
    ['half a month', '{"months":12.5}', 422, 'field.wrong-type', '/months'],
    ['too many months', '{"months":1201}', 422, 'field.too-big', '/months'],
    ['NUL', '{"titleEn":"a\\u0000b"}', 422, 'field.unstorable', '/titleEn'],
    ['a lone surrogate', '{"abstractEn":"a\\ud800b"}', 422, 'field.unstorable', '/abstractEn'],
    ['an unknown theme', '{"theme":"alchemy"}', 422, 'theme.unknown', '/theme'],
    ['an array', '[]', 422, 'field.wrong-type', ''],
    ['a prototype', '{"__proto__":{"months":1},"x":1}', 422, 'body.unknown-field', '/x'],
  ])('refuses %s', async (_, body, status, code, pointer) => {
    const r = await unchanged(() => patch(body));
    expect(r.status).toBeLessThan(500);
    if (code === 'body.unknown-field' && r.status === 400) return;
    expect(r).toMatchObject({ status, code });
    expect(r.pointers).toContain(pointer);
  });

  it('refuses broken JSON and a megabyte of text', async () => {
    expect(await unchanged(() => patch('{"months":'))).toMatchObject({ status: 400, code: 'body.malformed' });
    expect(await unchanged(() => patch(JSON.stringify({ titleEn: 'a'.repeat(1_048_576) })))).toMatchObject({ status: 422, code: 'field.too-big', pointers: ['/titleEn'] });
    expect(await unchanged(() => patch(JSON.stringify({ answers: { objectives: 'я'.repeat(500_000) } }), '/narrative'))).toMatchObject({ status: 422, code: 'field.too-big' });
    expect(await unchanged(() => patch(JSON.stringify({ titleEn: 'a'.repeat(3 * 1_048_576) })))).toMatchObject({ status: 413, code: 'body.too-large' });
  });

  it('refuses answers to questions that nobody asked', async () => {
    const refused = kg.call(saveNarrative, { params: { id: draft.id }, version: draft.version, body: { answers: { objectives: 'changed', poem: 'x' } } });
    expect(await unchanged(() => codeOf(refused))).toBe('narrative.unknown-question');
  });

  it('keeps scripts beyond the basic plane, combining marks and right-to-left marks as they were', async () => {
    const { id } = await kg.call(createApplication, { body: { callId, theme: 'seismology', months: 12, titleEn: '𬱖 é Öñ \u202eabc', keywords: ['Өзөн', '冰川'] } });
    expect(await read(kg, id)).toMatchObject({ titleEn: '𬱖 é Öñ \u202eabc', keywords: ['Өзөн', '冰川'] });
  });
});

describe('money', () => {
  const put = (...lines: object[]) => unchanged(() => send('PUT', `/applications/${draft.id}/budget`, JSON.stringify({ lines }), { 'if-match': `"${draft.version}"` }));

  it.each([
    ['three decimals', line('10.001'), '/lines/0/amount'], ['a negative amount', line('-10.00'), '/lines/0/amount'], ['nothing', line('0.00'), '/lines/0/amount'],
    ['a sum beyond reason', line('9999999999999.99'), '/lines/0/amount'], ['an unknown category', line('10.00', { category: 'travel' }), '/lines/0/category'],
    ['an unknown source', line('10.00', { source: 'loan' }), '/lines/0/source'], ['year 0', line('10.00', { year: 0 }), '/lines/0/year'], ['a year after the end', line('10.00', { year: 3 }), '/lines/0/year'],
  ])('refuses %s', async (_, bad, pointer) => {
    expect(await put(bad)).toEqual({ status: 422, code: 'budget.line-invalid', pointers: [pointer] });
    expect(await put(line('10.00'), bad)).toMatchObject({ code: 'budget.line-invalid', pointers: [pointer.replace('/0/', '/1/')] });
  });

  it('refuses what is not money at all', async () => {
    for (const amount of ['1e6', 'ten', '', '1,5', ' 1', '١٠']) expect((await put({ ...line('1'), amount: { amount, currency: 'CNY' } })).status).toBe(422);
    expect(await put({ ...line('1'), amount: { amount: '1', currency: 'USD' } })).toMatchObject({ status: 422, pointers: ['/lines/0/amount/currency'] });
    expect((await put({ ...line('1'), amount: 100 })).status).toBe(422);
  });

  it('takes 1,500,000.01 CNY into a draft and refuses to submit it', async () => {
    const over = await signedDraft(callId, kg, cn, { amount: '1500000.01' });
    expect(over.findings.map((f) => f.code)).toEqual(['budget.over-cap']);
    expect(await unchanged(() => codeOf(kg.call(submitApplication, { params: { id: over.id } })), over.id)).toBe('budget.over-cap');
    const exact = await signedDraft(callId, kg, cn, { amount: '1500000.00' });
    expect((await kg.call(submitApplication, { params: { id: exact.id } })).sha256).toBe(exact.contentHash);
  });
});

describe('teams and signatures', () => {
  it('refuses a second lead of a side, the same person twice, a lead of a third country', async () => {
    const invite = (email: string, side: 'KG' | 'CN' | 'INT', role: 'lead' | 'member') => unchanged(() => codeOf(kg.call(inviteMember, { params: { id: draft.id }, body: { email, side, role, personMonths: 1 } })));
    expect(await invite('second@test.example', 'KG', 'lead')).toBe('team.lead-duplicate');
    expect(await invite('second@test.example', 'CN', 'lead')).toBe('team.lead-duplicate');
    expect(await invite('CN@Test.Example', 'CN', 'member')).toBe('team.member-duplicate');
    expect(await invite('second@test.example', 'INT', 'lead')).toBe('field.not-allowed');
  });

  it('does not count a member who never accepted', async () => {
    const { id } = await kg.call(createApplication, { body: { callId, theme: 'seismology', months: 12, titleEn: 'Alone' } });
    await kg.call(inviteMember, { params: { id }, body: { email: cn.email, side: 'CN', role: 'lead', personMonths: 1 } });
    await sign(kg, id);
    expect(await unchanged(() => codeOf(kg.call(submitApplication, { params: { id } })), id)).toBe('team.side-missing');
    const memberId = (await cn.call(listInvitations, {})).items.find((i) => i.applicationId === id)?.memberId ?? '';
    await cn.call(answerInvitation, { params: { id, memberId }, body: { accept: false } });
    expect((await read(kg, id)).findings.map((f) => f.code).slice(0, 2)).toEqual(['team.side-missing', 'team.lead-missing']);
    await join(kg, id, await t.person('member@test.example', 'CN'), 'CN', 'member');
    expect((await read(kg, id)).findings[0]?.code).toBe('team.lead-missing');
  });

  it('refuses one signature only, and one that was edited away', async () => {
    const { id } = await completeDraft(callId, kg, cn);
    const signed = await sign(kg, id);
    expect(await unchanged(() => codeOf(kg.call(submitApplication, { params: { id } })), id)).toBe('signoff.missing');
    await sign(cn, id);
    const { version } = await read(cn, id);
    await cn.call(editApplication, { params: { id }, version, body: { months: 23 } });
    expect(await unchanged(() => codeOf(cn.call(submitApplication, { params: { id } })), id)).toBe('signoff.missing');
    expect(await unchanged(() => codeOf(kg.call(signOff, { params: { id }, body: { contentHash: signed.contentHash, declarations: ['integrity', 'personal-data'] } })), id)).toBe('signoff.stale');
  });
});

describe('time', () => {
  it.each([[-1000, 'submitted'], [-1, 'submitted'], [0, 'window.closed'], [1, 'window.closed'], [1000, 'window.closed']])('judges a receipt %d ms from closing: %s', async (ms, expected) => {
    const { id } = await signedDraft(callId, kg, cn);
    t.clock.at = new Date(CLOSES.getTime() + ms);
    const late = await t.logIn(kg.email);
    if (expected === 'submitted') {
      expect((await late.call(submitApplication, { params: { id } })).receivedAt).toBe(t.clock.at.toISOString());
      return;
    }
    expect(await unchanged(() => codeOf(late.call(submitApplication, { params: { id } })), id)).toBe(expected);
  });

  it('takes drafts before the opening and submissions only after it', async () => {
    t.clock.at = new Date('2026-08-31T23:59:59.999Z');
    const [early, other] = [{ ...kg, ...await t.logIn(kg.email) }, { ...cn, ...await t.logIn(cn.email) }];
    const { id } = await signedDraft(callId, early, other);
    expect(await codeOf(early.call(submitApplication, { params: { id } }))).toBe('window.not-open');
    t.clock.at = new Date('2026-09-01T00:00:00.000Z');
    await early.call(submitApplication, { params: { id } });
  });
});

describe('files', () => {
  const upload = (form: FormData, code = 'cooperation-agreement') => unchanged(() => codeOf(kg.call(uploadDocument, { params: { id: draft.id }, query: { code }, upload: form })));
  const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(3_000_000, 0x90)]);

  it('refuses by content what only looks like a document', async () => {
    expect(await upload(fileForm(EXE, 'agreement.pdf'))).toBe('document.type-refused');
    expect(await upload(fileForm('MZ', 'agreement.pdf'))).toBe('document.type-refused');
    expect(await upload(fileForm('<svg onload="alert(1)"/>', 'agreement.png'))).toBe('document.type-refused');
    expect(await upload(fileForm(Buffer.from('504b0304140000000000000000000000000000000000000000000000000005000000', 'hex'), 'agreement.docx'))).toBe('document.type-refused');
    expect(await upload(fileForm('', 'agreement.pdf'))).toBe('document.empty');
    expect(await upload(fileForm(), 'poem')).toBe('document.unknown-code');
  });

  it('takes the formats of word processors and tables, and a file without a name', async () => {
    const { id } = await kg.call(createApplication, { body: { callId, theme: 'seismology', months: 12 } });
    for (const [kind, folder] of [['wordprocessingml.document', 'word/document.xml'], ['spreadsheetml.sheet', 'xl/workbook.xml']] as const) {
      const main = `application/vnd.openxmlformats-officedocument.${kind}`;
      const types = `<?xml version="1.0"?><Types><Override PartName="/${folder}" ContentType="${main}.main+xml"/></Types>`;
      const { documents } = await kg.call(uploadDocument, { params: { id }, query: { code: 'other' }, upload: fileForm(new Uint8Array(zip({ '[Content_Types].xml': types, [folder]: '<x/>' })), 'plan') });
      expect(documents).toContainEqual(expect.objectContaining({ type: main, name: 'plan' }));
    }
    const nameless = '--b\r\ncontent-disposition: form-data; name="file"\r\ncontent-type: application/octet-stream\r\n\r\n%PDF-1.7 nameless\r\n--b--\r\n';
    const res = await fetch(`${t.base}/api/v1/applications/${id}/documents?code=other`, { method: 'POST', headers: { cookie: kg.cookie, 'content-type': 'multipart/form-data; boundary=b' }, body: nameless });
    expect(res.status).toBe(201);
    expect((await read(kg, id)).documents.map((d) => d.name)).toContain('document');
  });

  it('refuses 60 MB, a request without a file and JSON in its place', async () => {
    const big = Buffer.alloc(60 * 1024 * 1024, 0x20);
    big.write('%PDF-1.7\n');
    expect(await upload(fileForm(big))).toBe('document.too-large');
    expect(await upload(new FormData())).toBe('field.required');
    expect(await unchanged(() => send('POST', `/applications/${draft.id}/documents?code=other`, '{}'))).toMatchObject({ status: 415, code: 'body.media-type' });
    expect(await unchanged(() => send('POST', `/applications/${draft.id}/documents?code=other`, 'no boundary here', { 'content-type': 'multipart/form-data; boundary=x' }))).toMatchObject({ status: 400 });
  });

  it('refuses a stranger’s file without telling whether the application exists', async () => {
    const stranger = await t.person('stranger@test.example', 'CN');
    expect(await unchanged(() => codeOf(stranger.call(uploadDocument, { params: { id: draft.id }, query: { code: 'other' }, upload: fileForm(EXE) })))).toBe('not-found');
  });
});

describe('repeats and stale versions', () => {
  it('refuses a change of a version that is no longer the present one', async () => {
    const change = (version: number) => codeOf(kg.call(replaceBudget, { params: { id: draft.id }, version, body: { lines: [] } }));
    for (const version of [0, draft.version - 1, draft.version + 1, 999_999_999]) expect(await unchanged(() => change(version))).toBe('precondition.stale');
    expect(await unchanged(() => send('PATCH', `/applications/${draft.id}`, '{}'))).toMatchObject({ status: 428, code: 'precondition.required' });
    expect(await unchanged(() => send('PATCH', `/applications/${draft.id}`, '{}', { 'if-match': '*' }))).toMatchObject({ status: 412, code: 'precondition.stale' });
  });

  it('answers a repeated submission with the first receipt, and a second one with a refusal', async () => {
    const { id } = await signedDraft(callId, kg, cn);
    const submit = (idempotencyKey: string) => kg.call(submitApplication, { params: { id }, idempotencyKey });
    const both = await Promise.allSettled([submit('one'), submit('one')]);
    const receipts = both.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []));
    for (const r of both) if (r.status === 'rejected') expect((r.reason as { code: string }).code).toBe('idempotency.in-progress');
    expect(await submit('one')).toEqual(receipts[0]);
    expect(await unchanged(() => codeOf(submit('two')), id)).toBe('application.already-submitted');
    expect(await t.sql('select 1 from submission where application_id = $1', [id])).toHaveLength(1);
    const { version } = await read(kg, id);
    expect(await unchanged(() => codeOf(kg.call(editApplication, { params: { id }, version, body: { acronym: 'X' } })), id)).toBe('application.not-editable');
    expect(await unchanged(() => codeOf(sign(kg, id)), id)).toBe('application.not-editable');
  });

  it('submits once when both leads press at the same time', async () => {
    const { id } = await signedDraft(callId, kg, cn);
    const results = await Promise.all([kg, cn].map((who) => who.call(submitApplication, { params: { id } }).then(() => 'submitted', (e: { code: string }) => e.code)));
    expect(results.sort()).toEqual(['application.already-submitted', 'submitted']);
    const numbers = (await t.sql<{ number: string }>('select number from submission order by number')).map((r) => r.number);
    expect(numbers).toEqual(numbers.map((_, i) => `KC-2026-${String(i + 1).padStart(4, '0')}`));
  });
});
