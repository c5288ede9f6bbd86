/** Money as it travels: a decimal text with exactly two digits after the point, and its currency. */
export interface Money { amount: string; currency: 'CNY' }

/** The programme's cap for one project: 1,500,000.00 CNY in fen. No call may exceed it. */
export const PROGRAMME_CAP_FEN = 150_000_000;

const SHAPE = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/;

/** Integer fen of a decimal text ("1500000.00", "12.5", "7"), or undefined when it has another form or more than two decimals. */
export function parseFen(text: string): number | undefined {
  const m = SHAPE.exec(text);
  if (!m) return undefined;
  const fen = Number(m[2]) * 100 + Number((m[3] ?? '').padEnd(2, '0'));
  return Number.isSafeInteger(fen) ? (m[1] && fen > 0 ? -fen : fen) : undefined;
}

/** Decimal text of integer fen, with two digits after the point. */
export function formatFen(fen: number): string {
  const abs = Math.abs(fen);
  return `${fen < 0 ? '-' : ''}${Math.trunc(abs / 100)}.${String(abs % 100).padStart(2, '0')}`;
}

export function cny(fen: number): Money {
  return { amount: formatFen(fen), currency: 'CNY' };
}
