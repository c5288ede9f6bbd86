import { isProblem } from '#libs/kernel';
import { readReview, saveReview } from '#libs/scoring/shared/contract';
import { call } from '../../api/client.js';
import { RENEWED } from '../../app/session.js';
import { now } from '../../format/clock.js';
import { changedOf, join, unsent, type Base, type Clash, type Fields, type SaveState } from '../application/section-draft.js';
import { draftOf, fieldsOf, wrongScores, type Criterion, type Review } from './review-fields.js';

const AUTOSAVE_MS = 1200;
const RETRY_MS = 15_000;
const SECTION = 'review';

export interface ReviewView { fields: Fields; state: SaveState; clashes: readonly Clash[] }

/** Keeps a review while it is written: saves by itself, joins what another window saved, holds unsent text on the device. */
export class ReviewKeeper {
  private mine: Fields;
  private base: Base<Fields>;
  private timer: number | undefined;
  private running: Promise<boolean> | undefined;
  private view: ReviewView;
  private readonly id: string;
  private readonly listeners = new Set<() => void>();

  constructor(review: Review, private readonly criteria: readonly Criterion[], private readonly onSaved: (r: Review) => void) {
    this.id = review.assignmentId;
    const fields = fieldsOf(review);
    const kept = unsent.read<Fields>(this.id, SECTION);
    this.base = kept?.base ?? { fields, version: review.version };
    this.mine = kept?.mine ?? fields;
    this.view = { fields: this.mine, state: { kind: kept ? 'dirty' : 'clean' }, clashes: [] };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    for (const back of ['online', RENEWED]) window.addEventListener(back, this.retry);
    if (this.view.state.kind === 'dirty') this.schedule(0);
    return () => {
      this.listeners.delete(listener);
      for (const back of ['online', RENEWED]) window.removeEventListener(back, this.retry);
      if (this.listeners.size === 0) void this.save();
    };
  };

  readonly snapshot = (): ReviewView => this.view;

  private show(part: Partial<ReviewView>): void {
    this.view = { ...this.view, ...part, fields: this.mine };
    for (const listener of this.listeners) listener();
  }

  private keep(): void {
    unsent.keep(this.id, SECTION, { base: this.base, mine: this.mine });
  }

  /** Takes a chosen score or a typed text, and saves soon. */
  set(field: string, text: string): void {
    this.mine = { ...this.mine, [field]: text };
    this.keep();
    this.show({ state: { kind: 'dirty' } });
    this.schedule(AUTOSAVE_MS);
  }

  private schedule(after: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(this.retry, after);
  }

  private readonly retry = (): void => {
    if (this.view.clashes.length === 0) void this.save();
  };

  /** Sends what changed; answers whether everything is saved. Runs once at a time. */
  async save(): Promise<boolean> {
    window.clearTimeout(this.timer);
    if (this.running) await this.running;
    this.running = this.sendOnce().finally(() => { this.running = undefined; });
    return this.running;
  }

  private async sendOnce(tries = 3): Promise<boolean> {
    const held = wrongScores(this.mine, this.criteria).length > 0;
    const sent = this.mine;
    if (Object.keys(changedOf(sent, this.base.fields)).length === 0) {
      unsent.forget(this.id, SECTION);
      return true;
    }
    this.show({ state: { kind: 'saving' } });
    try {
      const answer = await call(saveReview, { params: { id: this.id }, body: draftOf(sent, this.criteria), version: this.base.version });
      // The server trims texts: what was typed counts as taken, so that it is not sent for ever.
      this.base = { fields: sent, version: answer.version };
      this.onSaved(answer);
      return this.afterSaving(held);
    } catch (e) {
      return this.afterFailure(e as Error, tries);
    }
  }

  private afterSaving(held: boolean): boolean {
    const more = Object.keys(changedOf(this.mine, this.base.fields)).length > 0;
    if (more || held) this.keep();
    else unsent.forget(this.id, SECTION);
    this.show({ state: more ? { kind: 'dirty' } : held ? { kind: 'unsendable' } : { kind: 'saved', at: now().toISOString() } });
    if (more) this.schedule(AUTOSAVE_MS);
    return !more && !held;
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

  /** Another window saved in between: joins by field, and asks only where both changed the same. */
  private async rejoin(tries: number): Promise<boolean> {
    const latest = await call(readReview, { params: { id: this.id } }).catch((e: unknown) => e as Error);
    if (latest instanceof Error) return this.afterFailure(latest, 0);
    const theirs = fieldsOf(latest);
    const { joined, clashes } = join(this.base.fields, this.mine, theirs);
    this.base = { fields: theirs, version: latest.version };
    this.mine = joined;
    this.onSaved(latest);
    if (clashes.length > 0) {
      this.show({ clashes, state: { kind: 'dirty' } });
      return false;
    }
    return this.sendOnce(tries - 1);
  }

  /** Ends a clash with the chosen text. */
  settle(field: string, text: string): void {
    const clashes = this.view.clashes.filter((c) => c.field !== field);
    this.mine = { ...this.mine, [field]: text };
    this.show({ clashes, state: { kind: 'dirty' } });
    if (clashes.length === 0) this.schedule(0);
  }
}
