import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { CommitToLot } from '../commit-to-lot.js';
import { ReadLot } from '../read-lot.js';
import { RevealLotSecret } from '../reveal-lot-secret.js';
import * as c from '../shared/lot-contract.js';
import { StartLotAgain } from '../start-lot-again.js';

@Controller()
export class LotController {
  constructor(private readonly lot: ReadLot, private readonly commitment: CommitToLot, private readonly secret: RevealLotSecret, private readonly again: StartLotAgain) {}

  @Route(c.readLot)
  readLot({ actor, params }: Input<typeof c.readLot>) { return this.lot.run(actor, params.id); }

  @Route(c.commitToLot)
  commitToLot({ actor, params, body }: Input<typeof c.commitToLot>) { return this.commitment.run(actor, params.id, body); }

  @Route(c.revealLotSecret)
  revealLotSecret({ actor, params, body }: Input<typeof c.revealLotSecret>) { return this.secret.run(actor, params.id, body); }

  @Route(c.startLotAgain)
  startLotAgain({ actor, params }: Input<typeof c.startLotAgain>) { return this.again.run(actor, params.id); }

  @Route(c.readLotFile)
  readLotFile({ actor, params }: Input<typeof c.readLotFile>) { return this.lot.file(actor, params.id); }

  @Route(c.readPublishedLot)
  readPublishedLot({ actor, params }: Input<typeof c.readPublishedLot>) { return this.lot.published(actor, params.id); }
}
