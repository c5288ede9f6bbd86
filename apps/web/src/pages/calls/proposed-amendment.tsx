import { listAmendments } from '#libs/calls/shared/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { useMe } from '../../app/session.js';
import { textIn } from '../../format/texts.js';
import { holds } from '../desk/desk.js';
import { ChangeTable } from './changes.js';
import type { Call } from './types.js';

/** What one side has proposed to change, for those who prepare, vote and audit; for everybody else it does not exist. */
export function ProposedAmendment({ call }: { call: Call }): ReactNode {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  const me = useMe();
  const sees = (['officer', 'chair', 'auditor'] as const).some((role) => holds(me, role));
  const list = useAsk(listAmendments, { params: { id: call.id } }, { when: sees });
  const open = sees ? list.data?.items.find((a) => a.state === 'proposed') : undefined;
  if (!open) return null;
  return (
    <section className="card pad stack tight">
      <h2>{t('amendments.proposed', { side: open.side })}</h2>
      <p className="sm sec">{t('amendments.onlyStaff')}</p>
      <p className="measure pre">{textIn(open.note, language)}</p>
      <ChangeTable before={call.content} after={open.content} label={t('amendments.whatChanges')} />
    </section>
  );
}
