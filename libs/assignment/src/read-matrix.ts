import { callStateAt } from '#libs/calls/shared/states';
import { Db, inThread, pageFrom, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { findCall } from './data/assignments.queries.js';
import { kindsOf, matrixRows } from './data/matrix.queries.js';
import { conflictsAmong, loadPool } from './data/pool.queries.js';
import { reviewersOf } from './data/reviewers.queries.js';
import { presentMatrixRow, presentPair, presentReviewer } from './present-matrix.js';
import type { priceOverride } from './price-override.js';
import { canOverride } from './shared/rules.js';

/** Applications by reviewers, for officers. Nothing here counts an application that a conflict hides from the viewer: not a load, not a price. */
@Injectable()
export class ReadMatrix {
  constructor(private readonly db: Db) {}

  /** A page of applications, each with all reviewers of the pool. */
  matrix(actor: Actor, callId: string, query: { limit: number; cursor?: string | undefined; q?: string | undefined }) {
    return this.db.read(actor, async (tx) => {
      if (!await findCall(tx, callId)) refuse('not-found');
      const reviewers = await reviewersOf(tx, callId);
      const rows = await matrixRows(tx, callId, query);
      const conflicts = await conflictsAmong(tx, callId);
      const { items, nextCursor } = pageFrom(rows, query.limit, (row) => [row.number, row.id], (row) => row);
      return { reviewers: reviewers.map((r) => presentReviewer(r, actor.language)), items: items.map((row) => presentMatrixRow(row, reviewers, conflicts)), nextCursor };
    });
  }

  /** One pair in full. The price is what the largest total over the applications that the viewer sees would lose. */
  async pair(actor: Actor, callId: string, applicationId: string, personId: string) {
    const found = await this.db.read(actor, async (tx) => {
      const call = await findCall(tx, callId) ?? refuse('not-found');
      const [row] = await matrixRows(tx, callId, { limit: 1, id: applicationId });
      const [reviewer] = await reviewersOf(tx, callId, [personId]);
      if (!row || !reviewer) refuse('not-found');
      const state = await tx.row<{ state: string }>('select state from application where id = $1', [applicationId]);
      const can = canOverride(callStateAt(call.state, call.opens_at, call.closes_at, actor.at), state?.state ?? '');
      return { call, row, reviewer, conflicts: await kindsOf(tx, applicationId, personId), can, pool: can.ok ? await loadPool(tx, callId) : null };
    });
    const { call, pool } = found;
    const price = pool && found.conflicts.length === 0
      ? await inThread<typeof priceOverride>(new URL('./price-override.js', import.meta.url), 'priceOverride', {
        pool, applicationId, personId, demand: { KG: call.reviewers_kg, CN: call.reviewers_cn, INT: call.reviewers_int },
      })
      : null;
    return presentPair(found.row, found.reviewer, found.conflicts, price, found.can);
  }
}
