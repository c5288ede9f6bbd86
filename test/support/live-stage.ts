import { client, type AnySide } from '#libs/kernel';
import { newId, newSecret, sha256, type Role } from '#libs/platform';
import { readApplication } from '#libs/applications/shared/contract';
import pg from 'pg';
import type { Member, Stage } from './app.js';

/** No request of a test lasts longer; then its fate is unknown to whoever sent it. */
const PATIENCE_MS = 20_000;

/** A running system of other processes on the machine's clock; people and drafts are put into its database, so that many are there quickly. */
export class LiveStage implements Stage {
  /** The machine's time, whenever it is asked. */
  readonly clock = { get at() { return new Date(); } };
  private readonly pool: pg.Pool;

  constructor(readonly base: string, superuserUrl: string) {
    this.pool = new pg.Pool({ connectionString: superuserUrl, max: 4 });
    // The database may be killed while a connection idles; the next query opens another.
    this.pool.on('error', () => undefined);
  }

  /** Runs SQL as superuser, whatever role is named. */
  async sql<T extends object>(text: string, args: unknown[] = []): Promise<T[]> {
    const result = await this.pool.query<T>(text, args) as pg.QueryResult<T> | pg.QueryResult<T>[];
    return Array.isArray(result) ? [] : result.rows;
  }

  close(): Promise<void> { return this.pool.end(); }

  /** An active person at an institution of their own, with a token instead of a log-in. */
  async person(name: string, side: AnySide, role?: Role): Promise<Member> {
    const [id, institution, secret] = [newId(), newId(), newSecret()];
    const email = `${name}@test.example`;
    await this.sql('insert into institution(id, slug, name_en, name_local, country, side) values ($1, $2, $2, $2, $3, $4)', [institution, name.replaceAll('.', '-'), side === 'INT' ? 'DE' : side, side]);
    await this.sql(`insert into person(id, email, family, given, side, institution_id, password_hash, state, created_at) values ($1, $2, $3, 'Test', $4, $5, 'none', 'active', $6)`,
      [id, email, name, side, institution, this.clock.at]);
    if (role) await this.sql('insert into role_grant(person_id, role, side, at) values ($1, $2, $3, $4)', [id, role, side === 'INT' ? null : side, this.clock.at]);
    await this.sql(`insert into access_token(id, person_id, name, secret_hash, created_at, expires_at) values ($1, $2, 'test', $3, $4::timestamptz, $4::timestamptz + interval '1 day')`, [newId(), id, sha256(secret), this.clock.at]);
    const call = client({
      base: `${this.base}/api/v1`, headers: () => ({ authorization: `Bearer ${secret}`, 'accept-language': 'en' }),
      fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) }),
    });
    return { id, email, cookie: '', call };
  }

  /** Complete drafts that both leads have signed, in a call that asks for no document. Answers their ids. */
  async signedDrafts(callId: string, count: number, leads: { kg: Member; cn: Member }): Promise<string[]> {
    const ids = await this.drafts(callId, count, leads);
    // They say the same, so the leads sign the same.
    const hash = await this.hashOf(ids[0] ?? '', leads);
    await this.putSignatures(ids, ids.map(() => hash), leads);
    return ids;
  }

  /** Drafts with team, budget and text. Answers their ids. */
  async drafts(callId: string, count: number, leads: { kg: Member; cn: Member }): Promise<string[]> {
    const ids = Array.from({ length: count }, newId);
    const at = this.clock.at;
    await this.sql(`insert into application(id, call_id, title_en, theme, months, created_by, created_at, updated_at) select id, $2, 'Snow and water', 'seismology', 24, $3, $4, $4 from unnest($1::uuid[]) id`,
      [ids, callId, leads.kg.id, at]);
    for (const [lead, side] of [[leads.kg, 'KG'], [leads.cn, 'CN']] as const) {
      await this.sql(`insert into team_member(id, application_id, person_id, email, side, role, state, person_months, invited_at, answered_at)
        select gen_random_uuid(), id, $2, $3, $4, 'lead', 'accepted', 6, $5, $5 from unnest($1::uuid[]) id`, [ids, lead.id, lead.email, side, at]);
    }
    await this.sql(`insert into budget_line select gen_random_uuid(), id, 'KG', 'equipment', 1, 'programme', 100000000, 0 from unnest($1::uuid[]) id`, [ids]);
    await this.sql(`insert into narrative_answer select id, 'objectives', 'To measure snow and water.' from unnest($1::uuid[]) id`, [ids]);
    return ids;
  }

  /** Signs drafts for both sides. The server says what the leads sign; only the signatures are put there. */
  async sign(ids: readonly string[], leads: { kg: Member; cn: Member }): Promise<void> {
    await this.putSignatures(ids, await inBatches(ids, 8, (id) => this.hashOf(id, leads)), leads);
  }

  private async hashOf(id: string, leads: { kg: Member }): Promise<string> {
    return (await leads.kg.call(readApplication, { params: { id } })).contentHash;
  }

  private async putSignatures(ids: readonly string[], hashes: readonly string[], leads: { kg: Member; cn: Member }): Promise<void> {
    for (const [lead, side] of [[leads.kg, 'KG'], [leads.cn, 'CN']] as const) {
      await this.sql(`insert into signoff select x.id, $3, x.hash, $4, '{integrity,personal-data}', $5 from unnest($1::uuid[], $2::text[]) x(id, hash)`, [ids, hashes, side, lead.id, this.clock.at]);
    }
  }
}

/** Runs `work` over all items, at most `width` at the same time; answers in the items' order. */
export async function inBatches<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => { for (let n = next++; n < items.length; n = next++) results[n] = await work(items[n] as T); };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
}
