import { Db, demand, newId, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { afterChange, lockAsLead, lockDraft, shown } from './change-application.js';
import { readDossier } from './data/dossier.queries.js';
import { MemberInvited } from './events.js';
import type { inviteMember } from './shared/contract.js';
import { canChangeTeam, canInvite, canRemove } from './shared/rules.js';

type Invitation = z.output<typeof inviteMember.body>;

/** Either lead invites to the team and takes members out of it. */
@Injectable()
export class ChangeTeam {
  constructor(private readonly db: Db) {}

  invite(actor: Actor, id: string, body: Invitation) {
    return this.db.write(actor, async (tx) => {
      await lockDraft(tx, actor, id, null);
      demand(canInvite((await readDossier(tx, id)).team, body));
      const memberId = newId();
      await tx.rows(`insert into team_member(id, application_id, email, side, role, state, person_months, invited_by, invited_at) values ($1, $2, $3, $4, $5, 'invited', $6, $7, $8)`,
        [memberId, id, body.email, body.side, body.role, body.personMonths, actor.personId, actor.at]);
      tx.audit(`application:${id}`, 'member.invited', { member: memberId, side: body.side, role: body.role });
      tx.emit(MemberInvited.type, { applicationId: id, memberId });
      return shown(tx, actor, await afterChange(tx, actor, id));
    });
  }

  /** The time that a lead or member gives, in a draft; `not-found` for somebody who is not, or no longer, in the team. */
  change(actor: Actor, id: string, memberId: string, personMonths: number, version: number) {
    return this.db.write(actor, async (tx) => {
      await lockDraft(tx, actor, id, version);
      const changed = await tx.rows(`update team_member set person_months = $3 where id = $1 and application_id = $2 and state in ('invited', 'accepted') returning 1`, [memberId, id, personMonths]);
      if (changed.length === 0) refuse('not-found');
      tx.audit(`application:${id}`, 'member.changed', { member: memberId, personMonths });
      return shown(tx, actor, await afterChange(tx, actor, id));
    });
  }

  /** After submission the team must stay binational: `team.side-missing`, `team.lead-missing`. */
  remove(actor: Actor, id: string, memberId: string, version: number) {
    return this.db.write(actor, async (tx) => {
      const { app } = await lockAsLead(tx, actor, id);
      demand(canChangeTeam(app.state));
      if (app.version !== version) refuse('precondition.stale');
      demand(canRemove(app.state, (await readDossier(tx, id)).team, memberId));
      await tx.rows(`update team_member set state = 'removed' where id = $1 and application_id = $2`, [memberId, id]);
      tx.audit(`application:${id}`, 'member.removed', { member: memberId });
      return shown(tx, actor, await afterChange(tx, actor, id));
    });
  }
}
