import type { Side } from '#libs/kernel';
import type { ReadTx } from '#libs/platform';
import type { WithdrawalFacts } from '../shared/rules.js';
import { WITHDRAWABLE } from '../shared/rules.js';
import type { ApplicationState } from '../shared/states.js';

interface NameView { family: string; given: string; patronymic: string | null; nativeName: string | null }
/** A notice that runs or took effect; its reader may know of it (row-level security). */
export interface NoticeView {
  id: string; side: Side; reason: string; givenAt: Date; effectiveFrom: Date; agreedAt: Date | null; effectiveAt: Date | null; giver: NameView; agreer: NameView | null;
}

const NAME = (p: string) => `json_build_object('family', ${p}.family, 'given', ${p}.given, 'patronymic', ${p}.patronymic, 'nativeName', ${p}.native_name)`;

export async function findNotice(tx: ReadTx, applicationId: string): Promise<NoticeView | undefined> {
  return tx.row<NoticeView>(`select w.id, w.side, w.reason, w.given_at "givenAt", w.effective_from "effectiveFrom", w.agreed_at "agreedAt", w.effective_at "effectiveAt", ${NAME('g')} giver,
      case when b.id is not null then ${NAME('b')} end agreer
    from withdrawal w join person g on g.id = w.given_by left join person b on b.id = w.agreed_by where w.application_id = $1 and w.taken_back_at is null`, [applicationId]);
}

/** What the rules of withdrawal look at, for a lead of `side` (null: the system, or somebody who is no lead). */
export async function withdrawalFacts(tx: ReadTx, app: { id: string; state: ApplicationState }, side: string | null, notice: NoticeView | undefined): Promise<WithdrawalFacts> {
  const row = await tx.row<{ announced: boolean; otherLead: boolean }>(`select is_announced($1) announced,
    exists (select 1 from team_member where application_id = $1 and role = 'lead' and state = 'accepted' and side is distinct from $2) "otherLead"`, [app.id, side]);
  return { state: app.state, announced: row?.announced ?? true, otherLead: row?.otherLead ?? true, notice: notice ?? null };
}

/** Applications whose notice binds by time at an instant; whether it does is decided again under the lock. */
export async function dueNotices(tx: ReadTx, at: Date, limit: number): Promise<{ id: string; callId: string }[]> {
  return tx.rows<{ id: string; callId: string }>(`select a.id, a.call_id "callId" from withdrawal w join application a on a.id = w.application_id
    where w.taken_back_at is null and w.effective_at is null and w.effective_from <= $1 and a.state = any($2) and not is_announced(a.id) order by w.effective_from, a.id limit $3`, [at, WITHDRAWABLE, limit]);
}
