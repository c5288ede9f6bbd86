import { isCode } from '#libs/kernel';
import { Refused } from '../refused.js';

interface PgError { code?: string; constraint?: string; message?: string; detail?: string; driverError?: PgError }

/** SQLSTATE of an error of pg or TypeORM. */
export function sqlState(e: unknown): string | undefined {
  const pg = e as PgError | undefined;
  return pg?.driverError?.code ?? pg?.code;
}

/**
 * Constraints carry the code of the rule that they guard as their name, and functions raise `KP001` with the code as message
 * (values as JSON in DETAIL): so the database's last word reaches the person as the same refusal as the rule's first one.
 * A row that row-level security does not let in is one that is not there for this person.
 */
export function refusalOf(e: unknown): Refused | undefined {
  const outer = e as PgError | undefined;
  const pg = outer?.driverError ?? outer;
  if (!pg?.code) return undefined;
  if (pg.code === '42501' && pg.message?.includes('row-level security')) return new Refused('not-found');
  const name = pg.code === 'KP001' ? pg.message : pg.constraint;
  if (!name || !isCode(name)) return undefined;
  return new Refused(name, [{ code: name, pointer: '', ...(pg.code === 'KP001' && pg.detail ? { values: JSON.parse(pg.detail) as Record<string, string> } : {}) }]);
}
