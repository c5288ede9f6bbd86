import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The wall before conflicts lets officers decide in the place of an earlier decision, under their own name, about what they see. */
export class ConflictDecisions1764000000019 implements MigrationInterface {
  name = 'ConflictDecisions1764000000019';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create policy decide on conflict for update to kopuro_app
  using ('officer' = any ((select my_roles())::text[]) and not application_id = any ((select hidden_applications())::uuid[])) with check (by_person = (select app_person()));`);
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
