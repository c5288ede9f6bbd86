import { hasRole, type Policy } from '#libs/platform';

export const callPolicies: Record<string, Policy> = {
  'call.prepare': { allows: (a) => hasRole(a, 'officer') },
};
