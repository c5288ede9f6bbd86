import { Db, pageFrom, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { shown } from './change-application.js';
import { accessTo, listApplications, listInvitations, type ApplicationFilter } from './data/applications.queries.js';
import { readDossier } from './data/dossier.queries.js';
import { presentInvitation, presentSummary } from './present.js';

/** Applications as a person may see them: their teams' ones, and for readers the submitted ones without conflict. */
@Injectable()
export class ReadApplications {
  constructor(private readonly db: Db) {}

  async list(actor: Actor, filter: ApplicationFilter) {
    const rows = await this.db.read(actor, (tx) => listApplications(tx, actor, filter));
    return pageFrom(rows, filter.limit, (r) => [r.shownAt, r.id], presentSummary);
  }

  read(actor: Actor, id: string) {
    return this.db.read(actor, async (tx) => {
      await accessTo(tx, actor, id);
      return shown(tx, actor, await readDossier(tx, id));
    });
  }

  async invitations(actor: Actor) {
    const rows = await this.db.read(actor, (tx) => listInvitations(tx, actor.personId));
    return { items: rows.map(presentInvitation) };
  }
}
