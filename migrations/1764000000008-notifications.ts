import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Letters: who is told of which event and how far the letter got; never its text. One letter per event, address and template. */
export class Notifications1764000000008 implements MigrationInterface {
  name = 'Notifications1764000000008';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table letter (
  id uuid primary key, event_id uuid not null references outbox, person_id uuid references person, email citext not null,
  language text not null check (language in ('en', 'ru', 'ky', 'zh-CN')), template text not null, values jsonb not null, application_id uuid references application,
  message_id text not null unique, state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'kept', 'failed', 'uncertain', 'superseded')),
  attempts int not null default 0, at timestamptz not null, next_try_at timestamptz, sending_since timestamptz, sent_at timestamptz, problem text,
  unique (event_id, email, template), check ((state = 'sending') = (sending_since is not null)), check ((state in ('sent', 'kept')) = (sent_at is not null)));
create index letter_waiting on letter(at) where state in ('queued', 'sending');
create index letter_person on letter(person_id);
create index letter_email on letter(email);
create index letter_at on letter(at, id);

grant select, insert, update on letter to kopuro_app;
`);
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}
