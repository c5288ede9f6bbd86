import { BULK_LOOKS, newId } from '#libs/platform';
import type { Name } from './cast.js';
import { READERS } from './expected.js';
import { ask } from './replay.js';
import { markOf, PHASES, type Phase, type World } from './world.js';

/** What a row of the matrix comes to: proven here, proven by a test elsewhere (named), or about something that does not exist yet (why). */
type Proof = { here: (w: World) => Promise<void> } | { elsewhere: string } | { notYet: string };
export type Row = { id: string; rule: string } & Proof;

const api = '/api/v1';
const status = async (w: World, who: Name, path: string) => (await ask(w, who, 'GET', api + path)).status;
const body = async (w: World, who: Name, path: string) => (await ask(w, who, 'GET', api + path)).body;
const json = async <T>(w: World, who: Name, path: string) => JSON.parse(await body(w, who, path)) as T;
const app = (w: World, p: Phase, rest = '') => `/applications/${w.applications[p]}${rest}`;
const post = (w: World, who: Name, path: string, value: unknown, method = 'POST', headers: Record<string, string> = {}) => ask(w, who, method, api + path, { body: value, headers });
/** These people get that status, in this order. */
const all = async (w: World, names: readonly Name[], path: string, expected: number) => {
  for (const name of names) expect(`${name} ${await status(w, name, path)}`).toBe(`${name} ${expected}`);
};
const CONFLICTED: Name[] = ['conflictedOfficer', 'conflictedChair', 'conflictedAuditor'];
const SEALED_FROM: Name[] = ['leadKg', 'leadCn', 'memberCn', 'officerCn', 'chairCn', 'auditor', 'auditorOfCn', ...CONFLICTED, 'administrator'];

