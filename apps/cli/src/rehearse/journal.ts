import { isCode, isProblem, problemText, type Problem } from '#libs/kernel';

export const PHASES = ['accounts', 'call', 'applications', 'submission', 'checks', 'assignment', 'reviews', 'ranking', 'decision', 'announcement'] as const;
export type PhaseName = (typeof PHASES)[number];

export interface Refusal { phase: PhaseName; item: string; code: string; message: string }
export interface PhaseReport { name: PhaseName; accepted: number; refused: number; seconds: number }

/** The competition cannot go on; why is among the refusals. */
export class Stopped extends Error {}

/** What the rules say to a code, in English. */
export function wordsFor(code: string, values: Record<string, string> = {}): string {
  return isCode(code) ? problemText(code, 'en', values) : code;
}

/** What the system said, with the fields that it meant where it only said that some do not fit. */
function messageOf({ body, code }: Problem): string {
  const fields = code === 'request.invalid' || code.startsWith('field.') ? (body.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`) : [];
  return [body.detail, ...fields].join(' ');
}

/** Counts what one phase accepts and refuses. `order` sorts refusals of steps that ran at the same time. */
export class Tally {
  accepted = 0;
  private readonly found: { order: number; refusal: Refusal }[] = [];

  constructor(private readonly phase: PhaseName) {}

  accept(count = 1): void {
    this.accepted += count;
  }

  refuse(item: string, code: string, message = wordsFor(code), order = this.found.length): void {
    this.found.push({ order, refusal: { phase: this.phase, item, code, message } });
  }

  /** Runs one step; when the system refuses it, notes that and answers undefined. */
  async attempt<T>(item: string, order: number, step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      if (!isProblem(error)) throw error;
      this.refuse(item, error.code, messageOf(error), order);
      return undefined;
    }
  }

  /** Runs one step without which the competition cannot go on. */
  async must<T>(item: string, step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (isProblem(error)) this.stop(item, error.code, messageOf(error));
      throw error;
    }
  }

  stop(item: string, code: string, message?: string): never {
    this.refuse(item, code, message);
    throw new Stopped(`${item}: ${code}`);
  }

  get refusals(): Refusal[] {
    return this.found.toSorted((a, b) => a.order - b.order).map(({ refusal }) => refusal);
  }
}

/** What happened, phase by phase. */
export class Journal {
  private readonly done = new Map<PhaseName, { tally: Tally; seconds: number }>();

  constructor(private readonly log: (line: string) => void) {}

  /** Runs one phase and reports it, also when it cannot go on. */
  async phase<T>(name: PhaseName, work: (tally: Tally) => Promise<T>): Promise<T> {
    const tally = new Tally(name);
    const began = performance.now();
    try {
      return await work(tally);
    } finally {
      const seconds = (performance.now() - began) / 1000;
      this.done.set(name, { tally, seconds });
      const refused = tally.refusals.length;
      this.log(`${name}: ${tally.accepted} accepted, ${refused} refused, ${seconds.toFixed(1)} s`);
    }
  }

  /** All phases in their order; one that was not reached has zeros. */
  get phases(): PhaseReport[] {
    return PHASES.map((name) => {
      const phase = this.done.get(name);
      return { name, accepted: phase?.tally.accepted ?? 0, refused: phase?.tally.refusals.length ?? 0, seconds: phase?.seconds ?? 0 };
    });
  }

  get refusals(): Refusal[] {
    return [...this.done.values()].flatMap(({ tally }) => tally.refusals);
  }
}
