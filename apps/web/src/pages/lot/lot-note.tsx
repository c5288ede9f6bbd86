import { readLot } from '#libs/scoring/shared/lot-contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { Note } from '../../components/note.js';

/** Above a list of a call's applications: whether the order of equal ones is still open, and the way to its lot. Nothing where none is needed. */
export function LotNote({ callId }: { callId: string }): ReactNode {
  const { t } = useTranslation('lot');
  const lot = useAsk(readLot, { params: { id: callId } });
  if (!lot.data || lot.data.state === 'none') return null;
  return (
    <Note kind={lot.data.state === 'open' ? 'warn' : 'plain'}>
      {t(`note.${lot.data.state}`)} <Link to="/office/calls/$callId/lot" params={{ callId }}>{t('note.link')}</Link>
    </Note>
  );
}
