import * as highs from 'highs';
import type { Highs } from 'highs';

// The package types its entry as CommonJS, whose default would be wrapped once more; its ES module exports the loader itself.
const load = highs.default as unknown as () => Promise<Highs>;

let runtime: Promise<Highs> | undefined;

/**
 * Runs `work` on the HiGHS WebAssembly runtime of this thread, loading it at first use.
 * After any error the runtime is dropped, since a WebAssembly instance that failed once cannot be trusted; the error goes on to the caller.
 */
export async function withHighs<T>(work: (solver: Highs) => T): Promise<T> {
  runtime ??= load();
  try {
    return work(await runtime);
  } catch (error) {
    runtime = undefined;
    throw error;
  }
}
