import { Db, KeptRows, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { shown } from './change-application.js';
import { accessTo, listApplications, listInvitations, readListRow, type ApplicationFilter } from './data/applications.queries.js';
import { readDossier } from './data/dossier.queries.js';
import { placeOf, presentInvitation, presentSummary } from './present.js';
import { ApplicationSummary } from './shared/contract.js';

const summaries = new KeptRows(ApplicationSummary, readListRow, presentSummary);

/** Applications as a person may see them: their teams' ones, and for readers the submitted ones without conflict. */
@Injectable()
export class ReadApplications {
  constructor(private readonly db: Db) {}

  async list(actor: Actor, filter: ApplicationFilter) {
    const rows = await this.db.read(actor, (tx) => listApplications(tx, actor, filter));
    return summaries.page(rows, filter.limit, placeOf);
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
