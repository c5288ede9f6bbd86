import type { Side } from '#libs/kernel';
import type { ReadTx } from '#libs/platform';
import { assignmentsOf, draftFacts, type CallView } from './data/assignments.queries.js';
import { hidesAny, latestRun } from './data/runs.queries.js';
import { presentAssignments } from './present.js';

/** A call's draft or published assignment as an officer sees it. `side`: for which they may approve. */
export async function readDraft(tx: ReadTx, call: CallView, at: Date, side: Side | null) {
  return presentAssignments(await assignmentsOf(tx, call.id), await draftFacts(tx, call, at), side, await latestRun(tx, call.id), await hidesAny(tx, call.id));
}
