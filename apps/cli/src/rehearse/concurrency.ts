import { setTimeout as sleep } from 'node:timers/promises';

/** People who act at the same time. */
const AT_ONCE = 8;

/** Does the work for all items, some at a time; a failure is thrown when the others have ended. Answers in the order of the items. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T, n: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const entries = items.entries();
  const lane = async () => {
    for (const [n, item] of entries) results[n] = await work(item, n);
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, items.length) }, lane));
  const failure = lanes.find((one) => one.status === 'rejected');
  if (failure) throw failure.reason;
  return results;
}

export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}

const EVERY_MS = 150;

/**
 * Asks until the answer is no longer undefined.
 * @throws Error when it stays so for `seconds`
 */
export async function until<T>(what: string, seconds: number, signal: AbortSignal, ask: () => Promise<T | undefined>): Promise<T> {
  const began = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() - began > seconds * 1000) throw new Error(`${what} did not happen within ${seconds} seconds`);
    await sleep(EVERY_MS, undefined, { signal });
  }
}
