import { hashPassword } from '#libs/identity';
import { Db, newId, systemActor } from '#libs/platform';
import { DataSource } from 'typeorm';

/** The person who starts an empty system: an active administrator of an institution of neither side. Refuses when there is an administrator already. */
export async function createFirstAdministrator(urls: { appUrl: string }, person: { email: string; password: string }, at: Date): Promise<string> {
  const ds = new DataSource({ type: 'postgres', url: urls.appUrl });
  await ds.initialize();
  try {
    const passwordHash = await hashPassword(person.password);
    return await new Db(ds).write(systemActor(at), async (tx) => {
      if (await tx.row(`select 1 from role_grant where role = 'administrator' limit 1`)) throw new Error('There is an administrator already. Ask them to give the role.');
      const institution = newId();
      const id = newId();
      await tx.rows(`insert into institution(id, slug, name_en, name_local, country, side) values ($1, 'operator', 'System operator', '', 'ZZ', 'INT') on conflict (slug) do nothing`, [institution]);
      await tx.rows(`insert into person(id, email, family, given, side, institution_id, language, password_hash, state, created_at)
        values ($1, $2, 'Administrator', '', 'INT', (select id from institution where slug = 'operator'), 'en', $3, 'active', $4)`, [id, person.email, passwordHash, at]);
      await tx.rows(`insert into role_grant(person_id, role, at) values ($1, 'administrator', $2)`, [id, at]);
      tx.audit(`person:${id}`, 'administrator.created', {});
      return id;
    });
  } finally {
    await ds.destroy();
  }
}
