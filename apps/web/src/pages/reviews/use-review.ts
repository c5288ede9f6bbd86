import { listMyAssignments, readMyAssignment } from '#libs/assignment/shared/contract';
import { readReview } from '#libs/scoring/shared/contract';
import type { Result } from '#libs/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { keyOf } from '../../api/queries.js';
import type { Criterion, Review } from './review-fields.js';
import { ReviewKeeper, type ReviewView } from './review-keeper.js';

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

/** The keeper of one review while its form is on the page. */
export function useReviewDraft(review: Review, criteria: readonly Criterion[]): { view: ReviewView; keeper: ReviewKeeper } {
  const keep = useKeepReview();
  const [keeper] = useState(() => new ReviewKeeper(review, criteria, (r) => void keep(r)));
  return { view: useSyncExternalStore(keeper.subscribe, keeper.snapshot), keeper };
}
