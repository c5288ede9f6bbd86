import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { DecideConflict } from '../decide-conflict.js';
import { ReadConflicts } from '../read-conflicts.js';
import { RecordConflict } from '../record-conflict.js';
import * as c from '../shared/contract.js';

@Controller()
export class ConflictsController {
  constructor(private readonly reading: ReadConflicts, private readonly recording: RecordConflict, private readonly deciding: DecideConflict) {}

  @Route(c.listConflicts)
  listConflicts({ actor, params }: Input<typeof c.listConflicts>) { return this.reading.list(actor, params.id); }

  @Route(c.reportConflict)
  reportConflict({ actor, params, body }: Input<typeof c.reportConflict>) { return this.recording.report(actor, params.id, body); }

  @Route(c.askConflict)
  askConflict({ actor, params }: Input<typeof c.askConflict>) { return this.reading.ask(actor, params.id, params.personId); }

  @Route(c.decideConflict)
  decideConflict({ actor, params, body }: Input<typeof c.decideConflict>) { return this.deciding.run(actor, params.id, params.personId, body); }
}
