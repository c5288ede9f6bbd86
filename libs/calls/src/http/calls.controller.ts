import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { PrepareCall } from '../prepare-call.js';
import { ReadCalls } from '../read-calls.js';
import * as c from '../shared/contract.js';

@Controller()
export class CallsController {
  constructor(private readonly reading: ReadCalls, private readonly preparing: PrepareCall) {}

  @Route(c.listCalls)
  listCalls({ actor, query }: Input<typeof c.listCalls>) { return this.reading.list(actor, query); }

  @Route(c.readCall)
  readCall({ actor, params }: Input<typeof c.readCall>) { return this.reading.read(actor, params.id); }

  @Route(c.createCall)
  createCall({ actor, body }: Input<typeof c.createCall>) { return this.preparing.create(actor, body); }

  @Route(c.reviseCall)
  reviseCall({ actor, params, version, body }: Input<typeof c.reviseCall>) { return this.preparing.revise(actor, params.id, version, body); }

  @Route(c.approveCall)
  approveCall({ actor, params, version }: Input<typeof c.approveCall>) { return this.preparing.approve(actor, params.id, version); }
}
