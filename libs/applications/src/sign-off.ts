import { isSide } from '#libs/kernel';
import { Db, demand, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { lockAsLead, shown } from './change-application.js';
import { readDossier } from './data/dossier.queries.js';
import { hashOf } from './dossier.js';
import { ApplicationSigned } from './events.js';
import { canSign } from './shared/rules.js';

/** The lead of a side signs the present version and its declarations; the second signature does not submit. */
@Injectable()
export class SignOff {
  constructor(private readonly db: Db) {}

  run(actor: Actor, id: string, body: { contentHash: string; declarations: string[] }) {
    return this.db.write(actor, async (tx) => {
      const { app, access: { side } } = await lockAsLead(tx, actor, id);
      if (side === null || !isSide(side)) refuse('not-found');
      const d = await readDossier(tx, id);
      const contentHash = hashOf(d);
      demand(canSign({ state: app.state, side, contentHash, signoffs: d.signoffs, declarations: d.call.declarations }, body));
      await tx.rows('delete from signoff where application_id = $1 and side = $2', [id, side]);
      await tx.rows('insert into signoff(application_id, side, content_hash, person_id, declarations, at) values ($1, $2, $3, $4, $5, $6)',
        [id, side, contentHash, actor.personId, d.call.declarations, actor.at]);
      await tx.rows('update application set content_hash = $2, version = version + 1, updated_at = $3 where id = $1', [id, contentHash, actor.at]);
      tx.audit(`application:${id}`, 'application.signed', { side, contentHash, declarations: d.call.declarations });
      tx.emit(ApplicationSigned.type, { applicationId: id, side });
      return shown(tx, actor, await readDossier(tx, id));
    });
  }
}
