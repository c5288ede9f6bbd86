import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { CloseRanking } from '../close-ranking.js';
import { ReadRanking } from '../read-ranking.js';
import { ReadReviews } from '../read-reviews.js';
import { SaveReview } from '../save-review.js';
import { SubmitReview } from '../submit-review.js';
import * as c from '../shared/contract.js';

@Controller()
export class ScoringController {
  constructor(private readonly reviews: ReadReviews, private readonly saving: SaveReview, private readonly submission: SubmitReview, private readonly ranking: ReadRanking,
    private readonly closing: CloseRanking) {}

  @Route(c.readReview)
  readReview({ actor, params }: Input<typeof c.readReview>) { return this.reviews.own(actor, params.id); }

  @Route(c.saveReview)
  saveReview({ actor, params, version, body }: Input<typeof c.saveReview>) { return this.saving.run(actor, params.id, version, body); }

  @Route(c.submitReview)
  submitReview({ actor, params }: Input<typeof c.submitReview>) { return this.submission.run(actor, params.id); }

  @Route(c.readOtherReviews)
  readOtherReviews({ actor, params }: Input<typeof c.readOtherReviews>) { return this.reviews.others(actor, params.id); }

  @Route(c.readRanking)
  readRanking({ actor, params }: Input<typeof c.readRanking>) { return this.ranking.run(actor, params.id); }

  @Route(c.approveRanking)
  approveRanking({ actor, params, body }: Input<typeof c.approveRanking>) { return this.closing.run(actor, params.id, body); }
}
