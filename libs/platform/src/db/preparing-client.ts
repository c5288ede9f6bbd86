import { createHash } from 'node:crypto';
import pg from 'pg';

/** Statements that one connection keeps prepared; texts beyond are planned each time, as lists of varying length could otherwise fill its memory. */
const MOST = 2_000;
const names = new Map<string, string>();

/** `select *`: the columns of its answer are not the text's alone, and PostgreSQL refuses to run a prepared one again when a newer version of the system has added some. */
const ALL_COLUMNS = /^\s*select\s+([\w.]+,\s*)*(\w+\.)?\*/i;

/** The name of a statement, the same in every connection of this process; none for one that is better planned each time. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST || ALL_COLUMNS.test(text)) return known;
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

/**
 * A connection that prepares every statement with values once and then sends its name: parsing and planning, with row-level security, cost more than running most of ours.
 * A proxy that shares connections between transactions must know prepared statements (PgBouncer since 1.21).
 */
export class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // The end of a lost connection is told to whoever waits for an answer on it. While the pool hands it over nobody listens, and an unheard event would end the process.
    this.on('error', () => undefined);
  }

  // pg's own signature has a dozen overloads; all go through here, and only text with values is changed.
  override query(config: unknown, values?: unknown, callback?: unknown): never {
    const sent = typeof config === 'string' && Array.isArray(values) && values.length ? { text: config, values: values as unknown[], name: nameOf(config) } : config;
    return super.query(sent as string, (sent === config ? values : callback) as never, callback as never) as never;
  }
}
