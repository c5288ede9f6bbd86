import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Letters about an amendment that waits for an approval are written by the system, which must see whether it still waits. */
export class LettersAboutApprovals1764000000023 implements MigrationInterface {
  name = 'LettersAboutApprovals1764000000023';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`alter policy see on call_amendment
      using (state = 'effective' or (select my_roles())::text[] && '{officer,chair,auditor}'::text[] or (select acts_for_system()))`);
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
