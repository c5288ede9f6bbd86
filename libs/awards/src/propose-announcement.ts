import { approveForSide, CallRow, lockCall } from '#libs/calls';
import { Db, demand, newId, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { AnnouncementRow } from './data/announcement.row.js';
import { addItems, decidedApplications, nextRevision, withdrawLapsed } from './data/announcements.queries.js';
import { shownAnnouncement } from './read-announcements.js';
import { canPropose } from './shared/rules.js';

/**
 * An officer proposes the instant at which results open; it counts as their side's approval. Without a list it covers all applications with both votes,
 * those that are hidden from the proposer among them; a named one without both votes, unknown or hidden is refused alike.
 */
@Injectable()
export class ProposeAnnouncement {
  constructor(private readonly db: Db) {}

  run(actor: Actor, callId: string, proposal: { at: string; applications?: string[] | undefined }) {
    return this.db.write(actor, async (tx) => {
      await lockCall(tx, callId);
      const call = await tx.repo(CallRow).findOneBy({ id: callId });
      if (!call || actor.personId === null) refuse('not-found');
      for (const lapsed of await withdrawLapsed(tx, callId, actor.at)) tx.audit(`announcement:${lapsed.id}`, 'announcement.lapsed');
      const decided = await decidedApplications(tx, callId);
      const seen = decided.filter((d) => !d.hidden);
      const named = proposal.applications && new Set(proposal.applications);
      const chosen = named ? seen.filter((d) => named.has(d.application_id)) : seen;
      const at = new Date(proposal.at);
      const { revision, active } = await nextRevision(tx, callId);
      demand(canPropose({ call: call.state, active, at, now: actor.at, named: named?.size ?? 0, decided: chosen.length }));
      const id = newId();
      await tx.repo(AnnouncementRow).insert({ id, callId, at, state: 'proposed', revision, createdBy: actor.personId, createdAt: actor.at, releasedAt: null, version: 1 });
      await addItems(tx, id, named ? chosen : decided);
      await approveForSide(tx, actor, callId, 'announcement', revision);
      tx.audit(`announcement:${id}`, 'announcement.proposed', { at: at.toISOString(), revision });
      return shownAnnouncement(tx, actor, id);
    });
  }
}
