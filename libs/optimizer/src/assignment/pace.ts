import type { AssignmentOptions } from './problem.js';

/** A whole turn of the event loop, so that an abort that is waiting there gets through. */
function letOthersRun(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Runs long work in turns: between two turns progress is told and an abort takes effect. */
export class Pace {
  private told = 0;

  constructor(private readonly options: AssignmentOptions) {
    options.signal?.throwIfAborted();
  }

  /** Lets the event loop turn. Rejects with the signal's reason when aborted. */
  async turn(): Promise<void> {
    await letOthersRun();
    this.options.signal?.throwIfAborted();
  }

  /** Tells the share done, 0..1, unless it would fall or stand still. */
  report(share: number): void {
    if (share <= this.told || share > 1) return;
    this.told = share;
    this.options.onProgress?.(share);
  }

  /** Runs a solver to its end; `shareOf` turns what it yields into the share of all work, where that can be told. */
  async run<T>(work: Generator<number, T, undefined>, shareOf?: (yielded: number) => number): Promise<T> {
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      if (shareOf) this.report(shareOf(step.value));
      await this.turn();
    }
  }
}
