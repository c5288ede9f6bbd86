import { completeDraft, join, sign } from '../support/drafts.js';
import { asDrafts } from '../support/invariants.js';
import { atOnce, endsIn, race, tally } from '../support/race.js';
import { raceStage, signedDrafts, submit } from '../support/race-stage.js';
import { leadsOf, outsider } from '../support/reviewed.js';
import { publishedCall } from '../support/submitted.js';
import type { Member } from '../support/app.js';

const s = raceStage();
const submitted = async (ids: readonly string[]) => (await s.client.query<{ id: string }>(`select id from application where id = any($1) and state = 'submitted'`, [ids])).rows.map((r) => r.id);

describe('twenty submissions at once', () => {
  it('leave one application to each lead', async () => {
    const call = await publishedCall(s.officers, { code: 'LEAD', maxApplicationsPerLead: 1, maxApplicationsPerPerson: 2 });
    const ids = await signedDrafts(s, call.id, 5);
    await race(s.client, 'limit per lead', async (chance) => {
      await asDrafts(s.client, ids);
      const results = await atOnce(chance, ids.flatMap((id) => [s.leads.kg, s.leads.cn, s.leads.kg, s.leads.cn].map((who) => () => submit(who, id))));
      expect(tally(results)).toMatchObject({ ok: 1 });
      endsIn(results, ['lead.too-many-applications', 'application.already-submitted']);
      expect(await submitted(ids)).toHaveLength(1);
      return results;
    });
  });

  it('leave two applications to each person', async () => {
    const call = await publishedCall(s.officers, { code: 'PERSON', maxApplicationsPerLead: 1, maxApplicationsPerPerson: 2 });
    const shared = await outsider(s.t, 'shared', 'KG');
    const pairs: { id: string; kg: Member; cn: Member }[] = [];
    for (const name of ['p1', 'p2', 'p3', 'p4', 'p5']) {
      const { kg, cn } = await leadsOf(s.t, name);
      const { id } = await completeDraft(call.id, kg, cn);
      await join(kg, id, shared, 'KG', 'member');
      await sign(kg, id);
      await sign(cn, id);
      pairs.push({ id, kg, cn });
    }
    await race(s.client, 'limit per person', async (chance) => {
      await asDrafts(s.client, pairs.map((p) => p.id));
      const results = await atOnce(chance, pairs.flatMap((p) => [p.kg, p.cn, p.kg, p.cn].map((who) => () => submit(who, p.id))));
      expect(tally(results)).toMatchObject({ ok: 2 });
      endsIn(results, ['person.too-many-applications', 'application.already-submitted']);
      expect(await submitted(pairs.map((p) => p.id))).toHaveLength(2);
      return results;
    });
  });
});
