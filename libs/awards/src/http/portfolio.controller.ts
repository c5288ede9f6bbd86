import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { ProposePortfolio } from '../propose-portfolio.js';
import { ReadPortfolio } from '../read-portfolio.js';
import * as c from '../shared/contract.js';

@Controller()
export class PortfolioController {
  constructor(private readonly reading: ReadPortfolio, private readonly proposal: ProposePortfolio) {}

  @Route(c.readPortfolio)
  readPortfolio({ actor, params }: Input<typeof c.readPortfolio>) { return this.reading.run(actor, params.id); }

  @Route(c.proposePortfolio)
  proposePortfolio({ actor, params, body }: Input<typeof c.proposePortfolio>) { return this.proposal.request(actor, params.id, body); }
}
