import { statusOf, type EndpointShape } from '#libs/kernel';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { pageFrom } from '../db/page.js';
import { checked } from './checked.js';

interface Written { schema: z.ZodType; bytes: Buffer }

/** How an item of a list is written, comma first: only items of `KeptRows` are here. */
const written = new WeakMap<object, Written>();

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(Object.freeze(value))) frozen(inner);
  return value;
}

/**
 * Presents rows of a list that came as one text each (`textRow`), and keeps what a text became: reading, presenting, checking and writing 200 rows costs more than finding
 * them, and most rows are the same from one look to the next. The text is the whole row, so what is kept is never old; and which rows a person gets is decided by the
 * query each time. `present` depends on its row alone (no language, no clock). The `most` rows used last are kept.
 */
export class KeptRows<Row, Item extends object> {
  private readonly items: LRUCache<string, Item>;

  constructor(private readonly schema: z.ZodType<Item>, private readonly read: (text: string) => Row, private readonly present: (row: Row) => Item, most = 5_000) {
    this.items = new LRUCache({ max: most });
  }

  /** A page out of `limit + 1` rows fetched in keyset order; throws `AnswerMismatch` when one does not fit the contract. */
  page(texts: readonly string[], limit: number, key: (row: Row) => [string, string]): { items: Item[]; nextCursor: string | null } {
    return pageFrom(texts, limit, (text) => key(this.read(text)), (text) => this.items.get(text) ?? this.keep(text));
  }

  private keep(text: string): Item {
    const item = frozen(this.present(this.read(text)));
    written.set(item, { schema: this.schema, bytes: Buffer.from(`,${JSON.stringify(checked(this.schema, item, 'an item of a list'))}`) });
    this.items.set(text, item);
    return item;
  }
}

/** The JSON of a page whose items are all of `KeptRows` and were checked for this endpoint; undefined for any other answer. */
export function writtenPage(e: EndpointShape, value: unknown): Buffer | undefined {
  const items = (value as { items?: unknown } | null)?.items;
  if (!Array.isArray(items) || !items.length || !written.has(items[0] as object)) return undefined;
  const page = e.response[statusOf(e)] as z.ZodObject<{ items: z.ZodArray }>;
  const parts: Buffer[] = [];
  for (const item of items as object[]) {
    const known = written.get(item);
    if (known?.schema !== page.shape.items.element) return undefined;
    parts.push(parts.length ? known.bytes : known.bytes.subarray(1));
  }
  const { items: _, ...rest } = checked(page, { ...value as object, items: [] }, `${e.method} ${e.path}`) as { items: [] };
  return Buffer.concat([Buffer.from('{"items":['), ...parts, Buffer.from(`],${JSON.stringify(rest).slice(1)}`)]);
}
