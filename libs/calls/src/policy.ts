import { hasRole, type Policy } from '#libs/platform';

export const callPolicies: Record<string, Policy> = {
  'call.prepare': { allows: (a) => hasRole(a, 'officer') },
  'amendment.read': { allows: (a) => hasRole(a, 'officer') || hasRole(a, 'chair') || hasRole(a, 'auditor') },
};
