import type { Texts } from '#libs/kernel';
import type { ReadTx, WriteTx } from '#libs/platform';

export interface ThemePart { code: string; names: Texts }
export interface QuestionPart { code: string; texts: Texts; required: boolean; maxWords: number }
export interface CriterionPart { code: string; names: Texts; weight: number; min: number; max: number; step: number; threshold: number }
export interface CategoryPart { side: 'KG' | 'CN'; code: string; names: Texts }
export interface CallParts { themes: ThemePart[]; questions: QuestionPart[]; criteria: CriterionPart[]; categories: CategoryPart[] }

/** Themes, questions, criteria and budget categories of a call, in their order. */
export async function readParts(tx: ReadTx, callId: string): Promise<CallParts> {
  const themes = await tx.rows<ThemePart>('select code, names from call_theme where call_id = $1 order by position', [callId]);
  const questions = await tx.rows<QuestionPart>('select code, texts, required, max_words "maxWords" from call_question where call_id = $1 order by position', [callId]);
  const criteria = await tx.rows<CriterionPart>(`select code, names, weight::float8 weight, min::float8 min, max::float8 max, step::float8 step, threshold::float8 threshold
    from call_criterion where call_id = $1 order by position`, [callId]);
  const categories = await tx.rows<CategoryPart>('select side, code, names from call_category where call_id = $1 order by position', [callId]);
  return { themes, questions, criteria, categories };
}

/** Replaces all parts of a draft call. */
export async function writeParts(tx: WriteTx, callId: string, p: CallParts): Promise<void> {
  for (const table of ['call_theme', 'call_question', 'call_criterion', 'call_category']) await tx.rows(`delete from ${table} where call_id = $1`, [callId]);
  const json = (rows: readonly object[]) => JSON.stringify(rows.map((r, position) => ({ ...r, position })));
  await tx.rows(`insert into call_theme select $1, x.code, x.names, x.position from jsonb_to_recordset($2) x(code text, names jsonb, position int)`, [callId, json(p.themes)]);
  await tx.rows(`insert into call_question select $1, x.code, x.texts, x.required, x."maxWords", x.position
    from jsonb_to_recordset($2) x(code text, texts jsonb, required boolean, "maxWords" int, position int)`, [callId, json(p.questions)]);
  await tx.rows(`insert into call_criterion select $1, x.code, x.names, x.weight, x.min, x.max, x.step, x.threshold, x.position
    from jsonb_to_recordset($2) x(code text, names jsonb, weight numeric, min numeric, max numeric, step numeric, threshold numeric, position int)`, [callId, json(p.criteria)]);
  await tx.rows(`insert into call_category select $1, x.side, x.code, x.names, x.position
    from jsonb_to_recordset($2) x(side text, code text, names jsonb, position int)`, [callId, json(p.categories)]);
}
