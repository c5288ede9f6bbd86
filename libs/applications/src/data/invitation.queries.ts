import type { AnySide } from '#libs/kernel';
import type { ReadTx } from '#libs/platform';
import type { ApplicationState } from '../shared/states.js';

export interface FoundInvitation { state: 'invited' | 'accepted' | 'declined' | 'removed'; side: AnySide; applicationState: ApplicationState }

/** An invitation to the e-mail of a person's own account; nobody else's is found. */
export async function findInvitation(tx: ReadTx, personId: string | null, applicationId: string, memberId: string): Promise<FoundInvitation | undefined> {
  return tx.row<FoundInvitation>(`select m.state, m.side, a.state "applicationState" from team_member m join person p on p.email = m.email join application a on a.id = m.application_id
    where m.id = $1 and m.application_id = $2 and p.id = $3`, [memberId, applicationId, personId]);
}
