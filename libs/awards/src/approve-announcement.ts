import { approvalsOf, approveForSide, lockCall } from '#libs/calls';
import { Db, demand, refuse, sideOf, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { AnnouncementRow } from './data/announcement.row.js';
import { shownAnnouncement } from './read-announcements.js';
import { canApprove } from './shared/rules.js';

/** The other side's officer approves a proposed announcement before its instant; then it is scheduled. */
@Injectable()
export class ApproveAnnouncement {
  constructor(private readonly db: Db) {}

  run(actor: Actor, id: string, version: number) {
    return this.db.write(actor, async (tx) => {
      const callId = (await tx.repo(AnnouncementRow).findOneBy({ id }))?.callId;
      const side = sideOf(actor, 'officer');
      if (callId === undefined || !side) refuse('not-found');
      await lockCall(tx, callId);
      const found = await tx.repo(AnnouncementRow).findOneBy({ id });
      if (!found) refuse('not-found');
      if (found.version !== version) refuse('precondition.stale');
      const approved = (await approvalsOf(tx, callId, 'announcement', found.revision)).map((a) => a.side);
      demand(canApprove({ state: found.state, approved, side, at: found.at, now: actor.at }));
      const { both } = await approveForSide(tx, actor, callId, 'announcement', found.revision);
      await tx.repo(AnnouncementRow).update({ id }, { version: version + 1, ...(both && { state: 'scheduled' as const }) });
      tx.audit(`announcement:${id}`, both ? 'announcement.scheduled' : 'announcement.approved', { side });
      return shownAnnouncement(tx, actor, id);
    });
  }
}
