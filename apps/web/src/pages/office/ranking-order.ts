import type { Ranking } from './ranking-page.js';

type Item = Ranking['items'][number];

/** Overalls that agree in nine decimals are equal, as the ranking has it. */
const CLOSE = 1e-9;

/** The line before an item that says what begins with it: beyond the places, below the thresholds, without a rank. */
export function lineBefore(items: readonly Item[], at: number, places: number): 'funding' | 'below' | 'unranked' | undefined {
  const [item, before] = [items[at], items[at - 1]];
  if (!item) return undefined;
  if (!item.valid && before?.valid !== false) return 'unranked';
  if (item.valid && !item.aboveThreshold && (before === undefined || before.aboveThreshold)) return 'below';
  return item.aboveThreshold && at === places ? 'funding' : undefined;
}

/** Whether two ranked applications have equal overalls; how the call breaks ties decides then. */
export function isTie(one: Item | undefined, other: Item | undefined): boolean {
  if (!one?.valid || !other?.valid || one.aboveThreshold !== other.aboveThreshold) return false;
  return Math.abs((one.overall ?? 0) - (other.overall ?? 0)) < CLOSE;
}

/** Whether the last one with a place and the first one without are equal. */
export function tiedAtFunding(items: readonly Item[], places: number): boolean {
  return places > 0 && items[places]?.aboveThreshold === true && isTie(items[places - 1], items[places]);
}
