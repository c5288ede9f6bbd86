/** The life of one joint application as a reader of the rules would draw it on a sheet of paper: no database, no HTTP. */
export type Side = 'KG' | 'CN';
export type VoteValue = 'yes' | 'reserve' | 'no';
interface Content { title: string; budget: 'none' | 'good' | 'over'; narrative: boolean; document: boolean; partner: boolean }

export class Life {
  state: 'draft' | 'not-submitted' | 'submitted' | 'eligible' | 'ineligible' | 'recommended' | 'withdrawn' = 'draft';
  /** How far it had come: these stay true after a withdrawal. */
  received = false;
  ranked = false;
  content: Content = { title: 'One', budget: 'none', narrative: false, document: false, partner: false };
  partner: 'unknown' | 'invited' | 'accepted' = 'unknown';
  /** What each side signed; a signature of other content is void. */
  signed: Partial<Record<Side, string>> = {};
  checks: Partial<Record<Side, 'pass' | 'fail'>> = {};
  votes: Partial<Record<Side, VoteValue>> = {};
  closed = false;
  /** The side whose lead gave notice of withdrawal. */
  notice: Side | undefined;

  /** The same life once more, to be lived on without a trace in this one. */
  copy(): Life { return Object.assign(new Life(), structuredClone({ ...this })); }

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
    if (this.received) return 'application.already-submitted';
    if (this.closed) return 'window.closed';
    if (this.partner !== 'accepted') return 'team.side-missing';
    if (!this.signed.KG || !this.signed.CN) return 'signoff.missing';
    if (this.content.budget !== 'good') return this.content.budget === 'over' ? 'budget.over-cap' : 'budget.under-floor';
    if (!this.content.document) return 'document.missing';
    if (!this.content.narrative) return 'narrative.missing';
    return this.state === 'withdrawn' ? 'application.wrong-state' : undefined;
  }

  submit(): void {
    this.state = 'submitted';
    this.received = true;
  }

  refusesCheck(side: Side): string | undefined {
    if (!this.received) return 'not-found';
    if (this.checks[side]) return 'check.already-filed';
    return this.state === 'withdrawn' ? 'application.wrong-state' : undefined;
  }

  check(side: Side, verdict: 'pass' | 'fail'): void {
    this.checks[side] = verdict;
    if (this.checks.KG && this.checks.CN) this.state = this.checks.KG === 'pass' && this.checks.CN === 'pass' ? 'eligible' : 'ineligible';
  }

  refusesVote(side: Side): string | undefined {
    if (!this.ranked) return 'not-found';
    if (this.state === 'withdrawn') return 'application.withdrawn';
    return this.votes[side] ? 'vote.already-cast' : undefined;
  }

  private get refusesWithdrawal(): string | undefined {
    if (this.state === 'withdrawn') return 'application.withdrawn';
    return this.state === 'ineligible' || this.state === 'not-submitted' ? 'application.wrong-state' : undefined;
  }

  refusesNotice(side: Side): string | undefined {
    if (!this.knows(side)) return 'not-found';
    return this.refusesWithdrawal ?? (this.notice && 'withdrawal.already-given');
  }

  /** A notice; of a draft without another lead it is the withdrawal itself. */
  give(side: Side): void {
    this.notice = side;
    if (this.state === 'draft' && this.partner !== 'accepted') this.state = 'withdrawn';
  }

  refusesAgreement(side: Side): string | undefined {
    if (!this.knows(side)) return 'not-found';
    if (this.refusesWithdrawal) return this.refusesWithdrawal;
    if (!this.notice) return 'withdrawal.not-given';
    return this.notice === side ? 'withdrawal.own' : undefined;
  }

  refusesTakingBack(side: Side): string | undefined {
    if (!this.knows(side)) return 'not-found';
    if (this.state === 'withdrawn') return 'application.withdrawn';
    if (!this.notice) return 'withdrawal.not-given';
    return this.notice === side ? undefined : 'withdrawal.not-yours';
  }

  /** The days of a notice are over. */
  passDays(): void {
    if (this.notice && !this.refusesWithdrawal) this.state = 'withdrawn';
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
