import type { z } from 'zod';
import { isDeepStrictEqual } from 'node:util';

export class AnswerMismatch extends Error {}

/** How strictly answers are held against the contract: `strict` refuses a field beyond it (tests), `strip` removes it (production). */
export const answers: { check: 'strict' | 'strip' } = { check: 'strip' };

/** What an answer is by its contract; throws `AnswerMismatch` when it does not fit. `where` names it in the message. */
export function checked(schema: z.core.$ZodType, value: unknown, where: string): unknown {
  const r = schema['~standard'].validate(value);
  if (r instanceof Promise) throw new Error(`async schema in ${where}`);
  if (r.issues) throw new AnswerMismatch(`${where}: ${r.issues.slice(0, 5).map((i) => `${(i.path ?? []).join('.')} ${i.message}`).join('; ')}`);
  if (answers.check === 'strict' && !isDeepStrictEqual(r.value, JSON.parse(JSON.stringify(value)))) throw new AnswerMismatch(`${where}: the answer has fields beyond the contract`);
  return r.value;
}
