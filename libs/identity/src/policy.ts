import { anyone, hasRole, type Actor, type Policy } from '#libs/platform';

const manages = (a: Actor) => hasRole(a, 'administrator') || hasRole(a, 'officer');

/** Who may call the routes of this slice. */
export const identityPolicies: Record<string, Policy> = {
  'session.open': anyone,
  'account.activate': anyone,
  'people.manage': { allows: manages },
  'roles.manage': { allows: (a) => hasRole(a, 'administrator') },
  'audit.read': { allows: (a) => hasRole(a, 'auditor') },
};
