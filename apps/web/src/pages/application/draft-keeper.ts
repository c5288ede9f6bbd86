import { isProblem } from '#libs/kernel';
import { RENEWED } from '../../app/session.js';
import { now } from '../../format/clock.js';
import { changedOf, join, unsent, type Base, type Clash, type Fields, type SaveState } from './section-draft.js';

const AUTOSAVE_MS = 1500;
const RETRY_MS = 15_000;

export interface View<F> { fields: F; state: SaveState; clashes: readonly Clash[] }

/** What is edited field by field, and how it is read from the server's answer and sent back. */
export interface Source<F extends Fields, A extends { version: number }> {
  /** Of what, and which part of it: the key under which unsent text is kept on this device. */
  id: string;
  name: string;
  read(answer: A): F;
  /** Sends what changed; `whole` is the part with the changes. Answers it as it is then. */
  send(changed: Partial<F>, whole: F, version: number): Promise<A>;
  latest(): Promise<A>;
  /** Whether a field's text can be sent at all; what cannot stays on the page. */
  sendable?(field: string, text: string): boolean;
}

/**
 * Keeps a section of an application, or a review, while it is edited: saves by itself soon after typing stops, joins other
 * people's and other windows' edits by field, and holds unsent text on the device.
 */
export class DraftKeeper<F extends Fields, A extends { version: number }> {
  private mine: F;
  /** The texts of mine that the server has taken; it may have trimmed them. */
  private taken: F;
  private base: Base<F>;
  private timer: number | undefined;
  private running: Promise<boolean> | undefined;
  private view: View<F>;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly source: Source<F, A>, first: A, private readonly onSaved: (answer: A) => void, mayEdit = true) {
    const fields = source.read(first);
    const kept = mayEdit ? unsent.read<F>(source.id, source.name) : undefined;
    this.base = kept?.base ?? { fields, version: first.version };
    this.taken = this.base.fields;
    this.mine = kept?.mine ?? fields;
    this.view = { fields: this.mine, state: { kind: kept ? 'dirty' : 'clean' }, clashes: [] };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    for (const back of ['online', RENEWED]) window.addEventListener(back, this.retry);
    if (this.view.state.kind === 'dirty') this.schedule();
    return () => {
      this.listeners.delete(listener);
      for (const back of ['online', RENEWED]) window.removeEventListener(back, this.retry);
      if (this.listeners.size === 0) void this.save();
    };
  };

  readonly snapshot = (): View<F> => this.view;

  private show(part: Partial<View<F>>): void {
    this.view = { ...this.view, ...part, fields: this.mine };
    for (const listener of this.listeners) listener();
  }

  private keep(): void {
    unsent.keep(this.source.id, this.source.name, { base: this.base, mine: this.mine });
  }

  /** Takes a typed text, and saves soon. */
  set(field: keyof F & string, text: string): void {
    this.mine = { ...this.mine, [field]: text };
    this.keep();
    this.show({ state: { kind: 'dirty' } });
    this.schedule();
  }

  private schedule(after = AUTOSAVE_MS): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(this.retry, after);
  }

  private readonly retry = (): void => {
    if (this.view.clashes.length === 0) void this.save();
  };

  /** Learns of a newer answer (another section saved, another person's edit). */
  learn(answer: A): void {
    if (this.running || answer.version <= this.base.version) return;
    const theirs = this.source.read(answer);
    if (Object.keys(changedOf(theirs, this.base.fields)).length === 0) {
      this.base = { fields: theirs, version: answer.version };
    } else if (Object.keys(changedOf(this.mine, this.taken)).length === 0) {
      this.base = { fields: theirs, version: answer.version };
      this.taken = theirs;
      this.mine = theirs;
      this.show({});
    }
  }

  /** Sends what changed; answers whether everything is saved. Runs once at a time. */
  async save(): Promise<boolean> {
    window.clearTimeout(this.timer);
    if (this.running) await this.running;
    this.running = this.sendOnce().finally(() => { this.running = undefined; });
    return this.running;
  }

  private async sendOnce(tries = 3): Promise<boolean> {
    const all = changedOf(this.mine, this.taken);
    const sendable = (field: string, text: string) => this.source.sendable?.(field, text) ?? true;
    const changed = Object.fromEntries(Object.entries(all).filter(([f, text]) => sendable(f, text ?? ''))) as Partial<F>;
    const held = Object.keys(all).length > Object.keys(changed).length;
    if (Object.keys(changed).length === 0) {
      if (held) this.show({ state: { kind: 'unsendable' } });
      else unsent.forget(this.source.id, this.source.name);
      return !held;
    }
    const sent = { ...this.taken, ...changed };
    this.show({ state: { kind: 'saving' } });
    try {
      const answer = await this.source.send(changed, sent, this.base.version);
      this.base = { fields: this.source.read(answer), version: answer.version };
      this.taken = sent;
      this.onSaved(answer);
      return this.afterSaving(held);
    } catch (e) {
      return this.afterFailure(e as Error, tries);
    }
  }

  private afterSaving(held: boolean): boolean {
    const more = Object.keys(changedOf(this.mine, this.taken)).length > 0;
    if (!more) unsent.forget(this.source.id, this.source.name);
    else this.keep();
    this.show({ state: more ? { kind: held ? 'unsendable' : 'dirty' } : { kind: 'saved', at: now().toISOString() } });
    if (more && !held) this.schedule();
    return !more;
  }

  private async afterFailure(e: Error, tries: number): Promise<boolean> {
    if (isProblem(e) && e.status === 412 && tries > 0) return this.rejoin(tries);
    this.keep();
    const lost = !isProblem(e);
    if (lost || e.status === 401 || e.status === 503) {
      this.show({ state: { kind: 'kept', at: now().toISOString(), why: !lost && e.status === 401 ? 'session' : 'connection' } });
      this.schedule(RETRY_MS);
    } else {
      this.show({ state: { kind: 'refused', problem: e } });
    }
    return false;
  }

  /** Somebody saved in between: joins by field, and asks the person only where both changed the same. */
  private async rejoin(tries: number): Promise<boolean> {
    const latest = await this.source.latest().catch((e: unknown) => e as Error);
    if (latest instanceof Error) return this.afterFailure(latest, 0);
    const theirs = this.source.read(latest);
    const mine = { ...this.base.fields, ...changedOf(this.mine, this.taken) };
    const { joined, clashes } = join(this.base.fields, mine, theirs);
    this.base = { fields: theirs, version: latest.version };
    this.taken = theirs;
    this.mine = joined;
    this.onSaved(latest);
    if (clashes.length > 0) {
      this.show({ clashes, state: { kind: 'clash' } });
      return false;
    }
    return this.sendOnce(tries - 1);
  }

  /** Ends a clash with the chosen text, or with both texts to be joined by hand. */
  settle(field: string, text: string): void {
    const clashes = this.view.clashes.filter((c) => c.field !== field);
    this.mine = { ...this.mine, [field]: text };
    this.show({ clashes, state: { kind: clashes.length > 0 ? 'clash' : 'dirty' } });
    if (clashes.length === 0) this.schedule(0);
  }
}
