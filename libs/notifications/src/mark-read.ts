import { Db, Refused, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { countUnread, markRead } from './data/letters.queries.js';

/** A person has read letters of theirs in the system. */
@Injectable()
export class MarkRead {
  constructor(private readonly db: Db) {}

  /** Keeps the first instant of reading; a letter to somebody else is not found, and then none is marked. Answers how many are still unread. */
  async run(actor: Actor, ids: readonly string[]) {
    const personId = actor.personId ?? '';
    return this.db.write(actor, async (tx) => {
      const marked = await markRead(tx, personId, ids);
      if (marked.length !== new Set(ids).size) throw new Refused('not-found');
      tx.audit(`person:${personId}`, 'letters.read', { letters: marked });
      return { unread: await countUnread(tx, personId) };
    });
  }
}
