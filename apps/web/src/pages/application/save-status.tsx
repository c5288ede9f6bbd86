import { isProblem } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.js';
import { clock } from '../../format/dates.js';
import type { SaveState } from './section-draft.js';

/** Whether what was typed is safe, and where: one line, read out when it changes. */
export function SaveStatus({ state, updatedAt }: { state: SaveState; updatedAt: string }): ReactNode {
  const { t } = useTranslation('application');
  const at = (iso: string) => clock(iso, { seconds: true });
  switch (state.kind) {
    case 'dirty':
    case 'saving':
      return (
        <span className="save" role="status">
          <span className="dot" aria-hidden="true" />
          {t('save.saving')}
        </span>
      );
    case 'kept':
      return (
        <span className="save off" role="status">
          <Icon name="offline" />
          {t(`save.${state.why}`, { time: at(state.at) })}
        </span>
      );
    case 'refused':
      return (
        <span className="save bad" role="status">
          <Icon name="alert" />
          {t('save.refused', { why: isProblem(state.problem) ? state.problem.body.detail : state.problem.message })}
        </span>
      );
    case 'clash':
      return (
        <span className="save off" role="status">
          <Icon name="alert" />
          {t('save.clash')}
        </span>
      );
    case 'unsendable':
      return (
        <span className="save bad" role="status">
          <Icon name="alert" />
          {t('save.unsendable')}
        </span>
      );
    default:
      return (
        <span className="save" role="status">
          <Icon name="check" />
          {t('save.saved', { time: at(state.kind === 'saved' ? state.at : updatedAt) })}
        </span>
      );
  }
}
