import type { Texts } from '#libs/kernel';
import type { ReadTx, WriteTx } from '#libs/platform';

export interface ThemePart { code: string; names: Texts }
export interface QuestionPart { code: string; texts: Texts; required: boolean; maxWords: number }
export interface CriterionPart { code: string; names: Texts; weight: number; min: number; max: number; step: number; threshold: number; descriptors: { score: number; texts: Texts }[] }
export interface CategoryPart { side: 'KG' | 'CN'; code: string; names: Texts }
export interface CallParts { themes: ThemePart[]; questions: QuestionPart[]; criteria: CriterionPart[]; categories: CategoryPart[] }

const listOf = (table: string, columns: string) => `(select coalesce(json_agg(json_build_object(${columns}) order by position), '[]') from ${table} where call_id = $1)`;
/** One statement: whatever is done with an application asks for them. */
const PARTS = `select ${listOf('call_theme', `'code', code, 'names', names`)} themes,
  ${listOf('call_question', `'code', code, 'texts', texts, 'required', required, 'maxWords', max_words`)} questions,
  ${listOf('call_criterion', `'code', code, 'names', names, 'weight', weight::float8, 'min', min::float8, 'max', max::float8, 'step', step::float8, 'threshold', threshold::float8, 'descriptors', descriptors`)} criteria,
  ${listOf('call_category', `'side', side, 'code', code, 'names', names`)} categories`;

/** Themes, questions, criteria and budget categories of a call, in their order. */
export async function readParts(tx: ReadTx, callId: string): Promise<CallParts> {
  return await tx.row<CallParts>(PARTS, [callId]) ?? { themes: [], questions: [], criteria: [], categories: [] };
}

/** The columns of each table of parts besides the call, its key first; `as` reads them from JSON. */
const TABLES = {
  themes: { table: 'call_theme', key: ['code'], columns: ['names', 'position'], as: 'code text, names jsonb, position int' },
  questions: { table: 'call_question', key: ['code'], columns: ['texts', 'required', 'max_words', 'position'], as: 'code text, texts jsonb, required boolean, max_words int, position int' },
  criteria: {
    table: 'call_criterion', key: ['code'], columns: ['names', 'weight', 'min', 'max', 'step', 'threshold', 'position', 'descriptors'],
    as: 'code text, names jsonb, weight numeric, min numeric, max numeric, step numeric, threshold numeric, position int, descriptors jsonb',
  },
  categories: { table: 'call_category', key: ['side', 'code'], columns: ['names', 'position'], as: 'side text, code text, names jsonb, position int' },
} as const;

/** Brings a call's parts to these: what applications refer to stays the same row. */
export async function writeParts(tx: WriteTx, callId: string, p: CallParts): Promise<void> {
  const questions = p.questions.map(({ maxWords, ...q }) => ({ ...q, max_words: maxWords }));
  for (const [part, rows] of Object.entries({ ...p, questions }) as [keyof CallParts, object[]][]) {
    const { table, key, columns, as } = TABLES[part];
    const all = [...key, ...columns];
    const json = JSON.stringify(rows.map((r, position) => ({ ...r, position })));
    const given = `jsonb_to_recordset($2) x(${as})`;
    await tx.rows(`delete from ${table} t where t.call_id = $1 and not exists (select 1 from ${given} where ${key.map((k) => `x.${k} = t.${k}`).join(' and ')})`, [callId, json]);
    await tx.rows(`insert into ${table} as t (call_id, ${all.join(', ')}) select $1, ${all.map((c) => `x.${c}`).join(', ')} from ${given}
      on conflict (call_id, ${key.join(', ')}) do update set ${columns.map((c) => `${c} = excluded.${c}`).join(', ')}
      where (${columns.map((c) => `t.${c}`).join(', ')}) is distinct from (${columns.map((c) => `excluded.${c}`).join(', ')})`, [callId, json]);
  }
}
