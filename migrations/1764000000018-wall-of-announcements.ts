import type { MigrationInterface, QueryRunner } from 'typeorm';

const HIDDEN = 'application_id = any ((select hidden_applications())::uuid[])';
const OFFICER = `'officer' = any ((select my_roles())::text[])`;
const ANNOUNCED = 'application_id = any ((select announced_awards())::uuid[])';
const SYSTEM = '(select acts_for_system())';
const ME = '(select app_person())';

/** The second wall also stands before recorded conflicts and before what an announcement will say. */
export class WallOfAnnouncements1764000000018 implements MigrationInterface {
  name = 'WallOfAnnouncements1764000000018';

  async up(q: QueryRunner): Promise<void> {
    for (const table of ['conflict', 'announcement_item']) {
      await q.query(`alter table ${table} enable row level security; alter table ${table} force row level security;
        create policy definer_all on ${table} to kopuro_definer using (true) with check (true)`);
    }
    await q.query(`
create policy see on conflict for select to kopuro_app using (person_id = ${ME} or by_person = ${ME} or (not ${HIDDEN} and ${OFFICER}));
create policy record on conflict for insert to kopuro_app with check (by_person = ${ME});

create policy see on announcement_item for select to kopuro_app using (${ANNOUNCED} or (not ${HIDDEN} and ${OFFICER}) or ${SYSTEM});
create policy propose on announcement_item for insert to kopuro_app with check (${OFFICER});`);
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
