import { hasRole, type Actor, type Policy } from '#libs/platform';

/** Officers, chairs and auditors read what was submitted, without the applications with which they are in conflict; its SQL twin stands in the queries. */
export function readsSubmitted(actor: Actor): boolean {
  return hasRole(actor, 'officer') || hasRole(actor, 'chair') || hasRole(actor, 'auditor');
}

/** Who may call the routes of this slice. */
export const applicationPolicies: Record<string, Policy> = {
  'application.create': { allows: (a) => a.personId !== null && (a.side === 'KG' || a.side === 'CN') },
  'application.check': { allows: (a) => hasRole(a, 'officer') },
};
