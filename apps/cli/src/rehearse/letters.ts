import { setTimeout as sleep } from 'node:timers/promises';
import { listDeliveries, type DeliverySchema } from '#libs/notifications/shared/contract';
import type { z } from 'zod';
import type { Participant } from './participant.js';

export type Delivery = z.output<typeof DeliverySchema>;

const PATIENCE_MS = 60_000;
const EVERY_MS = 250;

async function allLetters(administrator: Participant): Promise<Delivery[]> {
  const all: Delivery[] = [];
  let cursor: string | undefined;
  do {
    const page = await administrator.call(listDeliveries, { query: { limit: 200, ...(cursor !== undefined && { cursor }) } });
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

async function areOnTheirWay(administrator: Participant): Promise<boolean> {
  for (const state of ['queued', 'sending'] as const) {
    const { items } = await administrator.call(listDeliveries, { query: { limit: 1, state } });
    if (items.length > 0) return true;
  }
  return false;
}

/**
 * All letters, once there are at least so many, none is on its way, and none was added for `quietMs`; after a minute as
 * they are then.
 */
export async function settledLetters(administrator: Participant, signal: AbortSignal, { atLeast = 0, quietMs = 1_000 } = {}): Promise<Delivery[]> {
  const began = performance.now();
  for (let quiet: { count: number; since: number } | undefined; ;) {
    const now = performance.now();
    const isLate = now - began > PATIENCE_MS;
    if (isLate || !(await areOnTheirWay(administrator))) {
      const letters = await allLetters(administrator);
      if (quiet?.count !== letters.length) quiet = { count: letters.length, since: now };
      if (isLate || (letters.length >= atLeast && now - quiet.since >= quietMs)) return letters;
    } else {
      quiet = undefined;
    }
    await sleep(EVERY_MS, undefined, { signal });
  }
}
