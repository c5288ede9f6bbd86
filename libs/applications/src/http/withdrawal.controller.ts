import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import * as c from '../shared/contract.js';
import { WithdrawApplication } from '../withdraw-application.js';

@Controller()
export class WithdrawalController {
  constructor(private readonly withdrawal: WithdrawApplication) {}

  @Route(c.readWithdrawal)
  readWithdrawal({ actor, params }: Input<typeof c.readWithdrawal>) { return this.withdrawal.read(actor, params.id); }

  @Route(c.giveNotice)
  giveNotice({ actor, params, body }: Input<typeof c.giveNotice>) { return this.withdrawal.give(actor, params.id, body.reason); }

  @Route(c.agreeToWithdrawal)
  agreeToWithdrawal({ actor, params, body }: Input<typeof c.agreeToWithdrawal>) { return this.withdrawal.agree(actor, params.id, body.notice); }

  @Route(c.takeBackNotice)
  takeBackNotice({ actor, params }: Input<typeof c.takeBackNotice>) { return this.withdrawal.takeBack(actor, params.id); }
}
