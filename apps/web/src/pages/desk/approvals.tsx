import { SIDES, type Side } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Bridge, MiniBridge, type Pier } from '../../components/bridge.js';

export interface ApprovalsProps {
  approvals: readonly Side[];
  /** What a side's approval adds in words, such as its instant. */
  details?: (side: Side) => ReactNode;
  /** What follows once both sides have approved. */
  done: string;
  action?: ReactNode;
}

/** Who of the two sides has approved and whose turn it is; approvals are open to both sides at once. */
export function ApprovalBridge({ approvals, details, done, action }: ApprovalsProps): ReactNode {
  const { t } = useTranslation('desk');
  const pier = (side: Side): Pier => (approvals.includes(side)
    ? { state: 'yes', words: t('approvals.approved'), details: details?.(side) }
    : { state: 'wait', words: t('approvals.notYet') });
  const missing = SIDES.filter((side) => !approvals.includes(side));
  const deck = missing.length === 0 ? done : missing.length === 1 ? t('approvals.waitingFor', { side: missing[0] }) : t('approvals.none');
  return <Bridge kg={pier('KG')} cn={pier('CN')} deck={<b>{deck}</b>} action={action} />;
}

export function ApprovalMini({ approvals }: { approvals: readonly Side[] }): ReactNode {
  const { t } = useTranslation('desk');
  const of = (side: Side) => t(approvals.includes(side) ? 'approvals.mini.yes' : 'approvals.mini.no', { side });
  return <MiniBridge kg={approvals.includes('KG')} cn={approvals.includes('CN')} label={`${of('KG')} ${of('CN')}`} />;
}
