import { approveAnnouncement, listAnnouncements, listRegister, proposeAnnouncement } from '#libs/awards/shared/contract';
import { HOUR_MS, plus } from '#libs/kernel';
import type { Competition } from './competition.js';
import { until } from './concurrency.js';
import { readDecisions } from './decisions.js';
import type { Tally } from './journal.js';
import type { visitor } from './participant.js';

const PATIENCE_SECONDS = 60;

/** Both sides announce what both have decided, and the time comes. */
export async function announce(competition: Competition, tally: Tally): Promise<void> {
  const { cast, callId, clock, signal } = competition;
  const decided = (await readDecisions(competition)).KG.filter(({ outcome }) => outcome !== null).map(({ applicationId }) => applicationId);
  const at = plus(clock.at, HOUR_MS);
  await tally.must('call', async () => {
    const { id, version } = await cast.officers.KG.call(proposeAnnouncement, { params: { id: callId }, body: { at: at.toISOString(), applications: decided } });
    await cast.officers.CN.call(approveAnnouncement, { params: { id }, version });
  });
  await clock.set(plus(at, 1000));
  await until('the announcement', PATIENCE_SECONDS, signal, async () => {
    const { items } = await cast.officers.KG.call(listAnnouncements, { params: { id: callId } });
    return items.some(({ state }) => state === 'released') ? true : undefined;
  });
  tally.accept(decided.length);
}

/** How many awards anybody can read in the register. */
export async function countRegister(ask: ReturnType<typeof visitor>, callId: string): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await ask(listRegister, { query: { limit: 200, callId, ...(cursor !== undefined && { cursor }) } });
    count += page.items.length;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return count;
}
