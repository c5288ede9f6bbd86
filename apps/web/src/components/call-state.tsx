import type { CallState } from '#libs/calls/shared/states';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const KINDS: Partial<Record<CallState, string>> = { open: 'open', announced: 'ok', cancelled: 'bad' };

export function CallStateTag({ state }: { state: CallState }): ReactNode {
  const { t } = useTranslation('common');
  return <span className={`tag ${KINDS[state] ?? ''}`}>{t(`callStates.${state}`)}</span>;
}
