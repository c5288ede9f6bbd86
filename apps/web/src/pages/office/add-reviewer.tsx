import { addAssignment, listAssignments, listReviewers } from '#libs/assignment/shared/contract';
import { askConflict } from '#libs/conflicts/shared/contract';
import { NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useSend } from '../../api/queries.js';
import { Note } from '../../components/note.js';
import { Title } from '../../components/title.js';
import { Confirm } from '../desk/confirm.js';
import type { ApplicationSummary } from './all-applications.js';

export interface AddReviewerProps { application: ApplicationSummary; callId: string; assigned: readonly string[]; onClose: () => void }

/** Assigns by hand: whom, whether they may, then the act. */
export function AddReviewer({ application, callId, assigned, onClose }: AddReviewerProps): ReactNode {
  const { t } = useTranslation('office');
  const [personId, setPerson] = useState('');
  const pool = useAsk(listReviewers, { params: { id: callId } });
  const free = (pool.data?.items ?? []).filter((r) => !assigned.includes(r.personId));
  const chosen = free.find((r) => r.personId === personId);
  const answer = useAsk(askConflict, { params: { id: application.id, personId } }, { when: chosen !== undefined });
  const send = useSend(addAssignment, [listAssignments, listReviewers], onClose);
  return (
    <Confirm
      opened onClose={onClose} title={t('assignment.addTo', { number: application.number })} action={t('assignment.addNow')}
      ready={chosen !== undefined} pending={send.isPending} problem={send.error}
      onConfirm={() => chosen && send.mutate({ params: { id: callId }, body: { applicationId: application.id, email: chosen.email } })}
    >
      <p className="sec"><Title of={application} /></p>
      <NativeSelect label={t('assignment.reviewer')} value={personId} onChange={(e) => { send.reset(); setPerson(e.currentTarget.value); }}>
        <option value="">{t('choose')}</option>
        {free.map((r) => <option key={r.personId} value={r.personId}>{r.side} {r.name}, {t('reviewers.loadOf', { load: r.load, min: r.minLoad, max: r.maxLoad })}</option>)}
      </NativeSelect>
      <div aria-live="polite">
        {chosen && answer.data?.may && <Note kind="ok">{t('conflicts.may')}</Note>}
        {chosen && answer.data && !answer.data.may && <Note kind="bad"><b>{t('conflicts.mayNot')}</b> {answer.data.kinds.map((kind) => t(`conflicts.kinds.${kind}`)).join(', ')}</Note>}
      </div>
    </Confirm>
  );
}
