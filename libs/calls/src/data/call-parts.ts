import type { Texts } from '#libs/kernel';
import type { ReadTx, WriteTx } from '#libs/platform';

export interface ThemePart { code: string; names: Texts }
export interface QuestionPart { code: string; texts: Texts; required: boolean; maxWords: number }
export interface CriterionPart { code: string; names: Texts; weight: number; min: number; max: number; step: number; threshold: number; descriptors: { score: number; texts: Texts }[] }
export interface CategoryPart { side: 'KG' | 'CN'; code: string; names: Texts }
export interface CallParts { themes: ThemePart[]; questions: QuestionPart[]; criteria: CriterionPart[]; categories: CategoryPart[] }

/** Themes, questions, criteria and budget categories of a call, in their order. */
export async function readParts(tx: ReadTx, callId: string): Promise<CallParts> {
  const themes = await tx.rows<ThemePart>('select code, names from call_theme where call_id = $1 order by position', [callId]);
  const questions = await tx.rows<QuestionPart>('select code, texts, required, max_words "maxWords" from call_question where call_id = $1 order by position', [callId]);
  const criteria = await tx.rows<CriterionPart>(`select code, names, weight::float8 weight, min::float8 min, max::float8 max, step::float8 step, threshold::float8 threshold, descriptors
    from call_criterion where call_id = $1 order by position`, [callId]);
  const categories = await tx.rows<CategoryPart>('select side, code, names from call_category where call_id = $1 order by position', [callId]);
  return { themes, questions, criteria, categories };
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
