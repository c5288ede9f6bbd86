import { listMyAssignments, readMyAssignment } from '#libs/assignment/shared/contract';
import { readReview, saveReview } from '#libs/scoring/shared/contract';
import type { Result } from '#libs/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { call } from '../../api/client.js';
import { keyOf } from '../../api/queries.js';
import { DraftKeeper, type Source, type View } from '../application/draft-keeper.js';
import type { Fields } from '../application/section-draft.js';
import { draftOf, fieldsOf, wrongScores, type Criterion, type Review } from './review-fields.js';

export type MyAssignment = Result<typeof listMyAssignments>['items'][number];
export type ReviewStatus = 'to-answer' | 'to-write' | 'submitted' | 'declined' | 'void';

/** What an own assignment waits for. */
export function statusOf(one: Pick<MyAssignment, 'state' | 'reviewState'>): ReviewStatus {
  if (one.reviewState === 'submitted' || one.state === 'submitted') return 'submitted';
  if (one.state === 'accepted') return 'to-write';
  if (one.state === 'declined' || one.state === 'void') return one.state;
  return 'to-answer';
}

/** Puts an answered review into the cache, and marks what depends on its state as stale. */
export function useKeepReview(): (review: Review) => Promise<void> {
  const queries = useQueryClient();
  return async (review) => {
    const params = { id: review.assignmentId };
    queries.setQueryData(keyOf(readReview, { params }), review);
    if (review.state === 'submitted') {
      await queries.invalidateQueries({ queryKey: keyOf(listMyAssignments) });
      await queries.invalidateQueries({ queryKey: keyOf(readMyAssignment) });
    }
  };
}

export type ReviewKeeper = DraftKeeper<Fields, Review>;

/** A review as its keeper reads and sends it: as a whole, without scores that do not fit. */
function sourceOf(id: string, criteria: readonly Criterion[]): Source<Fields, Review> {
  return {
    id, name: 'review', read: fieldsOf,
    send: (_changed, whole, version) => call(saveReview, { params: { id }, body: draftOf(whole, criteria), version }),
    latest: () => call(readReview, { params: { id } }),
    sendable: (field, text) => wrongScores({ [field]: text }, criteria).length === 0,
  };
}

/** The keeper of one review while its form is on the page. */
export function useReviewDraft(review: Review, criteria: readonly Criterion[]): { view: View<Fields>; keeper: ReviewKeeper } {
  const keep = useKeepReview();
  const [keeper] = useState(() => new DraftKeeper(sourceOf(review.assignmentId, criteria), review, (r) => void keep(r)));
  return { view: useSyncExternalStore(keeper.subscribe, keeper.snapshot), keeper };
}
