import { canonicalJson, type Language } from '#libs/kernel';
import { newId, sha256 } from '#libs/platform';
import { approveAmendment, approveCall, createCall, proposeAmendment, readCall } from '#libs/calls/shared/contract';
import type { ApplicationContent } from '#libs/applications/shared/content';
import type { Content } from '#libs/calls';
import { callContent } from './call-content.js';
import type { Member, Stage } from './app.js';

export interface Officers { kg: Member; cn: Member }

/** A published call; its window is open at the tests' start. */
export async function publishedCall(o: Officers, change: Partial<Content> = {}): Promise<{ id: string; code: string }> {
  const draft = await o.kg.call(createCall, { body: callContent(change) });
  const once = await o.kg.call(approveCall, { params: { id: draft.id }, version: draft.version });
  await o.cn.call(approveCall, { params: { id: draft.id }, version: once.version });
  return { id: draft.id, code: draft.content.code };
}

/** Amends a published call with both sides' approvals. */
export async function amendedCall(o: Officers, id: string, change: Partial<Content>): Promise<void> {
  const call = await o.kg.call(readCall, { params: { id } });
  const { revision } = await o.kg.call(proposeAmendment, { params: { id }, version: call.version, body: { content: { ...call.content, ...change }, note: { en: 'Amended in a test' } } });
  for (const officer of [o.kg, o.cn]) await officer.call(approveAmendment, { params: { id, revision } });
}

export interface Submitted { id: string; number: string; leadKg: string; leadCn: string }

/** The title of the n-th application, as its readers see it. */
export const titleIn = (language: Language, n: number): string => `${{ en: 'Application', ru: 'Арыз', ky: 'Арыз', 'zh-CN': '申请' }[language]} ${n}`;

/**
 * An application put into the database as it stands after submission (or in `state`), for tests of later steps. Past the triggers, by the superuser:
 * tests of submission itself go through HTTP. `leads`: people's ids with their institutions as they are.
 */
export async function submittedApplication(t: Stage, call: { id: string; code: string }, n: number, leads: { kg: Member; cn: Member },
  options: { state?: string; theme?: string; requestedFen?: number; keywords?: string[] } = {}): Promise<Submitted> {
  const id = newId();
  const number = `${call.code}-${String(n).padStart(4, '0')}`;
  const theme = options.theme ?? 'seismology';
  const requested = options.requestedFen ?? 100_000_000;
  const people = await t.sql<{ id: string; email: string; family: string; side: 'KG' | 'CN'; institution: string; name_en: string; name_local: string }>(
    `select p.id, p.email::text, p.family, p.side, i.id institution, i.name_en, i.name_local from person p join institution i on i.id = p.institution_id where p.id = any($1) order by p.side desc`, [[leads.kg.id, leads.cn.id]]);
  const content: ApplicationContent = {
    format: 1, call: { id: call.id, code: call.code, revision: 1 }, theme, titleEn: titleIn('en', n), titleLocal: { KG: titleIn('ky', n), CN: titleIn('zh-CN', n) }, acronym: `A${n}`,
    keywords: options.keywords ?? ['snow', 'water'], months: 24, abstractEn: `Abstract of application ${n}`,
    team: people.map((p) => ({ personId: p.id, email: p.email, name: p.family, side: p.side, role: 'lead' as const, personMonths: 12, institution: { id: p.institution, nameEn: p.name_en, nameLocal: p.name_local, ror: null } })),
    budget: [{ side: 'KG', category: 'equipment', year: 1, source: 'programme', amountFen: requested }], narrative: { objectives: `Objectives of application ${n}` }, documents: [],
  };
  const text = canonicalJson(content);
  const at = t.clock.at;
  await t.sql(`begin; set local session_replication_role = replica;
    insert into application(id, call_id, state, number, title_en, title_local, acronym, theme, keywords, months, abstract_en, content_hash, created_by, created_at, updated_at, submitted_at, submitted_by)
      values ('${id}', '${call.id}', '${options.state ?? 'submitted'}', '${number}', '${content.titleEn}', '${JSON.stringify(content.titleLocal)}', '${content.acronym}', '${theme}',
      '{${content.keywords.join(',')}}', 24, '${content.abstractEn}', '${sha256(text)}', '${leads.kg.id}', '${at.toISOString()}', '${at.toISOString()}', '${at.toISOString()}', '${leads.kg.id}');
    insert into budget_line values ('${newId()}', '${id}', 'KG', 'equipment', 1, 'programme', ${requested}, 0);
    insert into narrative_answer values ('${id}', 'objectives', 'Objectives of application ${n}');
    insert into submission values ('${id}', '${number}', '${at.toISOString()}', '${sha256(text)}', '${text.replaceAll('\'', '\'\'')}', ${requested}, '${leads.kg.id}');
    ${people.map((p) => `insert into team_member values ('${newId()}', '${id}', '${p.id}', '${p.email}', '${p.side}', 'lead', 'accepted', 12, null, '${at.toISOString()}', '${at.toISOString()}');
    insert into signoff values ('${id}', '${p.side}', '${sha256(text)}', '${p.id}', '{integrity,personal-data}', '${at.toISOString()}');`).join('\n')}
    commit`);
  return { id, number, leadKg: leads.kg.id, leadCn: leads.cn.id };
}
