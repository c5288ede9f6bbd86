import type { AnySide, Side } from '#libs/kernel';
import { canOf } from '#libs/kernel';
import { Db, demand, refuse, sideOf, type Actor, type ReadTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { accessTo } from './data/applications.queries.js';
import { ApplicationRow } from './data/application.row.js';
import { ApplicationChecked } from './events.js';
import { canFileCheck } from './shared/rules.js';

interface CheckView { side: Side; verdict: 'pass' | 'fail'; reason: string | null; note: string; at: Date }
interface NewCheck { verdict: 'pass' | 'fail'; reason: string | null; note: string }

/** Officers of both sides check what was submitted; each side's check is sealed until both are filed. */
@Injectable()
export class CheckApplication {
  constructor(private readonly db: Db) {}

  read(actor: Actor, id: string) { return this.db.read(actor, (tx) => this.shown(tx, actor, id)); }

  /** The first check leaves no trace on the application; the second one decides, in the same transaction. */
  file(actor: Actor, id: string, body: NewCheck) {
    const side = sideOf(actor, 'officer');
    return this.db.write(actor, async (tx) => {
      if (side === null) refuse('not-found');
      const { state } = await this.readable(tx, actor, id);
      demand(canFileCheck(state, await sidesFiled(tx, id), side, body));
      const filed = await tx.row<{ result: 'pending' | 'eligible' | 'ineligible' }>('select file_check($1, $2, $3, $4, $5) result', [id, side, body.verdict, body.reason, body.note]);
      tx.audit(`check:${id}:${side}`, 'check.filed', { verdict: body.verdict, reason: body.reason });
      if (filed && filed.result !== 'pending') {
        tx.audit(`application:${id}`, 'application.checked', { result: filed.result });
        tx.emit(ApplicationChecked.type, { applicationId: id, result: filed.result });
      }
      return this.shown(tx, actor, id);
    });
  }

  private async shown(tx: ReadTx, actor: Actor, id: string) {
    const { state } = await this.readable(tx, actor, id);
    const checks = await tx.rows<CheckView>('select side, verdict, reason, note, at from eligibility_check where application_id = $1 order by side desc', [id]);
    const side: AnySide | null = sideOf(actor, 'officer');
    const file = side ? canOf(canFileCheck(state, checks.map((c) => c.side), side)) : { ok: false, code: 'not-found' };
    return { state, checks: checks.map((c) => ({ side: c.side, verdict: c.verdict, reason: c.reason, note: c.note, at: c.at.toISOString() })), can: { file } };
  }

  /** A submitted application that this officer may see as an officer, not as a member of its team. */
  private async readable(tx: ReadTx, actor: Actor, id: string): Promise<ApplicationRow> {
    if ((await accessTo(tx, actor, id)).role !== 'reader') refuse('not-found');
    return await tx.repo(ApplicationRow).findOneBy({ id }) ?? refuse('not-found');
  }
}

/** Sides whose checks this person may know of. */
async function sidesFiled(tx: ReadTx, id: string): Promise<string[]> {
  return (await tx.rows<{ side: string }>('select side from eligibility_check where application_id = $1', [id])).map((r) => r.side);
}
