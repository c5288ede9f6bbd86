import { Db, pageFrom, Refused, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { CallRow } from './data/call.row.js';
import { readParts } from './data/call-parts.js';
import { approvalsOf, listCalls } from './data/calls.queries.js';
import { newestEdition } from './data/amendments.queries.js';
import { isUnpublished, presentCall, presentCallSummary, seesDrafts } from './present.js';
import type { CallState } from './shared/states.js';

/** Calls as a person may see them; a draft does not exist for the public. */
@Injectable()
export class ReadCalls {
  constructor(private readonly db: Db) {}

  async list(actor: Actor, f: { limit: number; cursor?: string | undefined; q?: string | undefined; state?: CallState | undefined }) {
    const rows = await this.db.read(actor, (tx) => listCalls(tx, { ...f, state: f.state ?? null, drafts: seesDrafts(actor), at: actor.at }));
    return pageFrom(rows, f.limit, (r) => [r.key, r.id], (r) => presentCallSummary(r, actor.at));
  }

  read(actor: Actor, id: string) {
    return this.db.read(actor, async (tx) => {
      const call = await tx.repo(CallRow).findOneBy({ id });
      const hidden = call && isUnpublished(call.state) && !seesDrafts(actor);
      if (!call || hidden) throw new Refused('not-found');
      return presentCall(call, await readParts(tx, id), seesDrafts(actor) ? await approvalsOf(tx, id, 'publication', call.revision) : [], await newestEdition(tx, id), actor);
    });
  }
}
