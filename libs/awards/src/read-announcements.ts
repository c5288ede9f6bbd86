import { approvalsOf } from '#libs/calls';
import { Db, refuse, type Actor, type ReadTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { AnnouncementRow } from './data/announcement.row.js';
import { itemsOf, recipientsOfResult } from './data/announcements.queries.js';
import { presentAnnouncement } from './present.js';
import { letterAmount, resultLetter } from './shared/result-letter.js';

/** One announcement as the actor may see it. */
export async function shownAnnouncement(tx: ReadTx, actor: Actor, id: string) {
  const a = await tx.repo(AnnouncementRow).findOneBy({ id });
  if (!a) refuse('not-found');
  const approvals = (await approvalsOf(tx, a.callId, 'announcement', a.revision)).map((x) => x.side);
  return presentAnnouncement(a, approvals, await itemsOf(tx, id), actor);
}

/** Officers look at the announcements of a call, and at the letters that each will send. */
@Injectable()
export class ReadAnnouncements {
  constructor(private readonly db: Db) {}

  list(actor: Actor, callId: string) {
    return this.db.read(actor, async (tx) => {
      const rows = await tx.repo(AnnouncementRow).find({ where: { callId }, order: { revision: 'DESC' } });
      const items: Awaited<ReturnType<typeof shownAnnouncement>>[] = [];
      for (const row of rows) items.push(await shownAnnouncement(tx, actor, row.id));
      return { items };
    });
  }

  letters(actor: Actor, id: string) {
    return this.db.read(actor, async (tx) => {
      if (!await tx.repo(AnnouncementRow).existsBy({ id })) refuse('not-found');
      const items: { email: string; language: 'en' | 'ru' | 'ky' | 'zh-CN'; subject: string; text: string }[] = [];
      for (const { application_id, number, result, amount_fen } of await itemsOf(tx, id)) {
        for (const { email, language } of await recipientsOfResult(tx, application_id)) {
          const amountText = amount_fen === null ? null : letterAmount(language, amount_fen);
          items.push({ email, language, ...resultLetter(language, { number, result, amountText }) });
        }
      }
      return { count: items.length, items };
    });
  }
}
