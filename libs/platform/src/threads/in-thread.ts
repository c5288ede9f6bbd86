import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
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

/** Threads of one process at a time: more would only share the same processors and cost memory. */
const AT_ONCE = Math.max(2, availableParallelism());
let running = 0;
const waiting: (() => void)[] = [];

/** Waits for a free place; an abort ends the wait. */
async function takePlace(signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (running < AT_ONCE) {
    running += 1;
    return;
  }
  await new Promise<void>((go, leave) => {
    const turn = (): void => { signal?.removeEventListener('abort', stop); go(); };
    const stop = (): void => { waiting.splice(waiting.indexOf(turn), 1); leave(signal?.reason as Error); };
    signal?.addEventListener('abort', stop, { once: true });
    waiting.push(turn);
  });
}

/** Hands the place to whoever waits longest. */
function givePlace(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

/**
 * Runs an exported function in a thread of its own, so that requests go on being served meanwhile; work beyond what the processors can do at once waits.
 * `inThread<typeof task>(new URL('./file.js', import.meta.url), 'task', input)`. What the task throws is thrown here; a thread that ends without
 * an answer is an Error.
 */
export async function inThread<T extends ThreadTask>(module: URL, task: string, input: Parameters<T>[0], options: ThreadOptions = {}): Promise<Awaited<ReturnType<T>>> {
  await takePlace(options.signal);
  try {
    return await run(module, task, input, options) as Awaited<ReturnType<T>>;
  } finally {
    givePlace();
  }
}

function run(module: URL, task: string, input: unknown, { onProgress, signal }: ThreadOptions): Promise<unknown> {
  return new Promise((done, failed) => {
    // It may have been aborted between its turn and now.
    signal?.throwIfAborted();
    const workerData: ThreadStart = { module: built(module).href, task, input };
    const thread = new Worker(built(new URL('./thread.js', import.meta.url)), { workerData });
    const stop = (): void => { failed(signal?.reason as Error); void thread.terminate(); };
    signal?.addEventListener('abort', stop);
    thread.on('message', (message: ThreadMessage) => {
      if ('output' in message) done(message.output);
      else if (!signal?.aborted) onProgress?.(message.progress);
    });
    thread.on('error', failed);
    thread.on('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      failed(new Error(`the thread of ${task} ended with ${code} and without an answer`));
    });
  });
}
