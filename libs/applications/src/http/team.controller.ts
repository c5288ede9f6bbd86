import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { AnswerInvitation } from '../answer-invitation.js';
import { ChangeTeam } from '../change-team.js';
import { ReadApplications } from '../read-applications.js';
import * as c from '../shared/contract.js';

@Controller()
export class TeamController {
  constructor(private readonly team: ChangeTeam, private readonly answering: AnswerInvitation, private readonly reading: ReadApplications) {}

  @Route(c.inviteMember)
  inviteMember({ actor, params, body }: Input<typeof c.inviteMember>) { return this.team.invite(actor, params.id, body); }

  @Route(c.changeMember)
  changeMember({ actor, params, body, version }: Input<typeof c.changeMember>) { return this.team.change(actor, params.id, params.memberId, body.personMonths, version); }

  @Route(c.removeMember)
  removeMember({ actor, params, version }: Input<typeof c.removeMember>) { return this.team.remove(actor, params.id, params.memberId, version); }

  @Route(c.answerInvitation)
  answerInvitation({ actor, params, body }: Input<typeof c.answerInvitation>) { return this.answering.run(actor, params.id, params.memberId, body.accept); }

  @Route(c.listInvitations)
  listInvitations({ actor }: Input<typeof c.listInvitations>) { return this.reading.invitations(actor); }
}
