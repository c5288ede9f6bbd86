export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Both capitals close at one instant; these are the zones in which it is shown. */
export const CAPITAL_ZONES = { KG: 'Asia/Bishkek', CN: 'Asia/Shanghai' } as const;

/** The instant `ms` later (earlier when negative). */
export function plus(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
