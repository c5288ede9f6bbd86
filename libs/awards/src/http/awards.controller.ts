import { Route, type Input } from '#libs/platform';
import { Controller, StreamableFile } from '@nestjs/common';
import { ApproveAnnouncement } from '../approve-announcement.js';
import { CastVote } from '../cast-vote.js';
import { ProposeAnnouncement } from '../propose-announcement.js';
import { ReadAnnouncements } from '../read-announcements.js';
import { ReadDecisions } from '../read-decisions.js';
import { ReadRegister } from '../read-register.js';
import * as c from '../shared/contract.js';

@Controller()
export class AwardsController {
  constructor(private readonly decisions: ReadDecisions, private readonly voting: CastVote, private readonly proposal: ProposeAnnouncement, private readonly approval: ApproveAnnouncement,
    private readonly announcements: ReadAnnouncements, private readonly register: ReadRegister) {}

  @Route(c.listDecisions)
  listDecisions({ actor, params }: Input<typeof c.listDecisions>) { return this.decisions.run(actor, params.id); }

  @Route(c.castVote)
  castVote({ actor, params, body }: Input<typeof c.castVote>) { return this.voting.run(actor, params.id, body); }

  @Route(c.proposeAnnouncement)
  proposeAnnouncement({ actor, params, body }: Input<typeof c.proposeAnnouncement>) { return this.proposal.run(actor, params.id, body); }

  @Route(c.approveAnnouncement)
  approveAnnouncement({ actor, params, version }: Input<typeof c.approveAnnouncement>) { return this.approval.run(actor, params.id, version); }

  @Route(c.listAnnouncements)
  listAnnouncements({ actor, params }: Input<typeof c.listAnnouncements>) { return this.announcements.list(actor, params.id); }

  @Route(c.previewLetters)
  previewLetters({ actor, params }: Input<typeof c.previewLetters>) { return this.announcements.letters(actor, params.id); }

  @Route(c.listRegister)
  listRegister({ actor, query }: Input<typeof c.listRegister>) { return this.register.list(actor, query); }

  @Route(c.exportRegisterCsv)
  async exportRegisterCsv({ actor, query }: Input<typeof c.exportRegisterCsv>) {
    return new StreamableFile(await this.register.csv(actor, query), { type: 'text/csv; charset=utf-8', disposition: 'attachment; filename="awards.csv"' });
  }

  @Route(c.exportRegisterJson)
  async exportRegisterJson({ actor, query }: Input<typeof c.exportRegisterJson>) {
    return new StreamableFile(await this.register.package(actor, query), { type: 'application/json', disposition: 'attachment; filename="awards.json"' });
  }

  @Route(c.readAward)
  readAward({ actor, params }: Input<typeof c.readAward>) { return this.register.award(actor, params.id); }

  @Route(c.readResult)
  readResult({ actor, params }: Input<typeof c.readResult>) { return this.register.result(actor, params.id); }
}
