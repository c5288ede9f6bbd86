import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { MarkRead } from '../mark-read.js';
import { ReadLetters } from '../read-letters.js';
import { ResendLetter } from '../resend-letter.js';
import * as c from '../shared/contract.js';

@Controller()
export class LettersController {
  constructor(private readonly reading: ReadLetters, private readonly resending: ResendLetter, private readonly marking: MarkRead) {}

  @Route(c.listDeliveries)
  listDeliveries({ actor, query }: Input<typeof c.listDeliveries>) { return this.reading.deliveries(actor, query); }

  @Route(c.resendLetter)
  resendLetter({ actor, params }: Input<typeof c.resendLetter>) { return this.resending.run(actor, params.id); }

  @Route(c.listMyLetters)
  listMyLetters({ actor, query }: Input<typeof c.listMyLetters>) { return this.reading.own(actor, query); }

  @Route(c.countUnreadLetters)
  countUnreadLetters({ actor }: Input<typeof c.countUnreadLetters>) { return this.reading.unread(actor); }

  @Route(c.readLetters)
  readLetters({ actor, body }: Input<typeof c.readLetters>) { return this.marking.run(actor, body.ids); }
}
