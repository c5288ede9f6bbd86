import type { Cast } from './accounts.js';
import type { Folder, FolderApplication } from './folder/folder.js';
import { Tally } from './journal.js';
import type { RehearsalClock } from './server.js';

/** An application on its way through the competition. */
export interface Entry {
  application: FolderApplication;
  /** Its place in the file. */
  order: number;
  /** Once it was created. */
  id: string | undefined;
  /** Once it was received. */
  number: string | undefined;
  /** A refused step ended it: nothing more of it is played. */
  ended: boolean;
}

/** What is played, by whom, and how far each application has come. */
export class Competition {
  readonly entries: Entry[];
  private readonly byFolderId: ReadonlyMap<string, Entry>;
  /** Of the call in the system, once it is there. */
  callId = '';
  private skipped = 0;

  constructor(
    readonly folder: Folder, readonly cast: Cast, readonly clock: RehearsalClock, readonly signal: AbortSignal, private readonly log: (line: string) => void,
  ) {
    this.entries = folder.applications.map((application, order) => ({ application, order, id: undefined, number: undefined, ended: false }));
    this.byFolderId = new Map(this.entries.map((entry) => [entry.application.id, entry]));
  }

  get alive(): (Entry & { id: string })[] {
    return this.entries.filter((entry): entry is Entry & { id: string } => !entry.ended && entry.id !== undefined);
  }

  /** The id in the system of an application that goes on; undefined once it ended. */
  idOf(folderId: string): string | undefined {
    const entry = this.byFolderId.get(folderId);
    return entry?.ended ? undefined : entry?.id;
  }

  /** The id in the folder of an application of the system. */
  folderIdOf(id: string): string {
    return this.entries.find((entry) => entry.id === id)?.application.id ?? id;
  }

  /** A text of the system with the folder's ids instead of the system's numbers. */
  inFolderTerms(text: string): string {
    return this.entries.reduce((told, { number, application }) => (number === undefined ? told : told.replaceAll(number, application.id)), text);
  }

  /** Runs one step of an application; a refusal ends it. Answers whether the step was accepted. */
  async step(entry: Entry, tally: Tally, work: () => Promise<unknown>): Promise<boolean> {
    let passed = false;
    await tally.attempt(entry.application.id, entry.order, async () => {
      await work();
      passed = true;
    });
    if (!passed) entry.ended = true;
    return passed;
  }

  /** Rows about applications that ended are not played. */
  playable<R extends { application: string }>(rows: readonly R[]): (R & { id: string })[] {
    const live = rows.flatMap((row) => {
      const id = this.idOf(row.application);
      return id === undefined ? [] : [{ ...row, id }];
    });
    this.skipped += rows.length - live.length;
    return live;
  }

  noteSkipped(what: string): void {
    if (this.skipped > 0) this.log(`${what}: ${this.skipped} not played, since their applications ended`);
    this.skipped = 0;
  }
}
