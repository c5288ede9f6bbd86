import { CONFIG, Db, pageFrom, refuse, type Actor, type Config } from '#libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { findAward, findResult, listAwards, type RegisterFilter, type RegisterSelection } from './data/register.queries.js';
import { presentAward, presentResult } from './present.js';
import { registerCsv, registerPackage } from './register-files.js';

/** A competition awards ten projects or so: this is centuries. */
const EXPORT_MAX = 10_000;

/** What was announced: the public register, and the result that a team reads of its own application. */
@Injectable()
export class ReadRegister {
  constructor(private readonly db: Db, @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>) {}

  async list(actor: Actor, f: RegisterFilter) {
    const rows = await this.db.read(actor, (tx) => listAwards(tx, f, actor.at));
    return pageFrom(rows, f.limit, (r) => [r.key, r.id], presentAward);
  }

  /** Every announced award of a selection, for a file; at most `EXPORT_MAX`. */
  async csv(actor: Actor, selection: RegisterSelection): Promise<Buffer> {
    return Buffer.from(registerCsv(await this.all(actor, selection)));
  }

  /** The same in the form of the 360Giving standard. */
  async package(actor: Actor, selection: RegisterSelection): Promise<Buffer> {
    return Buffer.from(registerPackage(await this.all(actor, selection), this.config.publicUrl));
  }

  private async all(actor: Actor, selection: RegisterSelection) {
    const rows = await this.db.read(actor, (tx) => listAwards(tx, { ...selection, limit: EXPORT_MAX }, actor.at));
    return rows.map(presentAward);
  }

  award(actor: Actor, id: string) {
    return this.db.read(actor, async (tx) => presentAward(await findAward(tx, id, actor.at) ?? refuse('not-found')));
  }

  result(actor: Actor, applicationId: string) {
    return this.db.read(actor, async (tx) => presentResult(await findResult(tx, applicationId, actor.personId, actor.at) ?? refuse('not-found')));
  }
}
