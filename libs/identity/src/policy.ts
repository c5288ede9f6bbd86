import { anyone, hasRole, sideOf, type Actor, type Policy } from '#libs/platform';

const manages = (a: Actor) => hasRole(a, 'administrator') || hasRole(a, 'officer');

/** The side for whose people somebody hands out codes; null: an administrator, for all. */
export function handsOutFor(actor: Actor): 'KG' | 'CN' | null {
  return hasRole(actor, 'administrator') ? null : sideOf(actor, 'officer');
}

/** Who may call the routes of this slice. */
export const identityPolicies: Record<string, Policy> = {
  'session.open': anyone,
  'account.activate': anyone,
  'people.manage': { allows: manages },
  'roles.manage': { allows: (a) => hasRole(a, 'administrator') },
  'audit.read': { allows: (a) => hasRole(a, 'auditor') },
};
