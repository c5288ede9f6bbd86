import { useEffect, useMemo, useState } from 'react';
import { join, unsent, type Base, type Fields } from '../../application/section-draft.js';
import type { CallFields } from './call-fields.js';
import { differs } from './faults.js';

const SECTION = 'builder';

/** Fields as texts, compared by value. */
const flat = (f: CallFields): Fields => Object.fromEntries(Object.entries(f).map(([field, value]) => [field, JSON.stringify(value)]));
const unflat = (f: Fields): CallFields => Object.fromEntries(Object.entries(f).map(([field, text]) => [field, JSON.parse(text) as unknown])) as unknown as CallFields;

interface State { base: Base<CallFields>; mine: CallFields; clashes: readonly string[]; theirs: CallFields; joined: boolean; restored: boolean }

/** Three-way: what only one side changed joins by itself, what both changed waits for a choice. */
function withLatest(s: State, latest: Base<CallFields>): State {
  if (latest.version === s.base.version) return s;
  const { joined, clashes } = join(flat(s.base.fields), flat(s.mine), flat(latest.fields));
  return { ...s, base: latest, mine: unflat(joined), theirs: latest.fields, clashes: clashes.map((c) => c.field), joined: true };
}

/** A call while it is built: kept on this device until it is saved, joined with what the other officer saved meanwhile. `id` names it on the device. */
export function useCallDraft(id: string, latest: Base<CallFields>) {
  const [state, setState] = useState<State>(() => {
    const kept = unsent.read<CallFields>(id, SECTION);
    const base = kept ? { ...kept.base, fields: { ...latest.fields, ...kept.base.fields } } : latest;
    // What was kept before a call had a field has none of it.
    return { base, mine: { ...base.fields, ...kept?.mine }, clashes: [], theirs: latest.fields, joined: false, restored: kept !== undefined };
  });
  if (latest.version !== state.base.version) setState(withLatest(state, latest));
  const dirty = useMemo(() => differs(state.mine, state.base.fields), [state.mine, state.base]);
  useEffect(() => {
    if (dirty) unsent.keep(id, SECTION, { base: state.base, mine: state.mine });
    else unsent.forget(id, SECTION);
  }, [dirty, id, state.base, state.mine]);
  return {
    ...state, fields: state.mine, version: state.base.version, dirty,
    set: (part: Partial<CallFields>) => setState((s) => ({ ...s, mine: { ...s.mine, ...part } })),
    /** Ends a clash with one's own field or the other officer's. */
    settle: (field: string, mine: boolean) => setState((s) => ({
      ...s, clashes: s.clashes.filter((c) => c !== field), mine: mine ? s.mine : { ...s.mine, [field]: s.theirs[field as keyof CallFields] },
    })),
    discard: () => setState((s) => ({ ...s, mine: s.base.fields, clashes: [], restored: false })),
    /** Nothing is left to keep on this device: it is saved. */
    saved: () => unsent.forget(id, SECTION),
  };
}
export type CallDraft = ReturnType<typeof useCallDraft>;
