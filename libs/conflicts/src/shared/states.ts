/** Why a person may not judge an application. `same-team` and `same-institution` are found from the facts, the others recorded by people. */
export const CONFLICT_KINDS = ['declared', 'same-team', 'same-institution', 'reported'] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

/** `detected` follows from the facts and is stored nowhere; all but `dismissed` block. */
export const CONFLICT_STATES = ['detected', 'declared', 'confirmed', 'dismissed'] as const;
export type ConflictState = (typeof CONFLICT_STATES)[number];
