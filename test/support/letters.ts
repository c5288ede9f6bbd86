import { newId } from '#libs/platform';
import type { Stage } from './app.js';

/** An outcome with its released announcement, put into the database past the votes: for tests of what follows. Answers the announcement's id. */
export async function announcedResult(t: Stage, applicationId: string, result: 'award' | 'reserve' | 'refused', amountFen: number | null = null): Promise<string> {
  const id = newId();
  const at = t.clock.at;
  const [a] = await t.sql<{ call_id: string; created_by: string }>('select call_id, created_by from application where id = $1', [applicationId]);
  await t.sql('insert into outcome values ($1, 1, $2, null, $3, $4)', [applicationId, result, amountFen, at]);
  await t.sql(`insert into announcement(id, call_id, at_instant, state, revision, created_by, created_at, released_at) values ($1, $2, $3, 'released', 1, $4, $3, $3)`, [id, a?.call_id, at, a?.created_by]);
  await t.sql('insert into announcement_item values ($1, $2, 1)', [id, applicationId]);
  return id;
}

/** `count` letters of one kind that wait, each of an event of its own that is already delivered. */
export async function waitingLetters(t: Stage, count: number, template: string, to: { id: string; email: string }, applicationId: string, values: Record<string, string>): Promise<void> {
  await t.sql(`with e as (insert into outbox(id, at, type, data, done_at) select gen_random_uuid(), $1::timestamptz, 'test.done', '{}', $1::timestamptz from generate_series(1, $2::int) returning id),
      l as (select e.id event_id, gen_random_uuid() id from e)
    insert into letter(id, event_id, person_id, email, language, template, values, application_id, message_id, at)
    select l.id, l.event_id, $3, $4, 'en', $5, $6, $7, l.id || '@kopuro.test', $1 from l`, [t.clock.at, count, to.id, to.email, template, JSON.stringify(values), applicationId]);
}

/** A conflict of interest that the person declared. */
export async function addDeclaredConflict(t: Stage, personId: string, applicationId: string): Promise<void> {
  await t.sql(`insert into conflict(id, person_id, application_id, kind, state, at) values (gen_random_uuid(), $1, $2, 'declared', 'declared', $3)`, [personId, applicationId, t.clock.at]);
}
