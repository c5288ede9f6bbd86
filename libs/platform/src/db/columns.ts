import type { ValueTransformer } from 'typeorm';

/** pg hands bigint and numeric over as text; ours are integers within 2^53 and short fractions, so numbers hold them exactly. */
const asNumber: ValueTransformer = {
  to: (value: number | null) => value,
  from: (stored: string | null) => (stored === null ? null : Number(stored)),
};

/** bigint columns of fen. */
export const fenColumn = asNumber;
/** numeric columns of weights, thresholds and scores. */
export const numberColumn = asNumber;
