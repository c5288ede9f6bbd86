import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When its person read a letter in the system: what is unread is counted in the header of every page. */
export class ReadLetters1764000000016 implements MigrationInterface {
  name = 'ReadLetters1764000000016';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
alter table letter add column read_at timestamptz check (read_at >= at);
create index letter_unread on letter(person_id) where read_at is null;
`);
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
