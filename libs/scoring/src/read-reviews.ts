import { Db, demand, refuse, type Actor, type ReadTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ReviewRow } from './data/review.row.js';
import { criteriaOf, otherReviews, ownAssignment, scoresOf, type OwnAssignment } from './data/reviews.queries.js';
import { presentOtherReview, presentReview } from './present.js';
import { canReadReview } from './shared/rules.js';

/** What a reviewer sees: the own review, and those of the others once the own one is submitted. A conflict found later closes both. */
@Injectable()
export class ReadReviews {
  constructor(private readonly db: Db) {}

  own(actor: Actor, assignmentId: string) {
    return this.db.read(actor, async (tx) => {
      const a = await this.found(tx, actor, assignmentId);
      demand(canReadReview(a.state));
      return presentReview(a, await tx.repo(ReviewRow).findOneBy({ assignmentId }), await criteriaOf(tx, a.call_id), await scoresOf(tx, assignmentId));
    });
  }

  others(actor: Actor, assignmentId: string) {
    return this.db.read(actor, async (tx) => {
      const a = await this.found(tx, actor, assignmentId);
      if (a.state !== 'submitted') refuse('not-found');
      const criteria = await criteriaOf(tx, a.call_id);
      return { items: (await otherReviews(tx, a)).map((r) => presentOtherReview(r, criteria)) };
    });
  }

  private async found(tx: ReadTx, actor: Actor, assignmentId: string): Promise<OwnAssignment> {
    const a = await ownAssignment(tx, assignmentId, actor.personId);
    if (!a || a.conflict) refuse('not-found');
    return a;
  }
}
