import type { AnySide, Language } from '#libs/kernel';
import { Actors, Sessions, sha256, systemActor, type Actor, type Grant, type SignedIn } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface Found { id: string; side: AnySide; language: Language; grants: Grant[] }

const WHO = `select p.id, p.side, p.language, coalesce((select json_agg(json_build_object('role', g.role, 'side', g.side)) from role_grant g where g.person_id = p.id), '[]') grants`;
const BY_COOKIE = `${WHO}, s.expires_at until from session s join person p on p.id = s.person_id where s.secret_hash = $1 and s.expires_at > $2 and s.ended_at is null and p.state = 'active'`;
const BY_TOKEN = `${WHO}, s.expires_at until from access_token s join person p on p.id = s.person_id where s.secret_hash = $1 and s.expires_at > $2 and s.revoked_at is null and p.state = 'active'`;

/** Who is behind a cookie, a token or a job, with the rights they hold at this moment. */
@Injectable()
export class FindActor extends Sessions implements Actors {
  constructor(private readonly ds: DataSource) { super(); }

  async find(secret: string, kind: 'cookie' | 'token', at: Date): Promise<SignedIn | null> {
    const [p] = await this.ds.query<(Found & { until: Date })[]>(kind === 'cookie' ? BY_COOKIE : BY_TOKEN, [sha256(secret), at]);
    return p ? { personId: p.id, side: p.side, grants: p.grants, language: p.language, until: p.until } : null;
  }

  async of(personId: string | null, at: Date): Promise<Actor> {
    if (personId === null) return systemActor(at);
    const [p] = await this.ds.query<Found[]>(`${WHO} from person p where p.id = $1 and p.state = 'active'`, [personId]);
    return p ? { personId: p.id, at, language: p.language, grants: p.grants, side: p.side } : { personId, at, language: 'en', grants: [], side: null };
  }
}
