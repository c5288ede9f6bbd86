import { broken, OK, refused, SIDES, verdict, type AnySide, type Broken, type Verdict } from '#libs/kernel';
import { TEAM_MAX } from './limits.js';
import { countsAsSubmitted, type ApplicationState } from './states.js';

export interface MemberFacts { id: string; email: string; side: AnySide; role: 'lead' | 'member'; state: 'invited' | 'accepted' | 'declined' | 'removed' }

/** Sides without an accepted member (a lead is one), then sides without an accepted lead. */
export function teamFindings(team: readonly MemberFacts[]): Broken[] {
  const accepted = team.filter((m) => m.state === 'accepted');
  const missing = SIDES.filter((side) => !accepted.some((m) => m.side === side)).map((side) => broken('team.side-missing', `/team/${side}`, { side }));
  const leaderless = SIDES.filter((side) => !accepted.some((m) => m.side === side && m.role === 'lead')).map((side) => broken('team.lead-missing', `/team/${side}`, { side }));
  return [...missing, ...leaderless];
}

/** One lead a side and one place a person; a lead stands for a side, so third countries send members. */
export function canInvite(team: readonly MemberFacts[], who: { email: string; side: AnySide; role: 'lead' | 'member' }): Verdict {
  const there = team.filter((m) => m.state === 'invited' || m.state === 'accepted');
  if (who.role === 'lead' && who.side === 'INT') return refused('field.not-allowed', '/side', { values: SIDES.join(', ') });
  if (who.role === 'lead' && there.some((m) => m.role === 'lead' && m.side === who.side)) return refused('team.lead-duplicate', '/role', { side: who.side });
  if (there.some((m) => m.email.toLowerCase() === who.email.toLowerCase())) return refused('team.member-duplicate', '/email');
  return team.filter((m) => m.state !== 'removed').length >= TEAM_MAX ? refused('field.too-big', '', { max: TEAM_MAX }) : OK;
}

/** An invitation waits for its person while the application is a draft; whoever accepts takes part for the side that it names. */
export function canAnswer(state: ApplicationState, invitation: Pick<MemberFacts, 'state' | 'side'>, accept: boolean, ownSide: AnySide | null): Verdict {
  if (state !== 'draft' || invitation.state !== 'invited') return refused('team.invitation-invalid');
  return accept && ownSide !== invitation.side ? refused('person.side-mismatch') : OK;
}

/** A lead who accepted stays; others go in a draft, and after submission as long as both sides remain. */
export function canRemove(state: ApplicationState, team: readonly MemberFacts[], memberId: string): Verdict {
  const member = team.find((m) => m.id === memberId);
  if (!member || member.state === 'removed') return refused('not-found');
  if (countsAsSubmitted(state)) {
    const without = verdict(teamFindings(team.filter((m) => m.id !== memberId)));
    if (!without.ok) return without;
  }
  return member.role === 'lead' && member.state === 'accepted' ? refused('team.lead-locked') : OK;
}
