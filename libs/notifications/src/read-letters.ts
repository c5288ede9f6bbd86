import { Db, pageFrom, systemActor, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { countUnread, listLetters, listOwnLetters } from './data/letters.queries.js';
import { LetterText } from './letter-text.js';
import { presentDelivery, presentOwnLetter } from './present.js';
import type { LetterState } from './shared/rules.js';

interface Page { limit: number; cursor?: string | undefined; q?: string | undefined }

/** The delivery log for those who run the system, and each person's own letters. */
@Injectable()
export class ReadLetters {
  constructor(private readonly db: Db, private readonly text: LetterText) {}

  async deliveries(actor: Actor, query: Page & { state?: LetterState | undefined }) {
    const rows = await this.db.read(actor, (tx) => listLetters(tx, query));
    return pageFrom(rows, query.limit, (l) => [l.key, l.id], presentDelivery);
  }

  /** Written anew from what the person may know now; a conflict with one's own application hides nothing here, hence the system reads. */
  async own(actor: Actor, query: Page) {
    return this.db.read(systemActor(actor.at), async (tx) => {
      const rows = await listOwnLetters(tx, { ...query, personId: actor.personId ?? '' });
      const page = pageFrom(rows, query.limit, (l) => [l.key, l.id], (l) => l);
      const items = [];
      for (const letter of page.items) items.push(presentOwnLetter(letter, await this.text.toShow(tx, letter)));
      return { ...page, items };
    });
  }
  unread(actor: Actor) { return this.db.read(actor, async (tx) => ({ unread: await countUnread(tx, actor.personId ?? '') })); }
}
