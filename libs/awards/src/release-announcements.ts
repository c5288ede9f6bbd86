import { lockCall } from '#libs/calls';
import { Db, refuse, Refused, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { dueAnnouncements, itemsOf, releaseStates } from './data/announcements.queries.js';
import { Announced } from './events.js';

/**
 * Opens what is due, each announcement in one transaction for both sides: states, register, events. Safe to run in several workers at once, and again.
 * Run by the system.
 */
@Injectable()
export class ReleaseAnnouncements {
  constructor(private readonly db: Db) {}

  /** Answers how many were released. */
  async run(actor: Actor): Promise<number> {
    let released = 0;
    for (const due of await this.db.read(actor, (tx) => dueAnnouncements(tx, actor.at))) if (await this.release(actor, due.id, due.call_id)) released++;
    return released;
  }

  private async release(actor: Actor, id: string, callId: string): Promise<boolean> {
    try {
      await this.db.write(actor, async (tx) => {
        await lockCall(tx, callId);
        const mine = await tx.row(`select id from announcement where id = $1 and state = 'scheduled' and at_instant <= $2 for no key update`, [id, actor.at]);
        if (!mine) refuse('not-found');
        const items = await itemsOf(tx, id);
        const { done } = await releaseStates(tx, id, callId, actor.at);
        for (const { application_id: applicationId, result } of items) {
          tx.audit(`application:${applicationId}`, 'application.announced', { announcementId: id, result });
          tx.emit(Announced.type, { announcementId: id, applicationId, result });
        }
        tx.audit(`announcement:${id}`, 'announcement.released', { applications: items.length });
        if (done) tx.audit(`call:${callId}`, 'call.announced');
      });
      return true;
    } catch (e) {
      // Another worker was quicker.
      if (e instanceof Refused && e.code === 'not-found') return false;
      throw e;
    }
  }
}
