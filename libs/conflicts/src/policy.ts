import { hasRole, type Policy } from '#libs/platform';

export const conflictPolicies: Record<string, Policy> = {
  'conflict.manage': { allows: (a) => hasRole(a, 'officer') },
};
