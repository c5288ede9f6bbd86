import { canonicalJson } from '#libs/kernel';
import { Db, demand, refuse, sha256, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ReviewRow } from './data/review.row.js';
import { criteriaOf, lockOwnAssignment, scoresOf } from './data/reviews.queries.js';
import { ReviewSubmitted } from './events.js';
import { factsOf, presentReview } from './present.js';
import { canSubmit } from './shared/rules.js';

/** Submits a review for good. The audit trail keeps its hash, not its text: auditors read the trail before the ranking is closed. */
@Injectable()
export class SubmitReview {
  constructor(private readonly db: Db) {}

  run(actor: Actor, assignmentId: string) {
    return this.db.write(actor, async (tx) => {
      const a = await lockOwnAssignment(tx, assignmentId, actor.personId);
      if (!a) refuse('not-found');
      const review = await tx.repo(ReviewRow).findOneBy({ assignmentId });
      const criteria = await criteriaOf(tx, a.call_id);
      const scores = await scoresOf(tx, assignmentId);
      demand(canSubmit(factsOf(a, review), criteria, scores));
      if (!review) refuse('review.incomplete');
      await tx.repo(ReviewRow).update({ assignmentId }, { state: 'submitted', submittedAt: actor.at, updatedAt: actor.at, version: review.version + 1 });
      await tx.rows(`update assignment set state = 'submitted' where id = $1`, [assignmentId]);
      const { commentToApplicants, commentToPanel, competence } = review;
      tx.audit(`review:${assignmentId}`, 'review.submitted', { version: review.version + 1, sha256: sha256(canonicalJson({ scores, commentToApplicants, commentToPanel, competence })) });
      tx.emit(ReviewSubmitted.type, { assignmentId, applicationId: a.application_id, callId: a.call_id });
      return presentReview({ ...a, state: 'submitted' }, await tx.repo(ReviewRow).findOneBy({ assignmentId }), criteria, scores);
    });
  }
}