/** The access matrix in this project's words; `A..` are its rows. */
export const MATRIX: readonly Row[] = [
  { id: 'A01', rule: 'Anyone reads a call from its publication on; before, it is not there', here: async (w) => {
    await all(w, ['anonymous', 'researcher', 'leadKg'], `/calls/${w.calls.open}`, 200);
    await all(w, ['anonymous', 'researcher', 'leadKg'], `/calls/${w.calls.draft}`, 404);
    expect(await body(w, 'anonymous', '/calls')).not.toContain(w.calls.draft);
  } },
  { id: 'A02', rule: 'Anyone reads the register of awards from the instant of their announcement on', elsewhere: 'test/access/announcement.spec.ts' },
  { id: 'A03', rule: 'Without a log-in nothing of applications, reviews, votes and people is there, whatever the id', here: async (w) => {
    const paths = [...PHASES.map((p) => app(w, p)), ...PHASES.map((p) => app(w, p, '/checks')), ...Object.values(w.assignments).map((id) => `/me/assignments/${id}`), '/people', `/calls/${w.calls.deciding}/decisions`];
    const answers = new Set(await Promise.all(paths.map(async (p) => JSON.stringify(await ask(w, 'anonymous', 'GET', api + p)))));
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('"status":401');
  } },
  { id: 'A04', rule: 'Registration, log-in and codes answer the same for known and unknown addresses', here: async (w) => {
    for (const [path, value] of [['/session', { password: 'wrong' }], ['/activation-requests', {}], ['/activations', { code: 'AAAAA-AAAAA', password: 'long-enough-1' }]] as const) {
      const [known, unknown] = [await post(w, 'anonymous', path, { ...value, email: 'researcher@access.example' }), await post(w, 'anonymous', path, { ...value, email: 'unknown.one@access.example' })];
      expect({ ...unknown, body: unknown.body.replace('unknown.one', 'researcher'), headers: unknown.headers.replace(/content-length: \d+/, '') }).toEqual({ ...known, headers: known.headers.replace(/content-length: \d+/, '') });
    }
  } },
  { id: 'A05', rule: 'Another team’s application does not exist, in no route, list or search', here: async (w) => {
    for (const p of ['draft', 'submitted', 'underReview', 'decided'] as const) await all(w, ['researcher', 'otherLeadKg', 'otherLeadCn'], app(w, p), 404);
    expect(await body(w, 'otherLeadKg', '/applications?q=Mark')).not.toContain(markOf('submitted'));
  } },
  { id: 'A06', rule: 'An accepted member reads the draft; leads alone write it', here: async (w) => {
    expect(await status(w, 'memberCn', app(w, 'draft'))).toBe(200);
    expect((await post(w, 'memberCn', app(w, 'draft'), { titleEn: 'x' }, 'PATCH', { 'if-match': '"1"' })).status).toBe(404);
  } },
  { id: 'A07', rule: 'An invited person sees title, theme and who invites; not the application', here: async (w) => {
    expect(await status(w, 'invited', app(w, 'draft'))).toBe(404);
    const { items: [one] } = await json<{ items: object[] }>(w, 'invited', '/me/invitations');
    expect(Object.keys(one ?? {}).sort()).toEqual(['applicationId', 'callCode', 'invitedAt', 'invitedBy', 'memberId', 'role', 'side', 'theme', 'titleEn']);
  } },
  { id: 'A08', rule: 'A removed member has nothing from the next request on, files included', here: async (w) => {
    await all(w, ['removed'], app(w, 'draft'), 404);
    await all(w, ['removed'], app(w, 'draft', `/documents/${w.documents.draft}`), 404);
    expect(await body(w, 'removed', '/applications')).not.toContain(markOf('draft'));
  } },
  { id: 'A09', rule: 'A lead writes the draft and signs for the own side alone', here: async (w) => {
    const draft = await json<{ contentHash: string; mySide: string }>(w, 'leadKg', app(w, 'draft'));
    expect(draft.mySide).toBe('KG');
    const signed = await post(w, 'leadKg', app(w, 'draft', '/signoffs'), { contentHash: draft.contentHash, declarations: ['integrity', 'personal-data'] });
    expect((JSON.parse(signed.body) as { signoffs: { side: string }[] }).signoffs.map((s) => s.side)).toEqual(['KG']);
    expect((await post(w, 'leadKg', app(w, 'draft', '/signoffs'), { contentHash: draft.contentHash, declarations: ['integrity', 'personal-data'], side: 'CN' })).status).toBe(422);
  } },
  { id: 'A10', rule: 'After submission a lead reads and changes nothing; every change is a named refusal', here: async (w) => {
    for (const p of ['submitted', 'underReview', 'decided'] as const) {
      expect(await status(w, 'leadKg', app(w, p))).toBe(200);
      const refused = await post(w, 'leadKg', app(w, p), { titleEn: 'x' }, 'PATCH', { 'if-match': '"1"' });
      expect([refused.status, refused.body.includes('application.not-editable')]).toEqual([409, true]);
    }
  } },
  { id: 'A11', rule: 'Before the announcement a lead knows of no review: no text, count, date or version', elsewhere: 'test/access/sealed.spec.ts' },
  { id: 'A12', rule: 'From the announcement on a team reads the comments to applicants, by number of review', here: async (w) => {
    for (const name of ['leadKg', 'leadCn'] as const) {
      const result = await json<object>(w, name, app(w, 'announced', '/result'));
      expect(Object.keys(result).sort()).toEqual(['amount', 'announcedAt', 'comments', 'lot', 'result']);
    }
    await all(w, ['leadKg', 'leadCn'], app(w, 'decided', '/result'), 404);
  } },
  { id: 'A13', rule: 'A lead never sees ranks, nor scores of others', here: (w) => all(w, ['leadKg', 'leadCn', 'otherLeadKg'], `/calls/${w.calls.deciding}/ranking`, 404) },
  { id: 'A14', rule: 'A team learns of eligibility when both sides have checked, not before', elsewhere: 'test/access/sealed.spec.ts' },
  { id: 'A15', rule: 'Signatories of an institution read and endorse its applications', notYet: 'endorsement by institutions does not exist yet' },
  { id: 'A16', rule: 'An assignment that is only proposed does not exist for its reviewer', here: async (w) => {
    await all(w, ['reviewerProposed'], `/me/assignments/${w.assignments.proposed}`, 404);
    expect(await body(w, 'reviewerProposed', '/me/assignments')).toBe('{"items":[]}');
  } },
  { id: 'A17', rule: 'An invited reviewer sees title, theme, institutions and abstract; the dossier is refused by name', here: async (w) => {
    expect(await status(w, 'reviewerPublished', `/me/assignments/${w.assignments.published}`)).toBe(200);
    expect(await body(w, 'reviewerPublished', `/me/assignments/${w.assignments.published}/dossier`)).toContain('assignment.not-accepted');
  } },
  { id: 'A18', rule: 'Who accepted reads the dossier with its documents', here: async (w) => {
    await all(w, ['reviewerAccepted'], `/me/assignments/${w.assignments.accepted}/dossier`, 200);
    await all(w, ['reviewerAccepted'], `/me/assignments/${w.assignments.accepted}/dossier/documents/${w.documents.dossier}`, 200);
  } },
  { id: 'A19', rule: 'Who declined, or whose assignment is void, reads no dossier and no file', here: async (w) => {
    for (const [name, id] of [['reviewerDeclined', w.assignments.declined], ['reviewerVoid', w.assignments.void]] as const) {
      await all(w, [name], `/me/assignments/${id}/dossier`, 404);
      await all(w, [name], `/me/assignments/${id}/dossier/documents/${w.documents.dossier}`, 404);
    }
  } },
  { id: 'A20', rule: 'Other reviews do not exist for a reviewer before the own one is submitted', here: (w) => all(w, ['reviewerAccepted'], `/me/assignments/${w.assignments.accepted}/other-reviews`, 404) },
  { id: 'A21', rule: 'Afterwards they are read by number alone', here: async (w) => {
    expect(await body(w, 'reviewerSubmitted', `/me/assignments/${w.assignments.submitted}/other-reviews`)).not.toMatch(/access\.example|personId/);
  } },
  { id: 'A22', rule: 'Reviewers never learn who else reviews', elsewhere: 'test/access/replay.spec.ts (identities of reviewers)' },
  { id: 'A23', rule: 'Reviewers never see the ranking', here: (w) => all(w, ['reviewerAccepted', 'reviewerSubmitted'], `/calls/${w.calls.reviewing}/ranking`, 404) },
  { id: 'A24', rule: 'Panel members read their agenda', notYet: 'panels do not exist yet' },
  { id: 'A25', rule: 'A panel member in conflict sees a number and “recused”', notYet: 'panels do not exist yet' },
  { id: 'A26', rule: 'Co-chairs read the whole ranking but for what they are in conflict with', here: async (w) => {
    expect(await body(w, 'chairKg', `/calls/${w.calls.deciding}/decisions`)).toContain(markOf('oneVote'));
    expect(await body(w, 'conflictedChair', `/calls/${w.calls.deciding}/decisions`)).toContain('"items":[]');
    expect(await body(w, 'conflictedChair', `/calls/${w.calls.deciding}/ranking`)).toContain('"items":[]');
  } },
  { id: 'A27', rule: 'Rapporteurs write consensus texts', notYet: 'consensus reports do not exist yet' },
  { id: 'A28', rule: 'An officer files the check of the own side', elsewhere: 'test/access/sealed.spec.ts' },
  { id: 'A29', rule: 'The other side’s check does not exist before the own one is filed', here: async (w) => {
    expect(await body(w, 'officerKg', app(w, 'oneChecked', '/checks'))).toContain('The Kyrgyz check');
    expect(await body(w, 'officerCn', app(w, 'oneChecked', '/checks'))).toBe('{"state":"submitted","checks":[],"can":{"file":{"ok":true}}}');
  } },
  { id: 'A30', rule: 'Officers see of reviewers name, institution and expertise; private data of no side', here: async (w) => {
    const { items } = await json<{ items: object[] }>(w, 'officerKg', `/calls/${w.calls.reviewing}/reviewers`);
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(['email', 'institution', 'keywords', 'load', 'maxLoad', 'minLoad', 'name', 'personId', 'side', 'themes']);
  } },
  { id: 'A31', rule: 'An officer never writes the other side’s check or vote', here: async (w) => {
    expect((await post(w, 'officerKg', app(w, 'oneChecked', '/checks'), { verdict: 'pass', reason: null, note: '', side: 'CN' })).status).toBe(422);
    expect((await post(w, 'officerKg', app(w, 'oneChecked', '/checks'), { verdict: 'pass', reason: null, note: '' })).body).toContain('check.already-filed');
  } },
  { id: 'A32', rule: 'For an officer in conflict an application is in no list, count, load, letter or letter preview', here: async (w) => {
    for (const path of [`/calls/${w.calls.reviewing}/assignments`, `/calls/${w.calls.reviewing}/conflicts`]) expect(await body(w, 'conflictedOfficer', path)).toContain('"items":[]');
    const { items } = await json<{ items: { load: number }[] }>(w, 'conflictedOfficer', `/calls/${w.calls.reviewing}/reviewers`);
    expect(items.map((r) => r.load)).toEqual(items.map(() => 0));
    expect(await body(w, 'conflictedOfficer', `/announcements/${w.announcements.proposed}/letters`)).toBe('{"count":0,"items":[]}');
    expect(await body(w, 'conflictedOfficer', `/calls/${w.calls.deciding}/announcements`)).toContain('"counts":{"award":0,"reserve":0,"refused":0},"applications":[]');
    expect(await body(w, 'conflictedOfficer', '/letters')).not.toContain(w.letter);
  } },
  { id: 'A33', rule: 'Each look of an officer at reviewers’ identities is recorded, and bulk reading raises an alarm', here: async (w) => {
    await all(w, ['officerKg'], `/calls/${w.calls.reviewing}/assignments`, 200);
    await all(w, ['officerCn'], `/calls/${newId()}/assignments`, 404);
    expect(await body(w, 'auditor', `/audit?stream=officer:${w.who.officerKg.id}`)).toContain(`{\\"operation\\":\\"listAssignments\\",\\"id\\":\\"${w.calls.reviewing}\\"}`);
    expect(await body(w, 'auditor', `/audit?stream=officer:${w.who.officerCn.id}`)).toContain('"items":[]');
    await w.t.sql(`begin; select set_config('app.person_id', '${w.who.officerCn.id}', true), set_config('app.at', '${w.t.clock.at.toISOString()}', true); select audit_append('officer:${w.who.officerCn.id}', 'look', '{}') from generate_series(1, ${BULK_LOOKS - 1}); commit`);
    await all(w, ['officerCn', 'officerCn'], `/calls/${w.calls.reviewing}/assignments`, 200);
    expect(await w.t.sql(`select data->>'personId' person from outbox where type = 'platform.bulk-look'`)).toEqual([{ person: w.who.officerCn.id }]);
  } },
  { id: 'A34', rule: 'One side’s approval publishes and amends nothing, and an amendment shows to nobody else before both have approved', elsewhere: 'test/api/calls.spec.ts, test/api/amendments.spec.ts, test/access/replay.spec.ts' },
  { id: 'A35', rule: 'The other side’s vote does not exist before the own one is cast', here: async (w) => {
    for (const name of SEALED_FROM) expect(await body(w, name, `/calls/${w.calls.deciding}/decisions`)).not.toMatch(new RegExp(`"applicationId":"${w.applications.oneVote}"[^}]*"votes":\\[\\{`));
  } },
  { id: 'A36', rule: 'Both votes appear together', elsewhere: 'test/access/sealed.spec.ts' },
  { id: 'A37', rule: 'A vote never changes', elsewhere: 'test/api/awards.spec.ts' },
  { id: 'A38', rule: 'One yes is no award', elsewhere: 'test/api/awards.spec.ts' },
  { id: 'A39', rule: 'Before the instant letters are previewed by officers and sent to nobody', elsewhere: 'test/access/announcement.spec.ts' },
  { id: 'A40', rule: 'Finance officers write the tranches of their side', notYet: 'agreements and tranches do not exist yet' },
  { id: 'A41', rule: 'Finance officers see no review and no vote', notYet: 'finance officers do not exist yet' },
  { id: 'A42', rule: 'Auditors read and change nothing, their looks at dossiers, rankings, decisions and the trail are recorded, and a conflict hides the dossier and its trail', here: async (w) => {
    for (const p of ['submitted', 'decided'] as const) expect(await status(w, 'auditor', app(w, p))).toBe(200);
    await all(w, ['auditor'], `/calls/${w.calls.deciding}/decisions`, 200);
    const looks = await body(w, 'auditorOfCn', `/audit?stream=auditor:${w.who.auditor.id}&q=look`);
    for (const seen of [`readApplication\\",\\"id\\":\\"${w.applications.submitted}`, `listDecisions\\",\\"id\\":\\"${w.calls.deciding}`]) expect(looks).toContain(seen);
    expect(await body(w, 'conflictedAuditor', `/audit?stream=auditor:${w.who.auditor.id}&q=look`)).not.toContain(w.applications.submitted);
    await all(w, ['conflictedAuditor'], app(w, 'submitted'), 404);
    expect(await body(w, 'conflictedAuditor', `/audit?stream=application:${w.applications.oneVote}`)).toContain('"items":[]');
    expect(await body(w, 'auditor', `/audit?stream=auditor:${w.who.conflictedAuditor.id}`)).toContain('audit.read');
    expect((await post(w, 'auditor', app(w, 'submitted', '/checks'), { verdict: 'pass', reason: null, note: '' })).status).toBe(404);
  } },
  { id: 'A43', rule: 'Administrators keep accounts and see deliveries', here: async (w) => {
    await all(w, ['administrator'], '/people', 200);
    await all(w, ['administrator'], '/letters', 200);
  } },
  { id: 'A44', rule: 'Administrators see no dossier, review, vote or letter, and can act as nobody', here: async (w) => {
    for (const p of PHASES) await all(w, ['administrator'], app(w, p), 404);
    await all(w, ['administrator'], `/calls/${w.calls.deciding}/decisions`, 404);
    expect(await body(w, 'administrator', '/letters')).not.toMatch(/"(text|subject|values)"/);
    const code = await post(w, 'administrator', `/people/${w.who.chairKg.id}/activation-codes`, undefined);
    expect([code.status, code.body.includes('activation.by-letter-only')]).toEqual([409, true]);
  } },
  { id: 'A45', rule: 'Nobody gives a role to themselves', here: async (w) => {
    const own = await post(w, 'administrator', `/people/${w.who.administrator.id}/roles`, { role: 'auditor', side: null });
    expect(own.body).toContain('role.own');
    expect((await post(w, 'officerKg', `/people/${w.who.officerKg.id}/roles`, { role: 'chair', side: 'KG' })).status).toBe(404);
  } },
  { id: 'A46', rule: 'Long work has the rights of who asked for it, as they are when it runs', elsewhere: 'test/api/assignment.spec.ts' },
  { id: 'A47', rule: 'Letters say what their recipient may know', elsewhere: 'test/api/notifications.spec.ts, test/worker/letters.spec.ts' },
  { id: 'A48', rule: 'Subjects and headers of letters say nothing', elsewhere: 'libs/notifications/src/templates/compose.spec.ts' },
  { id: 'A49', rule: 'Exports hold what the page shows', notYet: 'exports do not exist yet' },
  { id: 'A50', rule: 'Lists, searches and pages are made after what is hidden was left out', here: async (w) => {
    for (const name of ['officerKg', 'conflictedOfficer', 'otherLeadKg'] as const) {
      const mine = PHASES.filter((p) => READERS[p].includes(name)).length;
      const ids: string[] = [];
      for (let cursor = ''; ;) {
        const page = await json<{ items: { id: string }[]; nextCursor: string | null }>(w, name, `/applications?limit=1${cursor && `&cursor=${cursor}`}`);
        ids.push(...page.items.map((a) => a.id));
        if (page.nextCursor === null) break;
        expect(page.items).toHaveLength(1);
        cursor = page.nextCursor;
      }
      expect(`${name} ${ids.length}`).toBe(`${name} ${mine}`);
      expect((await json<{ items: object[] }>(w, name, '/applications?q=Mark')).items).toHaveLength(mine);
    }
  } },
  { id: 'A51', rule: 'What is hidden and what is missing answer the same', elsewhere: 'test/access/replay.spec.ts' },
  { id: 'A52', rule: 'Ids are random and numbers count submissions only', elsewhere: 'test/access/replay.spec.ts' },
  { id: 'A53', rule: 'Answers hold the fields of a role, and unknown fields are refused', elsewhere: 'test/access/replay.spec.ts, test/fuzz/openapi.spec.ts' },
  { id: 'A54', rule: 'A token can what its person can, until it is revoked', here: async (w) => {
    const made = JSON.parse((await post(w, 'researcher', '/me/tokens', { name: 'script', days: 1 })).body) as { secret: string; token: { id: string } };
    const by = (path: string) => ask(w, 'anonymous', 'GET', api + path, { headers: { authorization: `Bearer ${made.secret}` } });
    expect([(await by('/session')).status, (await by(app(w, 'submitted'))).status, (await by('/people')).status]).toEqual([200, 404, 404]);
    expect((await ask(w, 'researcher', 'DELETE', `${api}/me/tokens/${made.token.id}`)).status).toBe(204);
    expect((await by('/session')).status).toBe(401);
  } },
  { id: 'A55', rule: 'Partners are found by what they publish', notYet: 'partner search does not exist yet' },
  { id: 'A56', rule: 'Small cells of statistics are suppressed', notYet: 'statistics do not exist yet' },
];
