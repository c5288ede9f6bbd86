import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { ReadLetters } from '../read-letters.js';
import { ResendLetter } from '../resend-letter.js';
import * as c from '../shared/contract.js';

@Controller()
export class LettersController {
  constructor(private readonly reading: ReadLetters, private readonly resending: ResendLetter) {}

  @Route(c.listDeliveries)
  listDeliveries({ actor, query }: Input<typeof c.listDeliveries>) { return this.reading.deliveries(actor, query); }

  @Route(c.resendLetter)
  resendLetter({ actor, params }: Input<typeof c.resendLetter>) { return this.resending.run(actor, params.id); }

  @Route(c.listMyLetters)
  listMyLetters({ actor, query }: Input<typeof c.listMyLetters>) { return this.reading.own(actor, query); }
}
