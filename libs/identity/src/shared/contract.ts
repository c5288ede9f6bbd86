import { AnySideSchema, Email, endpoint, filled, Id, IdParams, Instant, LanguageSchema, pageOf, pageQuery, SideSchema, text } from '#libs/kernel';
import { z } from 'zod';
import { MAX_IMPORT_ROWS, PASSWORD_MAX } from './limits.js';

const Orcid = z.string().regex(/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/);
export const RoleSchema = z.enum(['officer', 'chair', 'auditor', 'administrator']);

const nameFields = { family: text(100), given: text(100), patronymic: text(100).nullable().optional(), nativeName: text(100).nullable().optional() };

export const Institution = z.object({
  id: Id, ror: z.string().nullable(), nameEn: z.string(), nameLocal: z.string(), country: z.string(), side: AnySideSchema, parentId: Id.nullable(),
}).meta({ id: 'Institution' });

export const Me = z.object({
  id: Id, email: z.string(), family: z.string(), given: z.string(), patronymic: z.string().nullable(), nativeName: z.string().nullable(),
  side: AnySideSchema, institution: Institution, language: LanguageSchema, roles: z.array(z.object({ role: RoleSchema, side: SideSchema.nullable() })),
  sessionEndsAt: Instant,
}).meta({ id: 'Me' });

export const Person = z.object({
  id: Id, email: z.string(), family: z.string(), given: z.string(), patronymic: z.string().nullable(), nativeName: z.string().nullable(), side: AnySideSchema,
  institution: z.string(), state: z.enum(['invited', 'active', 'closed']), roles: z.array(z.object({ role: RoleSchema, side: SideSchema.nullable() })),
}).meta({ id: 'Person' });

const Password = z.string().min(1).max(PASSWORD_MAX);

export const logIn = endpoint({
  method: 'POST', path: '/session', policy: 'session.open', summary: 'Log in: sets the session cookie',
  body: z.strictObject({ email: Email, password: Password }).meta({ id: 'LogIn' }), response: { 200: Me }, problems: ['session.wrong-credentials'],
});
export const whoAmI = endpoint({ method: 'GET', path: '/session', policy: 'account.own', summary: 'Who is logged in', response: { 200: Me } });
export const logOut = endpoint({ method: 'DELETE', path: '/session', policy: 'public', summary: 'Log out: ends the session', response: { 204: null } });
export const updateMe = endpoint({
  method: 'PATCH', path: '/me', policy: 'account.own', summary: 'Change own settings',
  body: z.strictObject({ language: LanguageSchema }).meta({ id: 'Settings' }), response: { 200: Me },
});

export const register = endpoint({
  method: 'POST', path: '/registrations', policy: 'account.activate', summary: 'Ask for an account; a code comes by letter',
  body: z.strictObject({ email: Email, ...nameFields, institutionId: Id, orcid: Orcid.nullable().optional(), language: LanguageSchema }).meta({ id: 'Registration' }),
  response: { 202: z.object({ email: z.string() }).meta({ id: 'Registered' }) }, problems: ['institution.unknown', 'orcid.taken'],
});
export const requestCode = endpoint({
  method: 'POST', path: '/activation-requests', policy: 'account.activate', summary: 'Ask for a new code; the answer is the same whether the address is known or not',
  body: z.strictObject({ email: Email }).meta({ id: 'CodeRequest' }), response: { 202: z.object({ email: z.string() }).meta({ id: 'CodeRequested' }) },
});
export const activate = endpoint({
  method: 'POST', path: '/activations', policy: 'account.activate', summary: 'Confirm an account with its code and set the password',
  body: z.strictObject({ email: Email, code: filled(20), password: Password }).meta({ id: 'Activation' }),
  response: { 200: z.object({ email: z.string() }).meta({ id: 'Activated' }) }, problems: ['activation.invalid', 'password.too-short', 'password.too-common'],
});

