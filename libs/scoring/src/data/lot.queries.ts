import type { Side, StoredTitles } from '#libs/kernel';
import type { ReadTx, WriteTx } from '#libs/platform';

type Filed = Partial<Record<Side, string>>;
export interface LotRound { round: number; opened_at: Date; committed_at: Date | null; drawn_at: Date | null; commitments: Filed; secrets: Filed; again: Side[] }

/** Rounds of a call's lot, oldest first. Row-level security limits what was filed: one's own side's, and both once both are in. */
export function roundsOf(tx: ReadTx, callId: string): Promise<LotRound[]> {
  return tx.rows<LotRound>(`select r.round, r.opened_at, r.committed_at, r.drawn_at,
      coalesce((select json_object_agg(c.side, c.commitment) from lot_commitment c where c.call_id = r.call_id and c.round = r.round), '{}') commitments,
      coalesce((select json_object_agg(s.side, s.secret) from lot_secret s where s.call_id = r.call_id and s.round = r.round), '{}') secrets,
      coalesce((select json_agg(p.side order by p.side desc) from call_approval p where p.call_id = r.call_id and p.subject = 'lot' and p.revision = r.round), '[]') again
    from lot_round r where r.call_id = $1 order by r.round`, [callId]);
}

export interface TiedView { tie: number; id: string; number: string; title_en: string; title_local: StoredTitles; rank: number; ticket: string | null }

/** Tied applications in the order of the ranking, with ranks as the acting person's ranking counts them; without those withdrawn since or hidden from them. */
export function tiedApplications(tx: ReadTx, callId: string): Promise<TiedView[]> {
  return tx.rows<TiedView>(`with seen as (select e.application_id, row_number() over (order by e.place)::int rank from ranking_place e join application a on a.id = e.application_id
      where e.call_id = $1 and e.rank is not null and a.state <> 'withdrawn' and not e.application_id = any ((select hidden_applications())::uuid[]))
    select t.tie, a.id, a.number, a.title_en, a.title_local, s.rank, p.ticket from seen s join lot_tie t using (application_id) join application a on a.id = t.application_id left join lot_place p using (application_id) order by s.rank`, [callId]);
}

/** Rows of each tie together, in their order. */
export function byTie<T extends { tie: number }>(rows: readonly T[]): T[][] {
  const ties = new Map<number, T[]>();
  for (const row of rows) ties.set(row.tie, [...ties.get(row.tie) ?? [], row]);
  return [...ties.values()];
}

export async function isTooLate(tx: ReadTx, callId: string): Promise<boolean> {
  return (await tx.row<{ late: boolean }>('select lot_too_late($1) late', [callId]))?.late ?? true;
}

/** Keeps the ties of a ranking that was just fixed and opens the first round. */
export async function openLot(tx: WriteTx, callId: string, ties: readonly { id: string; tie: number }[]): Promise<void> {
  await tx.rows('select open_lot($1, $2)', [callId, JSON.stringify(ties)]);
}

export interface Filing { id: string; callId: string; filed: string }
/** Files what the acting officer's side commits to, or reveals, by the database's own functions, which alone may write it; answers whether both sides' are in. */
export async function fileForLot(tx: WriteTx, step: 'commit_lot' | 'reveal_lot', { id, callId, filed }: Filing): Promise<boolean> {
  return (await tx.row<{ both: boolean }>(`select ${step}($1, $2, $3) "both"`, [id, callId, filed]))?.both ?? false;
}

export interface ToDraw { application_id: string; number: string; tie: number; rank: number }
/** Every tied application by rank, also what the acting officer may not see: once both secrets are in. */
export function toDraw(tx: WriteTx, callId: string): Promise<ToDraw[]> {
  return tx.rows<ToDraw>('select * from lot_to_draw($1)', [callId]);
}

export async function keepPlaces(tx: WriteTx, callId: string, places: readonly { id: string; rank: number; ticket: string }[]): Promise<void> {
  await tx.rows('select draw_lot($1, $2)', [callId, JSON.stringify(places)]);
}

/** Opens the next round, for which both sides asked; answers its number. */
export async function nextRound(tx: WriteTx, callId: string): Promise<number> {
  return (await tx.row<{ round: number }>('select restart_lot($1) round', [callId]))?.round ?? 0;
}

export interface PublishedLot { code: string; round: number; drawn_at: Date; commitments: Record<Side, string>; secrets: Record<Side, string>; groups: string[][] }
/** A lot as everybody may read it once results of its call are announced. */
export function publishedLot(tx: ReadTx, callId: string): Promise<PublishedLot | undefined> {
  return tx.row<PublishedLot>('select c.code, l.* from call c, published_lot(c.id) l where c.id = $1', [callId]);
}
