import { hasRole, type Policy } from '#libs/platform';

/** Who may call the routes of this slice. */
export const notificationPolicies: Record<string, Policy> = {
  'delivery.read': { allows: (a) => hasRole(a, 'administrator') || hasRole(a, 'officer') || hasRole(a, 'auditor') },
  'delivery.manage': { allows: (a) => hasRole(a, 'administrator') || hasRole(a, 'officer') },
};
