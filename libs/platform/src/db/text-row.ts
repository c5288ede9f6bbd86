/** A value after its comma: in quotes, where quotes and backslashes are doubled, or plain. */
const VALUE = /,(?:"((?:[^"\\]|""|\\\\)*)"|([^,"]*))/gs;

/** A row that travels as one text: `select` is the expression to ask for, `read` gives each value as PostgreSQL writes it, null for null. */
export interface TextRow<K extends string> { select: string; read(this: void, text: string): Record<K, string | null> }

/** A row of these columns (name: SQL expression) as one text, which is written, sent and compared for less than its columns are (`KeptRows`). */
export function textRow<K extends string>(columns: Record<K, string>): TextRow<K> {
  const names = Object.keys(columns) as K[];
  const read = (text: string) => {
    const values = [...`,${text.slice(1, -1)}`.matchAll(VALUE)].map(([, quoted, plain]) => (quoted === undefined ? plain || null : quoted.replace(/""|\\\\/g, (pair) => pair.charAt(0))));
    return Object.fromEntries(names.map((name, n) => [name, values[n] ?? null])) as Record<K, string | null>;
  };
  return { select: `row(${Object.values(columns).join(', ')})::text`, read };
}

/** An instant of such a row (UTC, as every connection of ours has it) in ISO 8601, to the microsecond where there are any. */
export function isoOf(instant: string): string {
  return `${instant.replace(' ', 'T').replace('+00', '')}Z`;
}
