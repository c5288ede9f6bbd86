import { canOf, displayName, otherSide, refused } from '#libs/kernel';
import type { Access } from './data/applications.queries.js';
import type { NoticeView } from './data/withdrawal.queries.js';
import { bindsAtOnce, canAgree, canGiveNotice, canTakeBack, WITHDRAWAL_AFTER_DAYS, type WithdrawalFacts } from './shared/rules.js';

/** A withdrawal as the team, or a reader of what was withdrawn, may see it; only leads act. */
export function presentWithdrawal(notice: NoticeView | undefined, facts: WithdrawalFacts, access: Access, at: Date) {
  const none = refused('not-found');
  const side = access.role === 'lead' ? access.side : null;
  return {
    notice: notice ? {
      id: notice.id, side: notice.side, name: displayName(notice.giver), at: notice.givenAt.toISOString(), reason: notice.reason, effectiveFrom: notice.effectiveFrom.toISOString(),
    } : null,
    agreed: notice?.agreer && notice.agreedAt ? { side: otherSide(notice.side), name: displayName(notice.agreer), at: notice.agreedAt.toISOString() } : null,
    withdrawnAt: notice?.effectiveAt?.toISOString() ?? null, atOnce: bindsAtOnce(facts), days: WITHDRAWAL_AFTER_DAYS,
    can: {
      give: canOf(side ? canGiveNotice(facts) : none), agree: canOf(side ? canAgree(facts, side) : none), takeBack: canOf(side ? canTakeBack(facts, side, at) : none),
    },
  };
}
