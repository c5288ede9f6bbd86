/** The two equal sides; `INT` is a third country, never instead of a side. */
export const SIDES = ['KG', 'CN'] as const;
export type Side = (typeof SIDES)[number];
export const ANY_SIDES = ['KG', 'CN', 'INT'] as const;
export type AnySide = (typeof ANY_SIDES)[number];

export function otherSide(side: Side): Side {
  return side === 'KG' ? 'CN' : 'KG';
}

export function isSide(value: string): value is Side {
  return value === 'KG' || value === 'CN';
}
