import type { AnySide, EndpointShape, Language } from '#libs/kernel';

export type Role = 'officer' | 'chair' | 'auditor' | 'administrator';
export interface Grant { role: Role; side: AnySide | null }

/** The HTTP request behind a write: lets the transaction check its answer and keep it for a repeat before it commits. */
export interface PendingAnswer {
  endpoint: EndpointShape;
  idempotency?: { key: string; fingerprint: string };
  /** Validates the answer against the contract; throws when it does not fit. */
  check(value: unknown): { status: number; etag: string | null; body: unknown };
}

/** Who acts, when, and in which language. `at` is the instant of receipt at the API: every rule is judged at it. */
export interface Actor {
  personId: string | null;
  at: Date;
  language: Language;
  grants: readonly Grant[];
  /** Side of the person's institution. */
  side: AnySide | null;
  /** The system itself, never a request without a session: row-level security tells them apart. */
  system?: true;
  /** When the request arrived, on the scale of `elapsedMs`: its commit is due by it. Left out where a file had to arrive first, and in workers. */
  since?: number;
  /** When the session or token behind the request ends; absent in workers. */
  until?: Date;
  request?: PendingAnswer;
}

/** The system itself, in workers and sweeps: no person, hence no review and no sealed vote; it sees what letters and announcements need. */
export function systemActor(at: Date): Actor {
  return { personId: null, at, language: 'en', grants: [], side: null, system: true };
}

export function hasRole(actor: Actor, role: Role, side?: AnySide): boolean {
  return actor.grants.some((g) => g.role === role && (side === undefined || g.side === side));
}

/** The side for which a person holds a role (an officer's or a chair's); null when they do not hold it. */
export function sideOf(actor: Actor, role: Role): 'KG' | 'CN' | null {
  const side = actor.grants.find((g) => g.role === role)?.side;
  return side === 'KG' || side === 'CN' ? side : null;
}

/** The same actor without the pending answer: for a write that must stand although the request is refused (a counted attempt). */
export function unanswered(actor: Actor): Actor {
  const { request: _, ...rest } = actor;
  return rest;
}
