import type { ApplicationState } from '#libs/applications/shared/states';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const KINDS: Partial<Record<ApplicationState, string>> = {
  draft: 'open',
  submitted: 'ok',
  eligible: 'ok',
  ineligible: 'bad',
  'not-submitted': 'bad',
  recommended: 'ok',
  awarded: 'ok',
  'on-reserve': 'warn',
  refused: 'bad',
};

export function ApplicationStateTag({ state }: { state: ApplicationState }): ReactNode {
  const { t } = useTranslation('application');
  return <span className={`tag ${KINDS[state] ?? ''}`}>{t(`states.${state}`)}</span>;
}
