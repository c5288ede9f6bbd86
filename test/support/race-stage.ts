import { submitApplication } from '#libs/applications/shared/contract';
import pg from 'pg';
import { TestApp, type Member } from './app.js';
import { signedDraft } from './drafts.js';
import { RACE_TIMEOUT_MS } from './race.js';
import { leadsOf, outsider } from './reviewed.js';
import type { Officers } from './submitted.js';
import { twoChairs, type Chairs } from './vote-race.js';

/** What every race runs on; there once the file's tests begin. */
export interface RaceStage { t: TestApp; client: pg.Client; officers: Officers; chairs: Chairs; leads: { kg: Member; cn: Member } }

/** Sets the stage for a file of races: the system, its officers, chairs and leads, and the superuser's connection. */
export function raceStage(): RaceStage {
  jest.setTimeout(RACE_TIMEOUT_MS);
  const stage = {} as RaceStage;
  beforeAll(async () => {
    // That answers hold no field beyond the contract is proven elsewhere.
    const t = await TestApp.start({ config: { answerCheck: 'strip' } });
    const client = new pg.Client({ connectionString: t.database.superuserUrl });
    await client.connect();
    const officers = { kg: await outsider(t, 'officer.kg', 'KG', 'officer'), cn: await outsider(t, 'officer.cn', 'CN', 'officer') };
    Object.assign(stage, { t, client, officers, chairs: await twoChairs(t), leads: await leadsOf(t, 'one') } satisfies RaceStage);
  });
  afterAll(async () => {
    await stage.client.end();
    await stage.t.stop();
  });
  return stage;
}

/** Drafts of a call that both leads have signed. */
export async function signedDrafts({ leads }: RaceStage, callId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push((await signedDraft(callId, leads.kg, leads.cn)).id);
  return ids;
}

export const submit = (who: Member, id: string) => who.call(submitApplication, { params: { id } });