export const listInstitutions = endpoint({
  method: 'GET', path: '/institutions', policy: 'public', summary: 'Institutions of both sides',
  query: z.strictObject({ ...pageQuery, side: AnySideSchema.optional() }), response: { 200: pageOf(Institution).meta({ id: 'InstitutionPage' }) },
});
export const importInstitutions = endpoint({
  method: 'POST', path: '/institutions/imports', policy: 'people.manage', summary: 'Add institutions; parents are named by slug',
  body: z.strictObject({
    institutions: z.array(z.strictObject({
      slug: filled(80), ror: text(60).nullable().optional(), nameEn: filled(300), nameLocal: text(300), country: z.string().regex(/^[A-Z]{2}$/), side: AnySideSchema,
      parent: filled(80).nullable().optional(),
    })).min(1).max(MAX_IMPORT_ROWS),
  }).meta({ id: 'InstitutionImport' }),
  response: { 200: z.object({ items: z.array(z.object({ slug: z.string(), id: Id })) }).meta({ id: 'InstitutionsImported' }) }, idempotent: true, problems: ['institution.unknown', 'institution.ror-taken'],
});

export const listPeople = endpoint({
  method: 'GET', path: '/people', policy: 'people.manage', summary: 'Accounts', query: z.strictObject({ ...pageQuery, side: AnySideSchema.optional() }),
  response: { 200: pageOf(Person).meta({ id: 'PersonPage' }) },
});
export const importPeople = endpoint({
  method: 'POST', path: '/people/imports', policy: 'people.manage', summary: 'Add people; answers the code by which each sets a password',
  body: z.strictObject({
    people: z.array(z.strictObject({ email: Email, ...nameFields, institution: filled(80), orcid: Orcid.nullable().optional(), language: LanguageSchema.optional() })).min(1).max(MAX_IMPORT_ROWS),
  }).meta({ id: 'PeopleImport' }),
  response: { 200: z.object({ items: z.array(z.object({ email: z.string(), id: Id, code: z.string().nullable() })) }).meta({ id: 'PeopleImported' }) },
  problems: ['institution.unknown', 'orcid.taken', 'row.invalid'],
});
export const issueCode = endpoint({
  method: 'POST', path: '/people/:id/activation-codes', policy: 'people.manage', summary: 'A new code to hand over to a person whose letters do not arrive', params: IdParams,
  response: { 201: z.object({ code: z.string(), expiresAt: Instant }).meta({ id: 'ActivationCode' }) }, problems: ['activation.by-letter-only'],
});
export const grantRole = endpoint({
  method: 'POST', path: '/people/:id/roles', policy: 'roles.manage', summary: 'Give a person a role', params: IdParams,
  body: z.strictObject({ role: RoleSchema, side: SideSchema.nullable() }).meta({ id: 'RoleGrant' }), response: { 200: Person }, problems: ['role.own'],
});
export const revokeRole = endpoint({
  method: 'DELETE', path: '/people/:id/roles/:role', policy: 'roles.manage', summary: 'Take a role from a person', params: z.strictObject({ id: Id, role: RoleSchema }),
  response: { 200: Person },
});

export const endSessions = endpoint({
  method: 'DELETE', path: '/people/:id/sessions', policy: 'roles.manage', summary: 'End every session and access token of a person', params: IdParams,
  response: { 200: z.object({ ended: z.int() }).meta({ id: 'SessionsEnded' }) },
});
export const closeAccount = endpoint({ method: 'POST', path: '/people/:id/closing', policy: 'roles.manage', summary: 'Close an account: its sessions end and nobody logs in to it', params: IdParams, response: { 200: Person }, problems: ['account.own'] });
export const reopenAccount = endpoint({ method: 'DELETE', path: '/people/:id/closing', policy: 'roles.manage', summary: 'Open a closed account again', params: IdParams, response: { 200: Person } });

const Token = z.object({ id: Id, name: z.string(), createdAt: Instant, expiresAt: Instant, revokedAt: Instant.nullable() }).meta({ id: 'AccessToken' });
export const listTokens = endpoint({
  method: 'GET', path: '/me/tokens', policy: 'account.own', summary: 'Own personal access tokens',
  response: { 200: z.object({ items: z.array(Token) }).meta({ id: 'AccessTokens' }) },
});
export const createToken = endpoint({
  method: 'POST', path: '/me/tokens', policy: 'account.own', summary: 'A personal access token; its secret is shown once',
  body: z.strictObject({ name: filled(80), days: z.int().min(1).max(365) }).meta({ id: 'NewToken' }),
  response: { 201: z.object({ token: Token, secret: z.string() }).meta({ id: 'TokenCreated' }) },
});
export const revokeToken = endpoint({ method: 'DELETE', path: '/me/tokens/:id', policy: 'account.own', summary: 'Revoke a token at once', params: IdParams, response: { 204: null } });
