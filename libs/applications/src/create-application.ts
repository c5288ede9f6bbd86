import { CallRow } from '#libs/calls';
import { callStateAt } from '#libs/calls/shared/states';
import { canStartDraft } from '#libs/calls/shared/rules';
import { Db, demand, newId, refuse, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { shown } from './change-application.js';
import { ApplicationRow } from './data/application.row.js';
import { readDossier } from './data/dossier.queries.js';
import { isTheme } from './data/identification.queries.js';
import type { createApplication } from './shared/contract.js';

type NewApplication = z.output<typeof createApplication.body>;

/** A person of either side starts a joint application and leads their side of it. */
@Injectable()
export class CreateApplication {
  constructor(private readonly db: Db) {}

  run(actor: Actor, body: NewApplication) {
    const side = actor.side;
    const personId = actor.personId;
    return this.db.write(actor, async (tx) => {
      if (personId === null || (side !== 'KG' && side !== 'CN')) refuse('not-found');
      const call = await tx.repo(CallRow).findOneBy({ id: body.callId });
      if (!call) refuse('not-found');
      demand(canStartDraft(callStateAt(call.state, call.opensAt, call.closesAt, actor.at), call.closesAt, actor.at));
      if (!await isTheme(tx, call.id, body.theme)) refuse('theme.unknown', '/theme');
      const id = newId();
      await tx.repo(ApplicationRow).insert({
        id, callId: call.id, state: 'draft', number: null, titleEn: body.titleEn ?? '', titleLocal: body.titleLocal ?? { KG: '', CN: '' }, acronym: body.acronym ?? '',
        theme: body.theme, keywords: body.keywords ?? [], months: body.months, abstractEn: body.abstractEn ?? '', version: 1, contentHash: null, createdBy: personId,
        createdAt: actor.at, updatedAt: actor.at, submittedAt: null, submittedBy: null,
      });
      await tx.rows(`insert into team_member(id, application_id, person_id, email, side, role, state, person_months, invited_by, invited_at, answered_at)
        select $1, $2, p.id, p.email, $3, 'lead', 'accepted', 0, null, $5, $5 from person p where p.id = $4`, [newId(), id, side, personId, actor.at]);
      tx.audit(`application:${id}`, 'application.started', { call: call.id, side });
      return shown(tx, actor, await readDossier(tx, id));
    });
  }
}
