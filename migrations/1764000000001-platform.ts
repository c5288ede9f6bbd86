import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The mechanisms: actor, audit chain, outbox and inbox, idempotency, long work, the clock of rehearsals. */
export class Platform1764000000001 implements MigrationInterface {
  name = 'Platform1764000000001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create function app_person() returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.person_id', true), '')::uuid $$;
create function app_at() returns timestamptz language sql stable parallel safe as $$ select nullif(current_setting('app.at', true), '')::timestamptz $$;
create function refuse(p_code text, p_values jsonb default null) returns void language plpgsql as $$
begin raise exception using errcode = 'KP001', message = p_code, detail = coalesce(p_values::text, ''); end $$;
create function fen_text(p_fen bigint) returns text language sql immutable as $$ select to_char(p_fen / 100.0, 'FM9999999999990.00') $$;

create table audit_entry (
  stream text not null, seq int not null check (seq > 0), at timestamptz not null, actor uuid, action text not null, data text not null,
  prev bytea not null, hash bytea not null, primary key (stream, seq));
create index audit_entry_at on audit_entry(at);
create table audit_head (stream text primary key, seq int not null, hash bytea not null);
create table audit_root (
  n int generated always as identity primary key, at timestamptz not null, streams int not null, entries bigint not null,
  prev bytea not null, root bytea not null, signature bytea not null);

create table outbox (
  id uuid primary key, seq bigint generated always as identity unique, at timestamptz not null, type text not null, data jsonb not null,
  relayed_at timestamptz, done_at timestamptz);
create index outbox_waiting on outbox(seq) where done_at is null;
create table inbox (consumer text not null, event_id uuid not null references outbox, at timestamptz not null, primary key (consumer, event_id));

create table idempotency (
  actor text not null, key text not null, fingerprint text not null, status int not null, etag text, body text not null, at timestamptz not null,
  primary key (actor, key));

create table job (
  id uuid primary key, kind text not null, owner_id uuid, subject uuid not null, input jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  progress int not null default 0 check (progress between 0 and 100), attempts int not null default 0, result jsonb, problem text, created_at timestamptz not null, ended_at timestamptz);
create unique index "job.running" on job(kind, subject) where state in ('queued', 'running');

create table simulated_clock (one boolean primary key default true check (one), at timestamptz not null);

create function audit_append(p_stream text, p_action text, p_data text) returns bytea language plpgsql security definer set search_path = public, pg_temp as $$
declare h audit_head; n bytea; t timestamptz := app_at();
begin
  insert into audit_head values (p_stream, 0, '\\x') on conflict (stream) do nothing;
  select * into h from audit_head where stream = p_stream for update;
  n := sha256(h.hash || convert_to(concat_ws(chr(10), p_stream, h.seq + 1, to_char(t at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    coalesce(app_person()::text, '-'), p_action, p_data), 'UTF8'));
  insert into audit_entry values (p_stream, h.seq + 1, t, app_person(), p_action, p_data, h.hash, n);
  update audit_head set seq = h.seq + 1, hash = n where stream = p_stream;
  return n;
end $$;

create function flush_write(p jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare x jsonb;
begin
  for x in select e from jsonb_array_elements(p->'audit') with ordinality t(e, n) order by e->>'stream', n loop
    perform audit_append(x->>'stream', x->>'action', x->>'data');
  end loop;
  insert into outbox(id, at, type, data) select (e->>'id')::uuid, app_at(), e->>'type', e->'data' from jsonb_array_elements(p->'events') e;
end $$;

create function append_root(p_at timestamptz, p_streams int, p_entries bigint, p_prev bytea, p_root bytea, p_signature bytea) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(727002);
  if p_prev is distinct from coalesce((select root from audit_root order by n desc limit 1), '\\x') then return; end if;
  insert into audit_root(at, streams, entries, prev, root, signature) values (p_at, p_streams, p_entries, p_prev, p_root, p_signature);
end $$;

create function take_outbox(p_limit int, p_again_seconds int) returns table (id uuid) language sql security definer set search_path = public, pg_temp as $$
  update outbox o set relayed_at = clock_timestamp() from (
    select w.id from outbox w where w.done_at is null and (w.relayed_at is null or w.relayed_at < clock_timestamp() - make_interval(secs => p_again_seconds))
    order by w.seq limit p_limit for update skip locked) due
  where o.id = due.id returning o.id $$;

create function take_job(p_id uuid) returns setof job language sql security definer set search_path = public, pg_temp as $$
  update job set state = 'running', attempts = attempts + 1 where id = p_id and state in ('queued', 'running') returning * $$;

create function sealed_history() returns trigger language plpgsql as $$
begin raise exception '% of % is refused: its rows never change', tg_op, tg_table_name using errcode = '42501'; end $$;
create trigger never_changes before update or delete or truncate on audit_entry for each statement execute function sealed_history();
create trigger never_changes before update or delete or truncate on audit_root for each statement execute function sealed_history();

grant usage on schema public to kopuro_app, kopuro_definer;
grant select on audit_entry, audit_head, audit_root to kopuro_app;
grant select, insert on audit_entry, audit_root to kopuro_definer;
grant select, insert, update on audit_head to kopuro_definer;
grant select, update on outbox to kopuro_app;
grant select, insert, update on outbox to kopuro_definer;
grant select, insert on inbox, idempotency to kopuro_app;
grant delete on idempotency to kopuro_app;
grant select, insert, update on job to kopuro_app;
grant select, update on job to kopuro_definer;
grant select on simulated_clock to kopuro_app;
`);
    await q.query(definedBy('audit_append(text, text, text)', 'flush_write(jsonb)', 'take_outbox(int, int)', 'take_job(uuid)', 'append_root(timestamptz, int, bigint, bytea, bytea, bytea)'));
  }

  async down(): Promise<void> {
    throw new Error('history is not taken back');
  }
}

/** Hands functions to the definer role: they run with its rights, and only the application may call them. The rights come first: an owner of before can revoke nothing. */
export function definedBy(...functions: string[]): string {
  const each = functions.map((f) => `revoke all on function ${f} from public; grant execute on function ${f} to kopuro_app; alter function ${f} owner to kopuro_definer;`);
  return `grant create on schema public to kopuro_definer; ${each.join(' ')} revoke create on schema public from kopuro_definer;`;
}
