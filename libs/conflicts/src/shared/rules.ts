import { OK, refused, type Verdict } from '#libs/kernel';
import type { ConflictKind, ConflictState } from './states.js';

/**
 * Officers confirm or dismiss a conflict that was found, declared or reported; a decision can be turned by another one. Whoever is in the team is never
 * free to judge it, whatever anybody decides.
 */
export function canDecideConflict(conflict: { kind: ConflictKind; state: ConflictState }, decision: 'confirmed' | 'dismissed'): Verdict {
  if (conflict.state === decision) return refused('conflict.already-decided', '/state');
  return conflict.kind === 'same-team' && decision === 'dismissed' ? refused('conflict.not-dismissible', '/state') : OK;
}
