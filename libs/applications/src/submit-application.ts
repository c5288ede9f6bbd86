import { lockCall } from '#libs/calls';
import { canonicalJson } from '#libs/kernel';
import { Db, demand, sha256, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { lockAsLead } from './change-application.js';
import { accessTo } from './data/applications.queries.js';
import { readDossier, readLimits } from './data/dossier.queries.js';
import { contentOf, factsOf, hashOf } from './dossier.js';
import { ApplicationSubmitted } from './events.js';
import { presentReceipt } from './present.js';
import { canSubmit, requestedFen } from './shared/rules.js';

/**
 * Either lead submits what both have signed. The instant of receipt is the request's; the order of receipt of a call is the order in which its lock is taken.
 * Refuses everything that is broken at once (`canSubmit`); the database has the last word at commit.
 */
@Injectable()
export class SubmitApplication {
  constructor(private readonly db: Db) {}

  run(actor: Actor, id: string) {
    return this.db.write(actor, async (tx) => {
      const { callId } = await accessTo(tx, actor, id);
      const { code } = await lockCall<{ code: string }>(tx, callId);
      await lockAsLead(tx, actor, id);
      const d = await readDossier(tx, id);
      const contentHash = hashOf(d);
      demand(canSubmit(factsOf(d, contentHash, await readLimits(tx, id, callId)), actor.at));
      const text = canonicalJson(contentOf(d));
      const before = await tx.row<{ n: number }>('select count(*)::int n from submission s join application a on a.id = s.application_id where a.call_id = $1', [callId]);
      const number = `${code}-${String((before?.n ?? 0) + 1).padStart(4, '0')}`;
      await tx.rows('insert into submission(application_id, number, received_at, sha256, content, requested_fen, submitted_by) values ($1, $2, $3, $4, $5, $6, $7)',
        [id, number, actor.at, sha256(text), text, requestedFen(d.budget), actor.personId]);
      await tx.rows(`update application set state = 'submitted', number = $2, submitted_at = $3, submitted_by = $4, content_hash = $5, version = version + 1, updated_at = $3 where id = $1`,
        [id, number, actor.at, actor.personId, contentHash]);
      tx.audit(`application:${id}`, 'application.submitted', { number, sha256: contentHash, requestedFen: requestedFen(d.budget) });
      tx.emit(ApplicationSubmitted.type, { applicationId: id, callId });
      return presentReceipt({ number, receivedAt: actor.at, sha256: contentHash });
    });
  }
}
