import { hasRole, type Policy } from '#libs/platform';

/** Only co-chairs vote; officers prepare what both sides announce. */
export const awardsPolicies: Record<string, Policy> = {
  'decision.read': { allows: (a) => hasRole(a, 'officer') || hasRole(a, 'chair') || hasRole(a, 'auditor') },
  'decision.vote': { allows: (a) => hasRole(a, 'chair') },
  'portfolio.propose': { allows: (a) => hasRole(a, 'officer') || hasRole(a, 'chair') },
  'announcement.prepare': { allows: (a) => hasRole(a, 'officer') },
};
