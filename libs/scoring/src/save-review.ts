import { Db, demand, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ReviewRow } from './data/review.row.js';
import { criteriaOf, lockOwnAssignment, scoresOf, writeScores } from './data/reviews.queries.js';
import { factsOf, presentReview } from './present.js';
import { canSave, type Scores } from './shared/rules.js';

export interface ReviewDraft { scores: Scores; commentToApplicants: string; commentToPanel: string; competence: number | null }

/** Saves a draft as a whole; version 0 makes it. Refuses scores off the scale or step, and everything once submitted or closed. */
@Injectable()
export class SaveReview {
  constructor(private readonly db: Db) {}

  run(actor: Actor, assignmentId: string, version: number, draft: ReviewDraft) {
    return this.db.write(actor, async (tx) => {
      const a = await lockOwnAssignment(tx, assignmentId, actor.personId);
      if (!a || actor.personId === null) refuse('not-found');
      const before = await tx.repo(ReviewRow).findOneBy({ assignmentId });
      const criteria = await criteriaOf(tx, a.call_id);
      demand(canSave(factsOf(a, before), criteria, draft.scores));
      if ((before?.version ?? 0) !== version) refuse('precondition.stale');
      const columns = { commentToApplicants: draft.commentToApplicants, commentToPanel: draft.commentToPanel, competence: draft.competence, version: version + 1, updatedAt: actor.at };
      if (before) await tx.repo(ReviewRow).update({ assignmentId }, columns);
      else await tx.repo(ReviewRow).insert({ ...columns, assignmentId, applicationId: a.application_id, personId: actor.personId, state: 'draft', submittedAt: null });
      await writeScores(tx, assignmentId, draft.scores);
      tx.audit(`review:${assignmentId}`, 'review.saved', { version: version + 1 });
      return presentReview(a, await tx.repo(ReviewRow).findOneBy({ assignmentId }), criteria, await scoresOf(tx, assignmentId));
    });
  }
}
