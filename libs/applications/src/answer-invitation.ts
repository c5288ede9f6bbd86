import { Db, demand, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { afterChange } from './change-application.js';
import { findInvitation } from './data/invitation.queries.js';
import { MemberAnswered } from './events.js';
import { canAnswer } from './shared/rules.js';

/** The person whose account has the invited e-mail accepts or declines; accepting changes the content. */
@Injectable()
export class AnswerInvitation {
  constructor(private readonly db: Db) {}

  run(actor: Actor, id: string, memberId: string, accept: boolean) {
    return this.db.write(actor, async (tx) => {
      await tx.row('select 1 from application where id = $1 for no key update', [id]);
      const invitation = await findInvitation(tx, actor.personId, id, memberId);
      if (!invitation) refuse('not-found');
      demand(canAnswer(invitation.applicationState, invitation, accept, actor.side));
      const state = accept ? 'accepted' as const : 'declined' as const;
      await tx.rows('update team_member set state = $2, person_id = $3, answered_at = $4 where id = $1', [memberId, state, actor.personId, actor.at]);
      tx.audit(`application:${id}`, `member.${state}`, { member: memberId });
      tx.emit(MemberAnswered.type, { applicationId: id, memberId, accepted: accept });
      await afterChange(tx, actor, id);
      return { state };
    });
  }
}
