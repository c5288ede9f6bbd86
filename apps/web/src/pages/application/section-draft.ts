import type { Application } from './types.js';

/** A section's fields by name; texts or lists, compared by value. */
export type Fields = Record<string, string>;

/** How one section is read from an application and sent back. */
export interface Section<F extends Fields> {
  /** Name of the section: part of the key under which unsent text is kept on this device. */
  name: string;
  read(application: Application): F;
  /** Sends what changed; `whole` is the section with the changes. Answers the application as it is then. */
  send(id: string, changed: Partial<F>, whole: F, version: number): Promise<Application>;
  /** Whether a field's text can be sent at all; what cannot stays on the page. */
  sendable?(field: string, text: string): boolean;
}

/** One field that two people changed in different ways. */
export interface Clash { field: string; mine: string; theirs: string }

export type SaveState =
  | { kind: 'clean' } | { kind: 'dirty' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'unsendable' } | { kind: 'clash' }
  | { kind: 'kept'; at: string; why: 'connection' | 'session' } | { kind: 'refused'; problem: Error };

export interface Base<F> { fields: F; version: number }

export function changedOf<F extends Fields>(mine: F, since: F): Partial<F> {
  return Object.fromEntries(Object.entries(mine).filter(([field, text]) => since[field] !== text)) as Partial<F>;
}

/**
 * Three-way comparison by field: what both changed, in different ways, is a clash; everything else joins by itself.
 * `joined` holds theirs with my changes on top.
 */
export function join<F extends Fields>(base: F, mine: F, theirs: F): { joined: F; clashes: Clash[] } {
  const changed = changedOf(mine, base);
  const clashes = Object.entries(changed)
    .filter(([field, text]) => (theirs[field] ?? '') !== (base[field] ?? '') && theirs[field] !== text)
    .map(([field, text]) => ({ field, mine: text ?? '', theirs: theirs[field] ?? '' }));
  return { joined: { ...theirs, ...changed }, clashes };
}

export interface Kept<F> { base: Base<F>; mine: F }

const keyOf = (id: string, section: string) => `kopuro.unsent.${id}.${section}`;

/** Unsent text survives a lost connection, an ended session and a closed page on this device. */
export const unsent = {
  read<F>(id: string, section: string): Kept<F> | undefined {
    const kept = localStorage.getItem(keyOf(id, section));
    return kept === null ? undefined : JSON.parse(kept) as Kept<F>;
  },
  keep<F>(id: string, section: string, kept: Kept<F>): void {
    try {
      localStorage.setItem(keyOf(id, section), JSON.stringify(kept));
    } catch {
      // The device has no room: the text stays on the page.
    }
  },
  forget(id: string, section: string): void {
    localStorage.removeItem(keyOf(id, section));
  },
};
