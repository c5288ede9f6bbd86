import type { ReadTx, WriteTx } from '#libs/platform';
import type { ConflictKind, ConflictState } from '../shared/states.js';

export interface ConflictView {
  person_id: string; family: string; given: string; patronymic: string | null; native_name: string | null; application_id: string; number: string | null;
  kind: ConflictKind; state: ConflictState; reason: string; at: Date | null;
}

const PERSON = 'p.family, p.given, p.patronymic, p.native_name';
const VISIBLE = 'a.submitted_at is not null and not a.id = any ((select hidden_applications())::uuid[])';

/** Conflicts found and recorded between a call's reviewer pool and its submitted applications, without the viewer's own ones. */
export async function conflictsOfCall(tx: ReadTx, callId: string): Promise<ConflictView[]> {
  return tx.rows<ConflictView>(`
    select p.id person_id, ${PERSON}, a.id application_id, a.number, x.kind, x.state, x.reason, x.at
      from reviewer r join person p on p.id = r.person_id
      cross join lateral (
        select c.application_id, c.kind, c.state, c.reason, c.at from conflict c where c.person_id = r.person_id
        union all
        select f.application_id, f.kind, 'detected', '', null from conflicts_of(r.person_id) f
          where not exists (select 1 from conflict c where c.person_id = r.person_id and c.application_id = f.application_id and c.kind = f.kind)) x
      join application a on a.id = x.application_id
      where r.call_id = $1 and a.call_id = $1 and ${VISIBLE}
      order by a.number, p.email, x.kind`, [callId]);
}

/** One recorded conflict. */
export async function findConflict(tx: ReadTx, id: string): Promise<ConflictView | undefined> {
  return tx.row<ConflictView>(`select c.person_id, ${PERSON}, c.application_id, a.number, c.kind, c.state, c.reason, c.at
    from conflict c join person p on p.id = c.person_id join application a on a.id = c.application_id where c.id = $1`, [id]);
}

/** One conflict of a kind, recorded or found from the facts. */
export async function conflictOf(tx: ReadTx, personId: string, applicationId: string, kind: ConflictKind): Promise<{ kind: ConflictKind; state: ConflictState } | undefined> {
  return tx.row(`select kind, state from conflict where person_id = $1 and application_id = $2 and kind = $3
    union all select kind, 'detected' from conflicts_of($1) f where application_id = $2 and kind = $3
      and not exists (select 1 from conflict c where c.person_id = $1 and c.application_id = $2 and c.kind = $3)`, [personId, applicationId, kind]);
}

export interface Decision { id: string; personId: string; applicationId: string; kind: ConflictKind; state: 'confirmed' | 'dismissed'; reason: string }

/** Keeps what an officer decided, in the place of what stood there before; answers the conflict's id. */
export async function storeDecision(tx: WriteTx, d: Decision): Promise<string> {
  const row = await tx.row<{ id: string }>(`insert into conflict(id, person_id, application_id, kind, state, reason, by_person, at) values ($1, $2, $3, $4, $5, $6, app_person(), app_at())
    on conflict (person_id, application_id, kind) do update set state = excluded.state, reason = excluded.reason, by_person = excluded.by_person, at = excluded.at returning id`,
  [d.id, d.personId, d.applicationId, d.kind, d.state, d.reason]);
  return row?.id ?? d.id;
}

/** The kinds of conflict that stand between a person and an application. */
export async function kindsBetween(tx: ReadTx, personId: string, applicationId: string): Promise<ConflictKind[]> {
  const rows = await tx.rows<{ kind: ConflictKind }>('select kind from conflicts_of($1) where application_id = $2 order by kind', [personId, applicationId]);
  return rows.map((r) => r.kind);
}

/** Whether the acting officer may know of this application: it was submitted, and they have no conflict of their own. */
export async function seesApplication(tx: ReadTx, applicationId: string): Promise<boolean> {
  return await tx.row(`select 1 from application a where a.id = $1 and ${VISIBLE}`, [applicationId]) !== undefined;
}

/** Locks the call and then the application, in the order that all writers keep. */
export async function lockApplication(tx: WriteTx, applicationId: string): Promise<void> {
  await tx.rows('select 1 from call where id = (select call_id from application where id = $1) for no key update', [applicationId]);
  await tx.rows('select 1 from application where id = $1 for no key update', [applicationId]);
}

export async function findPersonByEmail(tx: ReadTx, email: string): Promise<{ id: string } | undefined> {
  return tx.row(`select id from person where email = $1 and state <> 'closed'`, [email]);
}
