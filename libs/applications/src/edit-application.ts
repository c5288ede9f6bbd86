import { readParts } from '#libs/calls';
import { Db, demand, newId, refuse, Refused, type Actor } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { afterChange, lockDraft, shown } from './change-application.js';
import { ApplicationRow } from './data/application.row.js';
import { isTheme } from './data/identification.queries.js';
import type { editApplication, replaceBudget, saveNarrative } from './shared/contract.js';
import { readLines } from './shared/rules.js';

type Identification = z.output<typeof editApplication.body>;
type Lines = z.output<typeof replaceBudget.body>['lines'];
type Answers = z.output<typeof saveNarrative.body>['answers'];

/** Either lead changes the content of a draft; sign-offs of another content are void afterwards. */
@Injectable()
export class EditApplication {
  constructor(private readonly db: Db) {}

  identification(actor: Actor, id: string, version: number, body: Identification) {
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    return this.db.write(actor, async (tx) => {
      const app = await lockDraft(tx, actor, id, version);
      if (body.theme !== undefined && !await isTheme(tx, app.callId, body.theme)) refuse('theme.unknown', '/theme');
      if (Object.keys(given).length) await tx.repo(ApplicationRow).update({ id }, given);
      tx.audit(`application:${id}`, 'application.edited', { fields: Object.keys(given).sort() });
      return shown(tx, actor, await afterChange(tx, actor, id));
    });
  }

  /** Refuses all lines when one is invalid (`budget.line-invalid`); a request beyond cap or floor may stand in a draft. */
  budget(actor: Actor, id: string, version: number, typed: Lines) {
    return this.db.write(actor, async (tx) => {
      const app = await lockDraft(tx, actor, id, version);
      const { lines, verdict } = readLines(typed, (await readParts(tx, app.callId)).categories, app.months);
      demand(verdict);
      await tx.rows('delete from budget_line where application_id = $1', [id]);
      await tx.rows(`insert into budget_line(id, application_id, side, category, year, source, amount_fen, position)
        select x.id, $1, x.side, x.category, x.year, x.source, x."amountFen", x.position
        from jsonb_to_recordset($2) x(id uuid, side text, category text, year int, source text, "amountFen" bigint, position int)`,
      [id, JSON.stringify(lines.map((line, position) => ({ ...line, id: newId(), position })))]);
      tx.audit(`application:${id}`, 'budget.replaced', { lines: lines.length });
      return shown(tx, actor, await afterChange(tx, actor, id));
    });
  }

  /** Saves the answers that are named; an empty one is taken back. */
  narrative(actor: Actor, id: string, version: number, answers: Answers) {
    return this.db.write(actor, async (tx) => {
      const app = await lockDraft(tx, actor, id, version);
      const asked = new Set((await readParts(tx, app.callId)).questions.map((q) => q.code));
      const unknown = Object.keys(answers).filter((code) => !asked.has(code));
      if (unknown.length) throw new Refused('narrative.unknown-question', unknown.map((code) => ({ code: 'narrative.unknown-question', pointer: `/answers/${code}` })));
      await tx.rows('delete from narrative_answer where application_id = $1 and question = any($2)', [id, Object.keys(answers)]);
      await tx.rows(`insert into narrative_answer(application_id, question, text) select $1, key, value from jsonb_each_text($2) where value <> ''`, [id, JSON.stringify(answers)]);
      tx.audit(`application:${id}`, 'narrative.saved', { questions: Object.keys(answers).sort() });
      return shown(tx, actor, await afterChange(tx, actor, id));
    });
  }
}
