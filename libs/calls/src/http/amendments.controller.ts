import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { AmendCall } from '../amend-call.js';
import { ReadAmendments } from '../read-amendments.js';
import * as c from '../shared/contract.js';

@Controller()
export class AmendmentsController {
  constructor(private readonly reading: ReadAmendments, private readonly amending: AmendCall) {}

  @Route(c.listEditions)
  listEditions({ actor, params }: Input<typeof c.listEditions>) { return this.reading.editions(actor, params.id); }

  @Route(c.listAmendments)
  listAmendments({ actor, params }: Input<typeof c.listAmendments>) { return this.reading.amendments(actor, params.id); }

  @Route(c.proposeAmendment)
  proposeAmendment({ actor, params, version, body }: Input<typeof c.proposeAmendment>) { return this.amending.propose(actor, params.id, version, body); }

  @Route(c.approveAmendment)
  approveAmendment({ actor, params }: Input<typeof c.approveAmendment>) { return this.amending.approve(actor, params.id, params.revision); }

  @Route(c.withdrawAmendment)
  withdrawAmendment({ actor, params }: Input<typeof c.withdrawAmendment>) { return this.amending.withdraw(actor, params.id, params.revision); }
}
