import { broken, OK, refused, verdict, type Broken, type Side, type Verdict } from '#libs/kernel';

export type VoteValue = 'yes' | 'reserve' | 'no';
export type Outcome = 'award' | 'reserve' | 'refused';

/** What a side may know before it votes: never anything of the other side's vote. */
export interface BallotFacts { call: string; application: string; round: number | null; ownVote: boolean }

/** Each side votes once a round, while the call is deciding and the application stands. */
export function canVote(f: BallotFacts): Verdict {
  if (f.application === 'withdrawn') return refused('application.withdrawn');
  if (f.ownVote) return refused('vote.already-cast');
  if (f.call !== 'deciding' || f.round === null || !['recommended', 'not-recommended'].includes(f.application)) return refused('vote.not-open');
  return OK;
}

/** A yes names an amount above zero and at most the requested one, in fen; `amountFen` undefined: it has more than two decimals. */
export function canBeVote(value: VoteValue, amountFen: number | null | undefined, requestedFen: number, requested: string): Verdict {
  if (value !== 'yes') return OK;
  if (amountFen === undefined) return refused('field.invalid', '/amount');
  if (amountFen === null || amountFen <= 0) return refused('decision.amount-missing', '/amount');
  return amountFen > requestedFen ? refused('decision.over-requested', '/amount', { requested }) : OK;
}

export interface Remaining { places: number; budgetFen: number }
export interface Ballot { value: VoteValue; amountFen: number | null }

/**
 * The joint outcome of both sides' votes. Two times yes is an award at the smaller amount, in fen; when the last place or the budget is gone, a reserve
 * with that reason. One no refuses. The database function `cast_vote` decides by the same table.
 */
export function jointOutcome(votes: Record<Side, Ballot>, left: Remaining): { result: Outcome; reason: string | null; amountFen: number | null } {
  const { KG, CN } = votes;
  const refusedBy = KG.value === 'no' ? (CN.value === 'no' ? 'refused-by-both' : 'refused-by-kg') : CN.value === 'no' ? 'refused-by-cn' : null;
  if (refusedBy) return { result: 'refused', reason: refusedBy, amountFen: null };
  if (KG.value === 'reserve' || CN.value === 'reserve') return { result: 'reserve', reason: null, amountFen: null };
  const amountFen = Math.min(KG.amountFen ?? 0, CN.amountFen ?? 0);
  if (left.places <= 0) return { result: 'reserve', reason: 'decision.over-places', amountFen: null };
  return amountFen > left.budgetFen ? { result: 'reserve', reason: 'decision.over-budget', amountFen: null } : { result: 'award', reason: null, amountFen };
}

export interface ProposalFacts { call: string; active: boolean; at: Date; now: Date; named: number; decided: number }

/** An announcement lies ahead and covers at least one application, each with the votes of both sides. */
export function canPropose(f: ProposalFacts): Verdict {
  if (f.call !== 'deciding') return refused('call.wrong-state');
  if (f.active) return refused('announcement.already-scheduled');
  const found: Broken[] = [];
  if (f.at <= f.now) found.push(broken('announcement.in-past', '/at'));
  if (f.decided === 0 || f.decided < f.named) found.push(broken('announcement.not-decided', '/applications'));
  return verdict(found);
}

export interface ApprovalFacts { state: string; approved: readonly string[]; side: Side; at: Date; now: Date }

/** The other side's approval schedules it, before its instant. */
export function canApprove(f: ApprovalFacts): Verdict {
  if (f.approved.includes(f.side)) return refused('approval.already-given');
  return f.state !== 'proposed' || f.at <= f.now ? refused('announcement.in-past') : OK;
}
