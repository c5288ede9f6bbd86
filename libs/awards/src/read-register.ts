import { Db, pageFrom, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { findAward, findResult, listAwards, type RegisterFilter } from './data/register.queries.js';
import { presentAward, presentResult } from './present.js';

/** What was announced: the public register, and the result that a team reads of its own application. */
@Injectable()
export class ReadRegister {
  constructor(private readonly db: Db) {}

  async list(actor: Actor, f: RegisterFilter) {
    const rows = await this.db.read(actor, (tx) => listAwards(tx, f, actor.at));
    return pageFrom(rows, f.limit, (r) => [r.key, r.id], presentAward);
  }

  award(actor: Actor, id: string) {
    return this.db.read(actor, async (tx) => presentAward(await findAward(tx, id, actor.at) ?? refuse('not-found')));
  }

  result(actor: Actor, applicationId: string) {
    return this.db.read(actor, async (tx) => presentResult(await findResult(tx, applicationId, actor.personId, actor.at) ?? refuse('not-found')));
  }
}
