import { DAY_MS, plus } from '#libs/kernel';
import { CONFIG, newId, sha256, type Actor, type Config, type WriteTx } from '#libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { ActivationRow } from './data/account.rows.js';
import { CODE_DAYS } from './shared/limits.js';

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Codes by which people set their password. A code is derived from its id and the server's secret, so no table and no event holds it. */
@Injectable()
export class ActivationCodes {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'sessionSecret'>) {}

  /** The code of an activation: ten characters in two groups. */
  codeOf(activationId: string): string {
    const bytes = createHmac('sha256', this.config.sessionSecret ?? '').update(`activation ${activationId}`).digest();
    const chars = [...bytes.subarray(0, 10)].map((b) => ALPHABET[b % ALPHABET.length]).join('');
    return `${chars.slice(0, 5)}-${chars.slice(5)}`;
  }

  /** Issues a code for a person; codes issued before stay good until they expire. */
  async issue(tx: WriteTx, actor: Actor, personId: string): Promise<{ activationId: string; code: string; expiresAt: Date }> {
    const activationId = newId();
    const code = this.codeOf(activationId);
    const expiresAt = plus(actor.at, CODE_DAYS * DAY_MS);
    await tx.repo(ActivationRow).insert({ id: activationId, personId, codeHash: sha256(code), expiresAt, usedAt: null, attempts: 0, createdAt: actor.at });
    return { activationId, code, expiresAt };
  }
}
