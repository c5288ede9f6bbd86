/** States of a joint application. */
export const APPLICATION_STATES = ['draft', 'submitted', 'eligible', 'ineligible', 'not-submitted', 'withdrawn', 'under-review', 'recommended', 'not-recommended',
  'awarded', 'on-reserve', 'refused'] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** Which state may follow which. */
export const APPLICATION_TRANSITIONS: Record<ApplicationState, readonly ApplicationState[]> = {
  draft: ['submitted', 'not-submitted', 'withdrawn'],
  submitted: ['eligible', 'ineligible', 'withdrawn'],
  eligible: ['under-review', 'withdrawn'],
  'under-review': ['recommended', 'not-recommended', 'withdrawn'],
  recommended: ['awarded', 'on-reserve', 'refused', 'withdrawn'],
  'not-recommended': ['awarded', 'on-reserve', 'refused', 'withdrawn'],
  'on-reserve': ['awarded', 'refused', 'withdrawn'],
  awarded: ['withdrawn'],
  refused: [],
  ineligible: [],
  'not-submitted': [],
  withdrawn: [],
};

/** Whether an application counts as submitted: its team must stay binational and it counts towards the limits. */
export function countsAsSubmitted(state: ApplicationState): boolean {
  return !['draft', 'not-submitted', 'withdrawn', 'ineligible'].includes(state);
}
