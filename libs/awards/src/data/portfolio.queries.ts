import type { StoredTitles } from '#libs/kernel';
import type { PortfolioResult } from '#libs/optimizer';
import type { Actor, JobRow, ReadTx, WriteTx } from '#libs/platform';
import type { Candidate, ThemeMinimums } from '../shared/portfolio.js';

export interface CandidateView extends Candidate { number: string; title_en: string; title_local: StoredTitles; overall: number }

/** Applications above the thresholds of a closed ranking, in its order, without those that were withdrawn since or that the acting person may not see. */
export function candidatesOf(tx: ReadTx, callId: string): Promise<CandidateView[]> {
  return tx.rows<CandidateView>(`select a.id, a.number, a.title_en, a.title_local, a.theme, e.overall::float8 overall, s.requested_fen::float8 fen
    from ranking_place e join application a on a.id = e.application_id join submission s on s.application_id = a.id
    where e.call_id = $1 and e.above_threshold and e.rank is not null and a.state <> 'withdrawn' and not a.id = any ((select hidden_applications())::uuid[]) order by e.place`, [callId]);
}

export async function themesOf(tx: ReadTx, callId: string): Promise<Set<string>> {
  return new Set((await tx.rows<{ code: string }>('select code from call_theme where call_id = $1', [callId])).map((t) => t.code));
}

export interface StoredProposal { places: number; budgetFen: number; themeMin: ThemeMinimums; list: string[]; result: PortfolioResult }

/**
 * Keeps a person's proposal in place of the one before and ends its run; false, with nothing kept, when the run was cancelled meanwhile. `applications` are all
 * that it weighed: once one of them is hidden from its owner, it does not exist.
 */
export async function keepProposal(tx: WriteTx, job: { id: string; actor: Actor }, { callId, applications, ...proposal }: StoredProposal & { callId: string; applications: string[] }): Promise<boolean> {
  const { personId, at } = job.actor;
  const mine = await tx.row(`update job set state = 'done', progress = 100, result = '{}', ended_at = $2 where id = $1 and state = 'running' returning id`, [job.id, at]);
  if (!mine) return false;
  await tx.rows('delete from portfolio_proposal where call_id = $1', [callId]);
  await tx.rows('insert into portfolio_proposal(id, call_id, person_id, applications, proposal, at) values ($1, $2, $3, $4, $5, $6)', [job.id, callId, personId, applications, JSON.stringify(proposal), at]);
  return true;
}

export async function ownProposal(tx: ReadTx, callId: string): Promise<(StoredProposal & { at: Date }) | undefined> {
  const row = await tx.row<{ proposal: StoredProposal; at: Date }>('select proposal, at from portfolio_proposal where call_id = $1 order by at desc, id limit 1', [callId]);
  return row && { ...row.proposal, at: row.at };
}

/** The person's latest run for the call. */
export function ownRun(tx: ReadTx, callId: string, personId: string | null): Promise<JobRow | undefined> {
  return tx.row<JobRow>(`select * from job where kind = 'portfolio' and subject = $1 and owner_id = $2 order by created_at desc, id limit 1`, [callId, personId]);
}
