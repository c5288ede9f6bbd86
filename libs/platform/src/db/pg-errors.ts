import { isCode } from '#libs/kernel';
import { Refused } from '../refused.js';

interface PgError { code?: string; constraint?: string; message?: string; detail?: string; driverError?: PgError }

/** SQLSTATE of an error of pg or TypeORM. */
export function sqlState(e: unknown): string | undefined {
  const pg = e as PgError | undefined;
  return pg?.driverError?.code ?? pg?.code;
}

/** A statement or transaction that took too long (57014, 25P03, 55P03), or too many connections (53300): the whole transaction is undone. */
const BUSY = new Set(['57014', '25P03', '55P03', '53300']);
/** The server went away, is starting, or was never reached. */
const AWAY = new Set(['57P01', '57P02', '57P03', '08000', '08003', '08006', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** Whether the connection to the database broke or could not be made. */
export function isAway(e: unknown): boolean {
  return AWAY.has(sqlState(e) ?? '') || /^Connection terminated|connection error and is not queryable/.test((e as PgError | undefined)?.message ?? '');
}

/**
 * Constraints carry the code of the rule that they guard as their name, and functions raise `KP001` with the code as message
 * (values as JSON in DETAIL): so the database's last word reaches the person as the same refusal as the rule's first one.
 * A row that row-level security does not let in is one that is not there for this person.
 * A database that is away or too slow has changed nothing before the commit: the person is told to come back.
 */
export function refusalOf(e: unknown): Refused | undefined {
  const outer = e as PgError | undefined;
  const pg = outer?.driverError ?? outer;
  if (isAway(e) || BUSY.has(pg?.code ?? '')) return new Refused('server.busy', [], [], { 'retry-after': '2' });
  if (!pg?.code) return undefined;
  if (pg.code === '42501' && pg.message?.includes('row-level security')) return new Refused('not-found');
  const name = pg.code === 'KP001' ? pg.message : pg.constraint;
  if (!name || !isCode(name)) return undefined;
  return new Refused(name, [{ code: name, pointer: '', ...(pg.code === 'KP001' && pg.detail ? { values: JSON.parse(pg.detail) as Record<string, string> } : {}) }]);
}
