/** Times in milliseconds. */
export interface Figures { clients: number; requests: number; perSecond: number; p50: number; p95: number; p99: number; most: number }
export interface Shot { method?: string; url: string; headers?: Record<string, string>; body?: string | Buffer }

export function figures(clients: number, times: readonly number[], tookMs: number): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (p: number) => Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0).toFixed(2));
  return { clients, requests: times.length, perSecond: Math.round((times.length / tookMs) * 1000), p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) };
}

/** Runs `work` again and again in `clients` lanes for `seconds`, or until `next` has no more; the first fifth of the time warms up. */
export async function repeat<T>(clients: number, seconds: number, next: () => T | undefined, work: (item: T) => Promise<void>): Promise<Figures> {
  const began = performance.now();
  const warm = began + seconds * 200;
  const end = began + seconds * 1000;
  const times: number[] = [];
  let counted = 0;
  await Promise.all(Array.from({ length: clients }, async () => {
    for (let item = next(); item !== undefined && performance.now() < end; item = next()) {
      const start = performance.now();
      await work(item);
      const now = performance.now();
      if (start < warm) continue;
      counted ||= start;
      times.push(now - start);
    }
  }));
  return figures(clients, times, performance.now() - counted);
}
