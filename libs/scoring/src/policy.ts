import { hasRole, type Policy } from '#libs/platform';

/** Reviews are reached by their own reviewer only; the ranking and its lot by those who prepare, decide and audit. */
export const scoringPolicies: Record<string, Policy> = {
  'ranking.read': { allows: (a) => hasRole(a, 'officer') || hasRole(a, 'chair') || hasRole(a, 'auditor') },
  'ranking.close': { allows: (a) => hasRole(a, 'officer') },
};
