import { readApplication } from '#libs/applications/shared/contract';
import { isProblem } from '#libs/kernel';
import { call } from '../../api/client.js';
import { RENEWED } from '../../app/session.js';
import { now } from '../../format/clock.js';
import { changedOf, join, unsent, type Base, type Clash, type Fields, type SaveState, type Section } from './section-draft.js';
import type { Application } from './types.js';

const AUTOSAVE_MS = 1500;
const RETRY_MS = 15_000;

export interface View<F> { fields: F; state: SaveState; clashes: readonly Clash[] }

/**
 * Keeps one section of an application while it is edited: saves by itself soon after typing stops, joins other people's
 * edits by field, and holds unsent text on the device.
 */
export class DraftKeeper<F extends Fields> {
  private mine: F;
  /** The texts of mine that the server has taken; it may have trimmed them. */
  private taken: F;
  private base: Base<F>;
  private timer: number | undefined;
  private running: Promise<boolean> | undefined;
  private view: View<F>;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly section: Section<F>, application: Application, private readonly onSaved: (a: Application) => void) {
    const fields = section.read(application);
    const kept = application.can.edit.ok ? unsent.read<F>(application.id, section.name) : undefined;
    this.id = application.id;
    this.base = kept?.base ?? { fields, version: application.version };
    this.taken = this.base.fields;
    this.mine = kept?.mine ?? fields;
    this.view = { fields: this.mine, state: { kind: kept ? 'dirty' : 'clean' }, clashes: [] };
  }

  private readonly id: string;

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

  /** Takes a typed text, and saves soon. */
  set(field: keyof F & string, text: string): void {
    this.mine = { ...this.mine, [field]: text };
    unsent.keep(this.id, this.section.name, { base: this.base, mine: this.mine });
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

  /** Learns of a newer application (another section saved, another person's edit). */
  learn(application: Application): void {
    if (this.running || application.version <= this.base.version) return;
    const theirs = this.section.read(application);
    if (Object.keys(changedOf(theirs, this.base.fields)).length === 0) {
      this.base = { fields: theirs, version: application.version };
    } else if (Object.keys(changedOf(this.mine, this.taken)).length === 0) {
      this.base = { fields: theirs, version: application.version };
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
    const sendable = (field: string, text: string) => this.section.sendable?.(field, text) ?? true;
    const changed = Object.fromEntries(Object.entries(all).filter(([f, text]) => sendable(f, text ?? ''))) as Partial<F>;
    const held = Object.keys(all).length > Object.keys(changed).length;
    if (Object.keys(changed).length === 0) {
      if (held) this.show({ state: { kind: 'unsendable' } });
      else unsent.forget(this.id, this.section.name);
      return !held;
    }
    const sent = { ...this.taken, ...changed };
    this.show({ state: { kind: 'saving' } });
    try {
      const answer = await this.section.send(this.id, changed, sent, this.base.version);
      this.base = { fields: this.section.read(answer), version: answer.version };
      this.taken = sent;
      this.onSaved(answer);
      return this.afterSaving(held);
    } catch (e) {
      return this.afterFailure(e as Error, tries);
    }
  }

  private afterSaving(held: boolean): boolean {
    const more = Object.keys(changedOf(this.mine, this.taken)).length > 0;
    if (!more) unsent.forget(this.id, this.section.name);
    else unsent.keep(this.id, this.section.name, { base: this.base, mine: this.mine });
    this.show({ state: more ? { kind: held ? 'unsendable' : 'dirty' } : { kind: 'saved', at: now().toISOString() } });
    if (more && !held) this.schedule();
    return !more;
  }

  private async afterFailure(e: Error, tries: number): Promise<boolean> {
    if (isProblem(e) && e.status === 412 && tries > 0) return this.rejoin(tries);
    unsent.keep(this.id, this.section.name, { base: this.base, mine: this.mine });
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
    const latest = await call(readApplication, { params: { id: this.id } }).catch((e: unknown) => e as Error);
    if (latest instanceof Error) return this.afterFailure(latest, 0);
    const theirs = this.section.read(latest);
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
