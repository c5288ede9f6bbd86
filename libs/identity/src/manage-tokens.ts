import { DAY_MS, plus } from '#libs/kernel';
import { Db, newId, newSecret, Refused, sha256, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { AccessTokenRow } from './data/account.rows.js';

function present(t: AccessTokenRow) {
  return { id: t.id, name: t.name, createdAt: t.createdAt.toISOString(), expiresAt: t.expiresAt.toISOString(), revokedAt: t.revokedAt?.toISOString() ?? null };
}

/** Personal access tokens for scripts: they carry their owner's rights, never more. */
@Injectable()
export class ManageTokens {
  constructor(private readonly db: Db) {}

  async list(actor: Actor) {
    return this.db.read(actor, async (tx) => ({ items: (await tx.repo(AccessTokenRow).find({ where: { personId: actor.personId ?? '' }, order: { createdAt: 'DESC' } })).map(present) }));
  }

  async create(actor: Actor, body: { name: string; days: number }) {
    const secret = newSecret();
    return this.db.write(actor, async (tx) => {
      const row = { id: newId(), personId: actor.personId ?? '', name: body.name, secretHash: sha256(secret), createdAt: actor.at, expiresAt: plus(actor.at, body.days * DAY_MS), revokedAt: null };
      await tx.repo(AccessTokenRow).insert(row);
      tx.audit(`person:${row.personId}`, 'token.created', { token: row.id });
      return { token: present(row), secret };
    });
  }

  async revoke(actor: Actor, id: string): Promise<void> {
    await this.db.write(actor, async (tx) => {
      const done = await tx.repo(AccessTokenRow).update({ id, personId: actor.personId ?? '' }, { revokedAt: actor.at });
      if (!done.affected) throw new Refused('not-found');
      tx.audit(`person:${actor.personId}`, 'token.revoked', { token: id });
    });
  }
}
