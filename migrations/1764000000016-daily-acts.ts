import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people do day by day: they read letters in the system, and officers decide about conflicts that were found or declared. */
export class DailyActs1764000000016 implements MigrationInterface {
  name = 'DailyActs1764000000016';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
alter table letter add column read_at timestamptz check (read_at >= at);
create index letter_unread on letter(person_id) where read_at is null;
alter table conflict add constraint "conflict.not-dismissible" check (kind <> 'same-team' or state <> 'dismissed');
`);
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
