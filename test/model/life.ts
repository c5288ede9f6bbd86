/** The life of one joint application as a reader of the rules would draw it on a sheet of paper: no database, no HTTP. */
export type Side = 'KG' | 'CN';
export type VoteValue = 'yes' | 'reserve' | 'no';
interface Content { title: string; budget: 'none' | 'good' | 'over'; narrative: boolean; document: boolean; partner: boolean }

export class Life {
  state: 'draft' | 'not-submitted' | 'submitted' | 'eligible' | 'ineligible' | 'recommended' = 'draft';
  content: Content = { title: 'One', budget: 'none', narrative: false, document: false, partner: false };
  partner: 'unknown' | 'invited' | 'accepted' = 'unknown';
  /** What each side signed; a signature of other content is void. */
  signed: Partial<Record<Side, string>> = {};
  checks: Partial<Record<Side, 'pass' | 'fail'>> = {};
  votes: Partial<Record<Side, VoteValue>> = {};
  closed = false;

  get words(): string { return JSON.stringify(this.content); }

  knows(side: Side): boolean { return side === 'KG' || this.partner === 'accepted'; }

  change(change: Partial<Content>): void {
    this.content = { ...this.content, ...change };
    for (const side of ['KG', 'CN'] as const) if (this.signed[side] !== this.words) delete this.signed[side];
  }

  /** Why a lead's change is refused, or undefined. */
  refusesEdit(side: Side, stale: boolean): string | undefined {
    if (!this.knows(side)) return 'not-found';
    if (this.state !== 'draft') return 'application.not-editable';
    return stale ? 'precondition.stale' : undefined;
  }

  refusesSignature(side: Side, stale: boolean): string | undefined {
    if (!this.knows(side)) return 'not-found';
    if (this.state !== 'draft') return 'application.not-editable';
    if (stale) return 'signoff.stale';
    return this.signed[side] === this.words ? 'signoff.already-given' : undefined;
  }

  refusesSubmission(side: Side): string | undefined {
    if (!this.knows(side)) return 'not-found';
    if (this.state !== 'draft' && this.state !== 'not-submitted') return 'application.already-submitted';
    if (this.closed) return 'window.closed';
    if (this.partner !== 'accepted') return 'team.side-missing';
    if (!this.signed.KG || !this.signed.CN) return 'signoff.missing';
    if (this.content.budget !== 'good') return this.content.budget === 'over' ? 'budget.over-cap' : 'budget.under-floor';
    if (!this.content.document) return 'document.missing';
    return this.content.narrative ? undefined : 'narrative.missing';
  }

  refusesCheck(side: Side): string | undefined {
    if (this.state === 'draft' || this.state === 'not-submitted') return 'not-found';
    return this.checks[side] ? 'check.already-filed' : undefined;
  }

  check(side: Side, verdict: 'pass' | 'fail'): void {
    this.checks[side] = verdict;
    if (this.checks.KG && this.checks.CN) this.state = this.checks.KG === 'pass' && this.checks.CN === 'pass' ? 'eligible' : 'ineligible';
  }

  refusesVote(side: Side): string | undefined {
    if (this.state !== 'recommended') return 'not-found';
    return this.votes[side] ? 'vote.already-cast' : undefined;
  }

  get outcome(): 'award' | 'reserve' | 'refused' | null {
    const { KG, CN } = this.votes;
    if (!KG || !CN) return null;
    if (KG === 'no' || CN === 'no') return 'refused';
    return KG === 'yes' && CN === 'yes' ? 'award' : 'reserve';
  }

  /** What the team reads: nothing of votes and reviews. */
  get shownToTeam(): string { return this.state === 'recommended' ? 'eligible' : this.state; }
}
