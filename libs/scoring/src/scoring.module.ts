import { Policies } from '#libs/platform';
import { Module } from '@nestjs/common';
import { CloseRanking } from './close-ranking.js';
import { ScoringController } from './http/scoring.controller.js';
import { scoringPolicies } from './policy.js';
import { ReadRanking } from './read-ranking.js';
import { ReadReviews } from './read-reviews.js';
import { SaveReview } from './save-review.js';
import { SubmitReview } from './submit-review.js';

@Module({ controllers: [ScoringController], providers: [CloseRanking, ReadRanking, ReadReviews, SaveReview, SubmitReview] })
export class ScoringModule {
  constructor(policies: Policies) { policies.add(scoringPolicies); }
}
