import { Policies } from '#libs/platform';
import { Module } from '@nestjs/common';
import { CloseRanking } from './close-ranking.js';
import { CommitToLot } from './commit-to-lot.js';
import { LotController } from './http/lot.controller.js';
import { ScoringController } from './http/scoring.controller.js';
import { scoringPolicies } from './policy.js';
import { ReadLot } from './read-lot.js';
import { ReadRanking } from './read-ranking.js';
import { ReadReviews } from './read-reviews.js';
import { RevealLotSecret } from './reveal-lot-secret.js';
import { SaveReview } from './save-review.js';
import { StartLotAgain } from './start-lot-again.js';
import { SubmitReview } from './submit-review.js';

@Module({
  controllers: [ScoringController, LotController],
  providers: [CloseRanking, CommitToLot, ReadLot, ReadRanking, ReadReviews, RevealLotSecret, SaveReview, StartLotAgain, SubmitReview],
})
export class ScoringModule {
  constructor(policies: Policies) { policies.add(scoringPolicies); }
}
