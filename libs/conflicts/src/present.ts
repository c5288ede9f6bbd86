import { displayName } from '#libs/kernel';
import type { ConflictView } from './data/conflicts.queries.js';

export function presentConflict(c: ConflictView) {
  const name = displayName({ family: c.family, given: c.given, patronymic: c.patronymic, nativeName: c.native_name });
  return {
    personId: c.person_id, name, applicationId: c.application_id, number: c.number,
    kind: c.kind, state: c.state, reason: c.reason, at: c.at?.toISOString() ?? null,
  };
}
