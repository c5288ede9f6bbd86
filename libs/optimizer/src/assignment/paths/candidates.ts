import type { Transport } from '../transport.js';

/** The pairs that a search looks at first, row by row, and what it would need to look at the others. */
export interface Candidates {
  readonly rows: number;
  readonly columns: number;
  /** The list of row i is at start[i] … start[i + 1] - 1. */
  readonly start: Int32Array;
  readonly column: Int32Array;
  /** In millionths. */
  readonly gain: Int32Array;
  /** [row]: no pair outside the list gains more; -1 when there is none. */
  readonly beyond: Int32Array;
  /** All pairs, [row * columns + column]; undefined where the lists are all there is. */
  readonly all: Int32Array | undefined;
}

const BUCKETS = 2048;
const BUCKET_WIDTH_BITS = 9;

/**
 * The best `size` columns of each row (more where the border is tied or a demand is large). A histogram finds the border, so no row is
 * sorted: O(rows x columns).
 */
export function bestCandidates({ rows, columns, gains, demand }: Transport, size = 64): Candidates {
  const histogram = new Int32Array(BUCKETS);
  const start = new Int32Array(rows + 1);
  const beyond = new Int32Array(rows).fill(-1);
  let column = new Int32Array(rows * (Math.min(size, columns) + 16));
  let filled = 0;
  for (let row = 0; row < rows; row += 1) {
    const offset = row * columns;
    const border = borderOf(gains, offset, columns, Math.max(size, 4 * demand[row]!), histogram);
    if (filled + columns > column.length) column = enlarged(column, filled + columns);
    let best = -1;
    for (let c = 0; c < columns; c += 1) {
      const gain = gains[offset + c]!;
      if (gain >= border) column[filled++] = c;
      else if (gain > best) best = gain;
    }
    beyond[row] = best;
    start[row + 1] = filled;
  }
  column = column.slice(0, filled);
  const gain = new Int32Array(filled);
  for (let row = 0; row < rows; row += 1) {
    for (let at = start[row]!; at < start[row + 1]!; at += 1) gain[at] = gains[row * columns + column[at]!]!;
  }
  return { rows, columns, start, column, gain, beyond, all: gains };
}

/** The lower edge of the bucket down to which a row has at least `size` possible pairs; 0 when it has fewer. */
function borderOf(gains: Int32Array, offset: number, columns: number, size: number, histogram: Int32Array): number {
  histogram.fill(0);
  for (let at = offset; at < offset + columns; at += 1) {
    const gain = gains[at]!;
    if (gain >= 0) histogram[Math.min(BUCKETS - 1, gain >> BUCKET_WIDTH_BITS)]! += 1;
  }
  let bucket = BUCKETS - 1;
  for (let count = histogram[bucket]!; bucket > 0 && count < size; count += histogram[bucket]!) bucket -= 1;
  return bucket << BUCKET_WIDTH_BITS;
}

function enlarged(list: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, 2 * list.length));
  larger.set(list);
  return larger;
}
