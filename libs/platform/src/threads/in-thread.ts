import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Heavy work that touches nothing but its input: an exported function of a module. Input, output and errors cross threads by structured clone. */
export type ThreadTask = (input: never, onProgress: (share: number) => void) => unknown;

export interface ThreadOptions {
  /** Told what the task tells, a share of 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Ends the thread at once, wherever its work stands; rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a thread is started with, and what it sends back. */
export interface ThreadStart { module: string; task: string; input: unknown }
export type ThreadMessage = { progress: number } | { output: unknown };

const ROOT = new URL('../../../../', import.meta.url);

/** The built counterpart of a module where the sources run (tests); the module itself where there is none, as in the build. */
function built(module: URL): URL {
  const counterpart = new URL(`dist/${module.href.slice(ROOT.href.length)}`, ROOT);
  return existsSync(counterpart) ? counterpart : module;
}

/**
 * Runs an exported function in a thread of its own, so that requests go on being served meanwhile.
 * `inThread<typeof task>(new URL('./file.js', import.meta.url), 'task', input)`. What the task throws is thrown here; a thread that ends without
 * an answer is an Error.
 */
export function inThread<T extends ThreadTask>(module: URL, task: string, input: Parameters<T>[0], { onProgress, signal }: ThreadOptions = {}): Promise<Awaited<ReturnType<T>>> {
  return new Promise((done, failed) => {
    signal?.throwIfAborted();
    const workerData: ThreadStart = { module: built(module).href, task, input };
    const thread = new Worker(built(new URL('./thread.js', import.meta.url)), { workerData });
    const stop = (): void => { failed(signal?.reason as Error); void thread.terminate(); };
    signal?.addEventListener('abort', stop);
    thread.on('message', (message: ThreadMessage) => {
      if ('output' in message) done(message.output as Awaited<ReturnType<T>>);
      else if (!signal?.aborted) onProgress?.(message.progress);
    });
    thread.on('error', failed);
    thread.on('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      failed(new Error(`the thread of ${task} ended with ${code} and without an answer`));
    });
  });
}
