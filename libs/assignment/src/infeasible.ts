import type { Repair } from '#libs/optimizer';
import { Refused, type ReadTx } from '#libs/platform';
import type { Pool } from './data/pool.queries.js';
import type { Found } from './find-pairs.js';
import { explain, type Infeasible, type ShownRepair } from './shared/explanation.js';

/** The refusal with its proof and what would mend it, without the numbers of applications that the reader may not see. */
export async function infeasibleFor(tx: ReadTx, pool: Pool, found: Extract<Found, { ok: false }>): Promise<Refused> {
  const own = await tx.row<{ ids: string[] }>('select hidden_applications() ids');
  const numbers = new Map(pool.applications.filter((a) => !own?.ids.includes(a.id)).map((a) => [a.id, a.number]));
  const emails = new Map(pool.reviewers.map((r) => [r.id, r.email]));
  const shown: Infeasible = {
    shortfalls: found.shortfalls.map((s) => {
      const applications = s.applications.flatMap((id) => numbers.get(id) ?? []);
      return { side: s.side, applications, hidden: s.applications.length - applications.length, reviewers: s.reviewers.flatMap((id) => emails.get(id) ?? []), needed: s.needed, available: s.available, short: s.short };
    }),
    repairs: found.repairs.flatMap((r) => shownRepair(r, numbers, emails)),
  };
  const values = { explanation: explain(shown.shortfalls, 'en'), infeasible: JSON.stringify(shown) };
  return new Refused('assignment.infeasible', [{ code: 'assignment.infeasible', pointer: '', values }]);
}

/** A repair of one side's demand; runs give up minimum loads by themselves and know no caps. */
function shownRepair(repair: Repair, numbers: ReadonlyMap<string, string>, emails: ReadonlyMap<string, string>): ShownRepair[] {
  switch (repair.kind) {
    case 'add-reviewers': return [{ kind: repair.kind, side: repair.side, size: repair.size, load: repair.load, by: [] }];
    case 'raise-loads': return [{ kind: repair.kind, side: repair.side, size: repair.size, load: null, by: repair.by.flatMap((b) => named(emails.get(b.reviewer), b.load)) }];
    case 'lower-demands': return [{ kind: repair.kind, side: repair.side, size: repair.size, load: null, by: repair.by.flatMap((b) => named(numbers.get(b.application), b.reviews)) }];
    default: return [];
  }
}

function named(name: string | undefined, amount: number): { name: string; amount: number }[] {
  return name === undefined ? [] : [{ name, amount }];
}
