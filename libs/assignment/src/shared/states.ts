/** States of an assignment: of one application to one reviewer. */
export const ASSIGNMENT_STATES = ['proposed', 'published', 'accepted', 'declined', 'submitted', 'void'] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

/** Which state may follow which. `void`: a conflict was found later; the row is kept, marked and not counted. */
export const ASSIGNMENT_TRANSITIONS: Record<AssignmentState, readonly AssignmentState[]> = {
  proposed: ['published', 'void'],
  published: ['accepted', 'declined', 'void'],
  accepted: ['submitted', 'void'],
  submitted: ['void'],
  declined: [],
  void: [],
};

/** Whether an assignment counts towards loads, demands and totals. */
export function isLive(state: AssignmentState): boolean {
  return state !== 'declined' && state !== 'void';
}
