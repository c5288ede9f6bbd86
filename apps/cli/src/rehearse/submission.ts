import { fileCheck, submitApplication } from '#libs/applications/shared/contract';
import { SIDES } from '#libs/kernel';
import type { Competition } from './competition.js';
import { inParallel } from './concurrency.js';
import { activeLeads } from './drafting.js';
import { wordsFor, type Tally } from './journal.js';

/** When an application is sent. */
function submissionAt(competition: Competition, seconds: number): Date {
  return new Date(Date.parse(competition.folder.call.closesAt) + Math.round(seconds * 1000));
}

/** One after the other in order of their instants; a lead sends each exactly then. */
export async function submitAll(competition: Competition, tally: Tally): Promise<void> {
  const inOrder = competition.alive.toSorted((a, b) => a.application.submitAt - b.application.submitAt);
  for (const entry of inOrder) {
    await competition.clock.set(submissionAt(competition, entry.application.submitAt));
    const [lead] = activeLeads(entry.application);
    if (!lead) {
      tally.refuse(entry.application.id, 'team.lead-missing', wordsFor('team.lead-missing', { side: SIDES.join(', ') }), entry.order);
      entry.ended = true;
      continue;
    }
    const received = await competition.step(entry, tally, async () => {
      const receipt = await competition.cast.as(lead.email).call(submitApplication, { params: { id: entry.id } });
      entry.number = receipt.number;
    });
    if (received) tally.accept();
  }
}

/** Officers of both sides pass everything that was submitted. */
export async function checkAll(competition: Competition, tally: Tally): Promise<void> {
  await inParallel(competition.alive, async (entry) => {
    const passed = await competition.step(entry, tally, async () => {
      for (const side of SIDES) {
        await competition.cast.officers[side].call(fileCheck, { params: { id: entry.id }, body: { verdict: 'pass', reason: null, note: '' } });
      }
    });
    if (passed) tally.accept();
  });
}
