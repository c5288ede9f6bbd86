import { hasRole, type Policy } from '#libs/platform';

export const assignmentPolicies: Record<string, Policy> = {
  'assignment.prepare': { allows: (a) => hasRole(a, 'officer') },
};
